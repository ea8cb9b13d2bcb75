"""Everything that writes about who may read the trace."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.organisation.access import is_officer
from tovholder.organisation.models import Account

from .models import (
    AccessAnswer,
    AccessApproval,
    AccessExtension,
    AccessRequest,
    LookAnswer,
    LookDecision,
    NamesDecision,
    TalkDecision,
)
from .requests import due_from, due_when_put_off, proposed
from .searching import Somebody


@transaction.atomic
def decide_on_looks(*, basis_id: uuid.UUID, shown: bool, reason: str, by: Account) -> LookDecision:
    """Let the family read of the looks through a sensitive basis, or keep them back.

    Raises ValidationError in words for anybody but the officer, and without a reason.
    """
    _refuse_others(by)
    decision = LookDecision.objects.create(
        basis_id=basis_id, shown=shown, reason=_said(reason), by=by
    )
    detail = {"basis": str(basis_id), "shown": shown}
    trace("oversight.decide_on_looks", by=by, about=decision, detail=detail)
    return decision


@transaction.atomic
def decide_on_talk(*, talk_id: uuid.UUID, shown: bool, reason: str, by: Account) -> TalkDecision:
    """Let the family read of a talk that it was dangerous to tell of, or keep it back.

    Raises ValidationError in words for anybody but the officer, and without a reason.
    """
    _refuse_others(by)
    decision = TalkDecision.objects.create(
        talk_id=talk_id, shown=shown, reason=_said(reason), by=by
    )
    detail = {"talk": str(talk_id), "shown": shown}
    trace("oversight.decide_on_talk", by=by, about=decision, detail=detail)
    return decision


@transaction.atomic
def decide_on_names(
    *, shown: bool, decided_by: str, reason: str, by: Account, case_id: uuid.UUID | None = None
) -> NamesDecision:
    """Record that the authority lets families read names of those who looked, or does not.

    Raises ValidationError in words for anybody but the officer, and without who decided and why.
    """
    _refuse_others(by)
    decision = NamesDecision.objects.create(
        case_id=case_id, shown=shown, decided_by=_said(decided_by), reason=_said(reason), by=by
    )
    detail = {"shown": shown}
    trace("oversight.decide_on_names", by=by, case_id=case_id, about=decision, detail=detail)
    return decision


def note_plain_bases(*, using: str) -> None:
    """Tell the database which legal bases the catalogue does not call sensitive; as the owner."""
    kinds = sorted(one.id for one in catalogue().legal_bases.values() if not one.sensitive)
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if "oversight_plainbasis" not in connection.introspection.table_names(cursor):
            return
        cursor.execute(
            "SELECT set_config('tovholder.owner_sees_all', 'on', true),"
            " has_table_privilege('oversight_plainbasis', 'DELETE')"
        )
        if not cursor.fetchone()[1]:
            return
        cursor.execute("DELETE FROM oversight_plainbasis WHERE kind <> ALL (%s)", [kinds])
        cursor.execute(
            "INSERT INTO oversight_plainbasis (kind) SELECT unnest(%s::text[])"
            " ON CONFLICT DO NOTHING",
            [kinds],
        )


def _refuse_others(by: Account) -> None:
    if not is_officer(by):
        raise ValidationError(_("The data-protection officer decides this."))


def _said(words: str) -> str:
    if not words.strip():
        raise ValidationError(_("Say why, in a few words."))
    return words.strip()


@transaction.atomic
def answer_question(
    *, account: Account, reference: str, day: date, words: str, by: Account
) -> LookAnswer:
    """Write what was said of somebody's looks at a case on a day; what was written before stays.

    Raises ValidationError in words for whoever may not ask about them, and without words.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT may_ask_about(%s::bigint)", [account.pk])
        if not cursor.fetchone()[0]:
            raise ValidationError(_("Whoever leads their unit answers this, or the officer."))
    answer = LookAnswer.objects.create(
        account=account, reference=reference, day=day, words=_said(words), by=by
    )
    trace("oversight.answer_question", by=by, about=answer)
    return answer


