"""Asking a parent for consent, and answering it: a yes opens what it says and nothing more."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.consent.actions import record_consent
from tovholder.consent.models import Basis, Consent
from tovholder.consent.rules import (
    CONSENT,
    domain_of,
    how_many_must,
    may_consent_for,
    rule_today,
)
from tovholder.organisation.models import Account, Professional
from tovholder.people.models import Person

from ..models import (
    AskedSharing,
    Case,
    ConsentRequest,
    RequestTakenBack,
    Seat,
    SharingAnswer,
)
from ..requesting import refusal_to_answer
from ..rules import refusal_to_share, role_by_exchange
from ..wording import area_titles, colleague
from .cases import give_seat, in_turn, refuse_when_closed


@transaction.atomic
def ask_for_consent(
    *,
    case: Case,
    receivers: Sequence[Professional],
    areas: Iterable[str],
    purpose: str,
    until: datetime,
    by: Account,
) -> ConsentRequest:
    """Ask whoever decides whether each receiver may see these areas; nobody sees more by it."""
    refuse_when_closed(case)
    covered = sorted({"overview", *areas})
    if refusal := refusal_to_share(case, areas=covered, by=by):
        raise ValidationError(refusal)
    request = ConsentRequest.objects.create(case=case, asked_by=by)
    for receiver in receivers:
        AskedSharing.objects.create(
            case=case, request=request, receiver=receiver.account, areas=covered,
            purpose=purpose, until=until,
        )  # fmt: skip
    trace("cases.ask_for_consent", by=by, case_id=case.pk, about=request)
    return request


@transaction.atomic
def take_back_request(*, request: ConsentRequest, by: Account) -> RequestTakenBack:
    """Nobody need answer any more; what was answered with yes stands."""
    in_turn(request.case)
    try:
        with transaction.atomic():
            taken = RequestTakenBack.objects.create(case_id=request.case_id, request=request, by=by)
    except IntegrityError:
        raise ValidationError(_("The question has been taken back already.")) from None
    trace("cases.take_back_request", by=by, case_id=request.case_id, about=request)
    return taken


@transaction.atomic
def answer_sharing(
    *,
    sharing: AskedSharing,
    giver: Person,
    accepted: bool,
    by: Account,
    areas: Iterable[str] = (),
    until: datetime | None = None,
    word: str = "",
) -> SharingAnswer:
    """Say yes to this, or to less of it, or no. A yes that needs another's waits for theirs."""
    in_turn(sharing.case)
    refuse_when_closed(sharing.case)
    kind = rule_today(CONSENT, sharing.request.asked_by)
    domain = domain_of([sharing.receiver])
    deciders = may_consent_for(sharing.case.person, domain=domain, kind=kind)
    if refusal := refusal_to_answer(sharing, giver, deciders, by):
        raise ValidationError(refusal)
    covered = sorted({"overview", *areas}) if accepted else []
    if accepted and (until is None or until > sharing.until or not {*covered} <= {*sharing.areas}):
        raise ValidationError(_("You can say yes to less than is asked, not to more."))
    said_yes = sharing.answers.filter(accepted=True, giver__in=deciders)
    earlier = list(said_yes.select_related("giver").order_by("at"))
    whole = 1 + len(earlier) >= how_many_must(deciders, kind)
    answer = SharingAnswer(
        case_id=sharing.case_id, sharing=sharing, giver=giver, by=by, accepted=accepted,
        areas=covered, until=until if accepted else None, word=word,
    )  # fmt: skip
    if accepted and whole:
        answer.basis = _by_every_yes(sharing, [*earlier, answer], kind, by)
    answer.save(force_insert=True)
    trace(
        "cases.answer_sharing", by=by, case_id=sharing.case_id, about=sharing,
        detail={"accepted": accepted},
    )  # fmt: skip
    return answer


def _by_every_yes(
    sharing: AskedSharing, yeses: Sequence[SharingAnswer], kind: str, by: Account
) -> Basis:
    """The consent all have said yes to: what every yes covers, until the first end."""
    areas = sorted(set.intersection(*({*one.areas} for one in yeses)))
    until = min(one.until for one in yeses if one.until)
    *others, last = [one.giver for one in yeses]
    receiver = sharing.receiver
    basis = record_consent(
        person=sharing.case.person,
        given_by=last,
        also_given_by=others,
        receiver=colleague(receiver.professional),
        matter=area_titles(areas),
        purpose=sharing.purpose,
        until=until,
        form=Consent.Form.SIGNED_IN,
        kind=kind,
        domain=domain_of([receiver]),
        by=by,
    )
    give_seat(
        case=sharing.case,
        account=receiver,
        basis=basis,
        role=role_by_exchange(sharing.case, receiver) or Seat.Role.PROFESSIONAL,
        areas=areas,
        by=by,
    )
    return basis
