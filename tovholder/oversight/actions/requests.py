"""Everything that writes about a request for access, from the question to the answer."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.audit.trace import trace
from tovholder.cases.models import Case
from tovholder.consent.answering import due_from
from tovholder.organisation.models import Account

from ..models import (
    AccessAnswer,
    AccessApproval,
    AccessBundle,
    AccessExtension,
    AccessRequest,
    WeighedPaper,
)
from ..papers.bundle import Bundle, bundle_of
from ..papers.weighing import Weighed, weighed_papers
from ..requests import complaint_of, due_when_put_off, proposed, standing_of
from ..searching import Somebody
from .refusing import refuse_answered, refuse_names, refuse_others, said


@transaction.atomic
def ask_for_access(
    *, case: Case, by: Account, kind: str = AccessRequest.Kind.KEPT
) -> AccessRequest:
    """Ask from one's own case what is kept, or as a party for its papers; twice is asking once.

    Raises ValidationError in words for anybody but the family.
    """
    if not case.door.is_family:
        raise ValidationError(_("The family asks here for what is kept."))
    # Whoever asks from two windows at once waits here for the first.
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(case.pk), by.pk]
        )
    open_one = AccessRequest.objects.waiting().filter(case=case, by=by, kind=kind).first()
    if open_one is not None:
        return open_one
    today = timezone.localdate()
    made = AccessRequest.objects.create(
        person_id=case.person_id, case=case, name=case.person.name, asked_by=by.name,
        kind=kind, asks_as=standing_of(case, by) if kind == AccessRequest.Kind.PARTY else "",
        how=AccessRequest.How.OWN_PAGE, received=today, due=due_from(today, kind), by=by,
    )  # fmt: skip
    trace("oversight.ask_for_access", by=by, case_id=case.pk, about=made)
    return made


@transaction.atomic
def record_access_request(
    *,
    about: Somebody,
    asked_by: str,
    how: str,
    received: date,
    by: Account,
    kind: str = AccessRequest.Kind.KEPT,
    asks_as: str = "",
    authority: str = "",
) -> AccessRequest:
    """Write down a request that came by letter or was said at a desk. Raises ValidationError.

    A party says as what it asks; who asks for another shows that they may (`authority`).
    """
    refuse_others(by)
    if received > timezone.localdate():
        raise ValidationError({"received": _("It cannot have come after today.")})
    made = AccessRequest.objects.create(
        person_id=about.id, name=about.name, asked_by=said(asked_by), how=how,
        kind=kind, asks_as=asks_as, authority=authority.strip(), received=received,
        due=due_from(received, kind), by=by,
    )  # fmt: skip
    trace("oversight.record_access_request", by=by, about=made, detail={"person": str(about.id)})
    return made


@transaction.atomic
def put_off_answer(*, request: AccessRequest, reason: str, by: Account) -> AccessExtension:
    """Put the answer off, once and within the time, with the reason that is told."""
    refuse_others(by)
    refuse_answered(request)
    if AccessExtension.objects.filter(request=request).exists():
        raise ValidationError(_("The answer has been put off once already."))
    if timezone.localdate() > request.due:
        raise ValidationError(_("The time has run out. It can no longer be put off."))
    extension = AccessExtension.objects.create(
        request=request, due=due_when_put_off(request), reason=said(reason), by=by
    )
    trace("oversight.put_off_answer", by=by, case_id=request.case_id, about=request)
    return extension


@transaction.atomic
def propose_answer(
    *, request: AccessRequest, outcome: str, words: str, by: Account, grounds: Collection[str] = ()
) -> AccessAnswer:
    """Say how a request should be answered; it waits until another officer approves it.

    Where not all of it is handed out, `grounds` name the law; how one complains goes with it.
    Raises ValidationError in words.
    """
    refuse_others(by)
    refuse_answered(request)
    partly = outcome != AccessAnswer.Outcome.ALL
    complaint = complaint_of(request) if partly else ""
    if partly and not (grounds and complaint):
        raise ValidationError({"grounds": _("Say by which law something is held back.")})
    answer = AccessAnswer.objects.create(
        request=request, outcome=outcome, words=said(words), by=by,
        ground="\n".join(grounds) if partly else "", complaint=complaint,
    )  # fmt: skip
    trace("oversight.propose_answer", by=by, case_id=request.case_id, about=answer)
    return answer


@transaction.atomic
def weigh_papers(
    *,
    request: AccessRequest,
    shown: Mapping[str, str],
    given: Collection[str],
    because: str,
    by: Account,
    unnamed: Collection[str] = (),
) -> None:
    """Say of every paper that was shown whether it is handed out; others stay as they are.

    `shown` tells the digest of each paper as it was read. Raises ValidationError in words for
    anybody but the officer, once the answer is given, where a paper says something else by now,
    where one is held back for the first time without saying why, and where what leaves unnamed
    names its writer all the same.
    """
    refuse_others(by)
    refuse_answered(request)
    here = [one for one in weighed_papers(request) if one.paper.reference in shown]
    if any(one.paper.digest != shown[one.paper.reference] for one in here):
        raise ValidationError(
            _("Some of it has changed since you read it. It stands here as it is now: read it.")
        )
    rows = [
        row
        for one in here
        if (row := _weighed_now(request, one, (given, unnamed), because.strip(), by)) is not None
    ]
    if any((row.unnamed or not row.given) and not row.because for row in rows):
        raise ValidationError({"because": _("Say why what is not marked is held back.")})
    refuse_names(here, rows)
    WeighedPaper.objects.bulk_create(rows)
    detail = {"given": sum(row.given for row in rows), "of": len(rows)}
    trace("oversight.weigh_papers", by=by, case_id=request.case_id, about=request, detail=detail)


def _weighed_now(
    request: AccessRequest,
    one: Weighed,
    marked: tuple[Collection[str], Collection[str]],
    because: str,
    by: Account,
) -> WeighedPaper | None:
    """What is said of a paper, or None where it says what was said before."""
    given, unnamed = (one.paper.reference in each for each in marked)
    hidden = given and unnamed and one.paper.unsigned is not None
    why = "" if given and not hidden else because or one.because
    if (given, hidden, why) == (one.given, one.unnamed, one.because):
        return None
    return WeighedPaper(
        request=request, kind=one.paper.kind, key=one.paper.key, read=one.paper.digest,
        given=given, unnamed=hidden, because=why, by=by,
    )  # fmt: skip


@transaction.atomic
def approve_answer(*, answer: AccessAnswer, by: Account, read: str = "") -> AccessApproval:
    """Stand for another officer's answer; with that it is told to whoever asked.

    Where papers were weighed they leave with it, as they stand now: `read` is the digest of what
    was read, and nothing else is approved. Raises ValidationError in words for one's own, for one
    written over since, for papers that have changed, and for a second.
    """
    refuse_others(by)
    refuse_answered(answer.request)
    if answer.by_id == by.pk:
        raise ValidationError(_("Another data-protection officer approves what you wrote."))
    if proposed(answer.request) != answer:
        raise ValidationError(_("A newer answer has been written. Read that one."))
    bundle = bundle_of(answer.request) if answer.hands_out else None
    if bundle is not None:
        _refuse_to_hand_out(bundle, answer, by, read)
    try:
        with transaction.atomic():
            approval = AccessApproval.objects.create(request=answer.request, answer=answer, by=by)
    except IntegrityError:
        raise ValidationError(_("The request is answered already.")) from None
    if bundle is not None:
        _hand_out(approval, bundle)
    trace("oversight.approve_answer", by=by, case_id=answer.request.case_id, about=answer)
    return approval


def _refuse_to_hand_out(bundle: Bundle, answer: AccessAnswer, by: Account, read: str) -> None:
    """Raise ValidationError, in words, where these papers may not leave with this answer."""
    if any(one.by_id == by.pk for one in bundle.given):
        raise ValidationError(
            _("You have weighed some of what leaves. Another data-protection officer approves it.")
        )
    if bundle.digest != read:
        raise ValidationError(_("The papers have changed since you read them. Read them again."))
    if answer.outcome == AccessAnswer.Outcome.ALL and bundle.unnamed:
        raise ValidationError(
            _("The answer says that everything leaves, and who wrote a notification is held back.")
        )
    if answer.outcome == AccessAnswer.Outcome.ALL and bundle.held_back:
        raise ValidationError(
            ngettext(
                "The answer says that everything leaves, and %(number)s paper is held back.",
                "The answer says that everything leaves, and %(number)s papers are held back.",
                bundle.held_back,
            )
            % {"number": bundle.held_back}
        )


def _hand_out(approval: AccessApproval, bundle: Bundle) -> None:
    paper = bundle.paper(approval.answer)
    AccessBundle.objects.create(
        approval=approval, paper=paper, data=bundle.data(), given=len(bundle.given),
        held_back=bundle.held_back, sha256=hashlib.sha256(paper).hexdigest(),
    )  # fmt: skip


@transaction.atomic
def fetch_bundle(*, bundle: AccessBundle, by: Account) -> None:
    """Note that somebody fetched what was handed out."""
    request = bundle.approval.request
    trace("oversight.fetch_bundle", by=by, case_id=request.case_id, about=request)
