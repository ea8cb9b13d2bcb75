"""Opening, sharing, handing over and closing a case."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.catalogue import catalogue
from tovholder.consent.actions import record_basis, record_consent
from tovholder.consent.models import Basis
from tovholder.consent.rules import (
    domain_of,
    last_moment,
    of_age_from,
    refusal_to_stand_on,
    rule_today,
)
from tovholder.organisation.models import Account, Professional
from tovholder.people.models import Person

from ..models import Case, Closure, Handover, HandoverAnswer, Reopening, Seat, SeatEnd
from ..rules import (
    coordinator_of,
    obstacles_to_closing,
    refusal_to_admit_child,
    refusal_to_admit_parent,
    refusal_to_share,
    refusal_when_closed,
    role_by_exchange,
    standing_closure,
)
from ..signals import case_closed
from ..wording import area_titles, colleague

CUSTODY = "custody"
OWN_CASE = "own-case"


def in_turn(case: Case) -> None:
    """Let decisions about one case be made one after another until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(case.pk)])


def refuse_when_closed(case: Case) -> None:
    """Raise ValidationError, in words, where the case is closed."""
    if refusal := refusal_when_closed(case):
        raise ValidationError(refusal)


@transaction.atomic
def open_for(
    *,
    person_id: uuid.UUID,
    holder: Account,
    basis_kind: str,
    purpose: str,
    by: Account,
    role: str = Seat.Role.AUTHORITY,
    areas: Iterable[str] | None = None,
) -> uuid.UUID:
    """Open a case about a person with its basis and first seat, and answer its id.

    The three rows are written by one function of the database: nobody holds a seat before, so
    nobody could read the rows back. Where others work with the person in an open case already,
    `holder` gets no seat: they ask to join, and those at the case answer (decision 14). What
    begins on a one-time exchange ends with it.
    """
    if refusal := refusal_to_stand_on(basis_kind):
        raise ValidationError(refusal)
    covered = list(areas) if areas is not None else list(catalogue().roles[role].areas)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT open_case(%s::uuid, %s, %s, %s, %s, %s::text[], %s::timestamptz)",
            [person_id, holder.pk, basis_kind, purpose, role, covered, last_moment(basis_kind)],
        )
        case_id: uuid.UUID = cursor.fetchone()[0]
        cursor.execute("SELECT current_setting('tovholder.opened_as')")
        verb = "cases.ask_to_join" if cursor.fetchone()[0] == "asks" else "cases.open_for"
    trace(verb, by=by, case_id=case_id, detail={"basis": basis_kind, "role": role})
    return case_id


@transaction.atomic
def give_seat(
    *,
    case: Case,
    account: Account,
    basis: Basis,
    role: str,
    by: Account,
    areas: Iterable[str] | None = None,
    ends: datetime | None = None,
) -> Seat:
    """Give someone a seat at the case on a basis for the same person."""
    refuse_when_closed(case)
    if basis.person_id != case.person_id:
        raise ValidationError(_("The basis is about another person."))
    seat = Seat.objects.create(
        case=case,
        person_id=case.person_id,
        basis=basis,
        account=account,
        role=role,
        areas=list(areas) if areas is not None else list(catalogue().roles[role].areas),
        ends=ends,
        given_by=by,
    )
    trace("cases.give_seat", by=by, case_id=case.pk, about=seat, detail={"role": role})
    return seat


@transaction.atomic
def share_by_consent(
    *,
    case: Case,
    receivers: Sequence[Professional],
    areas: Iterable[str],
    purpose: str,
    until: datetime,
    given_by: Person,
    form: str,
    by: Account,
    oral_reason: str = "",
    witness: str = "",
    also_given_by: Sequence[Person] = (),
) -> Basis:
    """Record a consent and let each receiver in on it: one basis, one seat for each (S-43).

    Whoever asks the parents because their own exchange ends stays what they are.
    """
    covered = sorted({"overview", *areas})
    if refusal := refusal_to_share(case, areas=covered, by=by):
        raise ValidationError(refusal)
    basis = record_consent(
        person=case.person,
        given_by=given_by,
        by=by,
        purpose=purpose,
        until=until,
        form=form,
        oral_reason=oral_reason,
        witness=witness,
        also_given_by=also_given_by,
        domain=domain_of([receiver.account for receiver in receivers]),
        matter=area_titles(covered),
        receiver="; ".join(colleague(receiver) for receiver in receivers),
    )
    for receiver in receivers:
        give_seat(
            case=case,
            account=receiver.account,
            basis=basis,
            role=role_by_exchange(case, receiver.account) or Seat.Role.PROFESSIONAL,
            areas=covered,
            by=by,
        )
    return basis