@transaction.atomic
def ask_for_access(*, case: Case, by: Account) -> AccessRequest:
    """Ask from one's own case what is kept about its person; asking twice is asking once.

    Raises ValidationError in words for anybody but the family.
    """
    if not case.door.is_family:
        raise ValidationError(_("The family asks here for what is kept."))
    # Whoever asks from two windows at once waits here for the first.
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(case.pk), by.pk]
        )
    open_one = AccessRequest.objects.waiting().filter(case=case, by=by).first()
    if open_one is not None:
        return open_one
    today = timezone.localdate()
    made = AccessRequest.objects.create(
        person_id=case.person_id, case=case, name=case.person.name, asked_by=by.name,
        how=AccessRequest.How.OWN_PAGE, received=today, due=due_from(today), by=by,
    )  # fmt: skip
    trace("oversight.ask_for_access", by=by, case_id=case.pk, about=made)
    return made


@transaction.atomic
def record_access_request(
    *, about: Somebody, asked_by: str, how: str, received: date, by: Account
) -> AccessRequest:
    """Write down a request that came by letter or was said at a desk. Raises ValidationError."""
    _refuse_others(by)
    if received > timezone.localdate():
        raise ValidationError({"received": _("It cannot have come after today.")})
    made = AccessRequest.objects.create(
        person_id=about.id, name=about.name, asked_by=_said(asked_by), how=how,
        received=received, due=due_from(received), by=by,
    )  # fmt: skip
    trace("oversight.record_access_request", by=by, about=made, detail={"person": str(about.id)})
    return made


@transaction.atomic
def put_off_answer(*, request: AccessRequest, reason: str, by: Account) -> AccessExtension:
    """Put the answer off, once and within the time, with the reason that is told."""
    _refuse_others(by)
    _refuse_answered(request)
    if AccessExtension.objects.filter(request=request).exists():
        raise ValidationError(_("The answer has been put off once already."))
    if timezone.localdate() > request.due:
        raise ValidationError(_("The time has run out. It can no longer be put off."))
    extension = AccessExtension.objects.create(
        request=request, due=due_when_put_off(request), reason=_said(reason), by=by
    )
    trace("oversight.put_off_answer", by=by, case_id=request.case_id, about=request)
    return extension


@transaction.atomic
def propose_answer(
    *, request: AccessRequest, outcome: str, words: str, by: Account
) -> AccessAnswer:
    """Say how a request should be answered; it waits until another officer approves it."""
    _refuse_others(by)
    _refuse_answered(request)
    answer = AccessAnswer.objects.create(
        request=request, outcome=outcome, words=_said(words), by=by
    )
    trace("oversight.propose_answer", by=by, case_id=request.case_id, about=answer)
    return answer


@transaction.atomic
def approve_answer(*, answer: AccessAnswer, by: Account) -> AccessApproval:
    """Stand for another officer's answer; with that it is told to whoever asked.

    Raises ValidationError in words for one's own, for one written over since, and for a second.
    """
    _refuse_others(by)
    _refuse_answered(answer.request)
    if answer.by_id == by.pk:
        raise ValidationError(_("Another data-protection officer approves what you wrote."))
    if proposed(answer.request) != answer:
        raise ValidationError(_("A newer answer has been written. Read that one."))
    try:
        with transaction.atomic():
            approval = AccessApproval.objects.create(request=answer.request, answer=answer, by=by)
    except IntegrityError:
        raise ValidationError(_("The request is answered already.")) from None
    trace("oversight.approve_answer", by=by, case_id=answer.request.case_id, about=answer)
    return approval


def _refuse_answered(request: AccessRequest) -> None:
    if AccessApproval.objects.filter(request=request).exists():
        raise ValidationError(_("The request is answered already."))
