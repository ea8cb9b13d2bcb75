"""Reading a case in an emergency: others are told in the same transaction, or nothing opens."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from tovholder.audit.limits import limit
from tovholder.audit.trace import trace
from tovholder.catalogue.things import LegalBasis
from tovholder.organisation.models import Account
from tovholder.people.national import NationalId

from ..emergency import areas_shown, nobody_to_tell, refusal_of_reason, too_many_today
from ..models import AnswerToEmergency, EmergencyAccess, Seat, ToldOfEmergency
from .cases import end_seat

A_DAY = 24 * 3600
MOST_IN_A_DAY = 10


@dataclass(frozen=True)
class Meant:
    """Who is meant: by number, or by name and day of birth."""

    number: NationalId | None = field(repr=False, default=None)
    given_name: str = field(repr=False, default="")
    family_name: str = field(repr=False, default="")
    birth_date: date | None = field(repr=False, default=None)


@dataclass(frozen=True)
class Opened:
    """What came of it; without a case, nothing was opened and it was told all the same."""

    emergency_id: UUID
    case_id: UUID | None


def open_in_emergency(
    *, meant: Meant, ground: LegalBasis, reason: str, again: bool, by: Account
) -> Opened:
    """Open a case to somebody without a way in, for minutes, and tell who is to be told.

    One function of the database writes basis, seat and who was told. Whether nobody is known by
    this name, or has no case, or none that is open, is answered alike, and told alike. Every try
    is on record, also one that is refused; ten a day are the limit. Raises ValidationError in
    words: code `again` where the same case was opened within a day and nobody said so.
    """
    trace("cases.try_in_emergency", by=by, detail={"ground": ground.id})
    if lacking := refusal_of_reason(reason):
        raise ValidationError({"reason": lacking})
    try:
        limit("open_in_emergency", str(by.pk), times=MOST_IN_A_DAY, seconds=A_DAY)
    except ValidationError:
        raise ValidationError(too_many_today()) from None
    with transaction.atomic():
        outcome, emergency, case_id, seat, told = _write(meant, ground, reason, again=again)
        if refusal := _refusal(outcome):
            raise refusal
        trace(
            "cases.open_in_emergency",
            by=by,
            case_id=case_id,
            about=f"cases.emergencyaccess:{emergency}",
            seat_ids=[seat] if seat else [],
            detail={"ground": ground.id, "told": told, "opened": case_id is not None},
        )
    return Opened(emergency, case_id)


def _write(
    meant: Meant, ground: LegalBasis, reason: str, *, again: bool
) -> tuple[str, UUID, UUID | None, UUID | None, list[int]]:
    number = meant.number
    row = [
        number.kind if number else None, number.keyed_hash() if number else None,
        meant.given_name, meant.family_name, meant.birth_date,
        ground.id, reason.strip(), areas_shown(), ground.minutes, again,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM open_in_emergency(%s,%s::bytea,%s,%s,%s::date,%s,%s,%s::text[],%s,%s)",
            row,
        )
        written: tuple[str, UUID, UUID | None, UUID | None, list[int]] = cursor.fetchone()
        return written


def _refusal(outcome: str) -> ValidationError | None:
    match outcome:
        case "inside":
            return ValidationError(_("You have access to this case. It stands among your cases."))
        case "again":
            message = _("You opened this case within the last day. Say that you need it again.")
            return ValidationError({"again": ValidationError(message, code="again")})
        case "same reason":
            message = _("Say what has happened since. The words of last time do not serve again.")
            return ValidationError({"reason": message})
        case "nobody":
            return ValidationError(nobody_to_tell())
    return None


@transaction.atomic
def end_emergency(*, emergency: EmergencyAccess, by: Account) -> None:
    """Give the access back before its time; ended already, it stays so."""
    seat = Seat.objects.standing().filter(emergency=emergency, account=by).first()
    if seat is not None:
        end_seat(seat=seat, by=by, reason=_("No longer needed."))


@transaction.atomic
def answer_emergency(
    *, told: ToldOfEmergency, asked: bool, words: str, by: Account
) -> AnswerToEmergency:
    """Say that one has seen it, and what came of asking about it."""
    if told.account_id != by.pk:
        raise ValidationError(_("Only the one who was told can answer."))
    if asked and not words.strip():
        raise ValidationError({"words": _("Say in a few words what you talked about.")})
    try:
        with transaction.atomic():
            answer = AnswerToEmergency.objects.create(told=told, asked=asked, words=words.strip())
    except IntegrityError:
        raise ValidationError(_("You have answered already.")) from None
    trace("cases.answer_emergency", by=by, about=told.emergency, detail={"asked": asked})
    return answer