@transaction.atomic
def admit_parent(*, case: Case, relative: Person, purpose: str, by: Account) -> Seat:
    """Let a parent with custody in; what custody opens rests on no consent, and ends with it."""
    if refusal := refusal_to_admit_parent(case, relative):
        raise ValidationError(refusal)
    account: Account = relative.account  # type: ignore[assignment] # the rule has asked
    basis = record_basis(
        person=case.person,
        kind=rule_today(CUSTODY, by),
        purpose=purpose,
        ends=of_age_from(case.person),
        by=by,
    )
    return give_seat(case=case, account=account, basis=basis, role=Seat.Role.PARENT, by=by)


@transaction.atomic
def admit_child(*, case: Case, purpose: str, by: Account) -> Seat:
    """Let the child in to its own case; whoever answers for the case decides when."""
    if refusal := refusal_to_admit_child(case):
        raise ValidationError(refusal)
    account: Account = case.person.account  # type: ignore[assignment] # the rule has asked
    kind = rule_today(OWN_CASE, by)
    basis = record_basis(person=case.person, kind=kind, purpose=purpose, by=by)
    return give_seat(case=case, account=account, basis=basis, role=Seat.Role.CHILD, by=by)


@transaction.atomic
def end_seat(*, seat: Seat, by: Account, reason: str = "") -> None:
    """End a seat now. The one who coordinates an open case hands over first."""
    coordinates = seat.account_id and coordinator_of(seat.case) == seat.account
    if coordinates and not standing_closure(seat.case):
        others = Seat.objects.standing().filter(case=seat.case, account=seat.account)
        if not others.exclude(pk=seat.pk).exists():
            raise ValidationError(_("Whoever coordinates hands over before leaving."))
    try:
        with transaction.atomic():
            SeatEnd.objects.create(case_id=seat.case_id, seat=seat, by=by, reason=reason)
    except IntegrityError:
        raise ValidationError(_("This access has ended already.")) from None
    trace("cases.end_seat", by=by, case_id=seat.case_id, about=seat)
    for held in Seat.objects.standing().filter(stand_in__instead_of=seat):
        end_seat(seat=held, by=by, reason=reason)


@transaction.atomic
def ask_to_coordinate(*, case: Case, to: Account, by: Account, why: str = "") -> Handover:
    """Ask someone with a seat to hold the rope; whoever was asked before and is silent is let go.

    Who coordinates now goes on until the answer is yes (S-41).
    """
    in_turn(case)
    refuse_when_closed(case)
    seats = Seat.objects.standing().filter(case=case, account=to).of_professionals()
    if not seats.exists():
        raise ValidationError(_("A coordinator is a professional with access to the case."))
    if coordinator_of(case) == to:
        raise ValidationError(_("%(name)s coordinates already.") % {"name": to.name})
    for waiting in Handover.objects.of(case).waiting():
        HandoverAnswer.objects.create(
            case=case, handover=waiting, accepted=False, by=by, reason=_("Someone else is asked.")
        )
    handover = Handover.objects.create(case=case, to=to, asked_by=by, why=why)
    trace("cases.ask_to_coordinate", by=by, case_id=case.pk, about=handover)
    return handover


@transaction.atomic
def answer_handover(
    *, handover: Handover, accepted: bool, by: Account, reason: str = ""
) -> HandoverAnswer:
    """Say yes or no to holding the rope; a no says why."""
    in_turn(handover.case)
    if handover.to_id != by.pk:
        raise ValidationError(_("Only the one who was asked can answer."))
    if not accepted and not reason.strip():
        raise ValidationError(_("Say in a few words why not, so that someone else can be found."))
    try:
        with transaction.atomic():
            answer = HandoverAnswer.objects.create(
                case_id=handover.case_id,
                handover=handover,
                accepted=accepted,
                by=by,
                reason=reason,
            )
    except IntegrityError:
        raise ValidationError(_("This question has been answered.")) from None
    trace(
        "cases.answer_handover",
        by=by,
        case_id=handover.case_id,
        about=handover,
        detail={"accepted": accepted},
    )
    return answer


@transaction.atomic
def close(*, case: Case, kind: str, reason: str, by: Account) -> Closure:
    """End the cooperation with a reason; nothing is removed, and it can be opened again."""
    in_turn(case)
    if obstacles := obstacles_to_closing(case):
        raise ValidationError(obstacles)
    closure = Closure.objects.create(case=case, kind=kind, reason=reason, by=by)
    trace("cases.close", by=by, case_id=case.pk, about=closure, detail={"kind": kind})
    case_closed.send(sender=Case, closure=closure, by=by)
    return closure


@transaction.atomic
def reopen(*, case: Case, reason: str, by: Account) -> Reopening:
    """Take a closed case up again."""
    in_turn(case)
    closure = standing_closure(case)
    if closure is None:
        raise ValidationError(_("The case is open."))
    reopening = Reopening.objects.create(case=case, closure=closure, reason=reason, by=by)
    trace("cases.reopen", by=by, case_id=case.pk, about=reopening)
    return reopening
