"""Having work at some cases looked at; the database draws them and gives the seats."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.catalogue import catalogue
from tovholder.consent.rules import end_of_day, rule_today
from tovholder.organisation.models import Account
from tovholder.people.national import NationalId, looks_like_a_number

from ..models import Seat, Supervision, SupervisionResult
from ..supervising import SUPERVISION, obstacles_to_supervising
from .cases import end_seat


@transaction.atomic
def supervise(
    *,
    supervisor: Account,
    purpose: str,
    until: date,
    count: int,
    by: Account,
    chosen: NationalId | None = None,
    reason: str = "",
) -> Supervision:
    """Let somebody who leads look at the work at cases of one's unit, for a time.

    `count` are drawn by chance, with the seed and the size of the pool kept; or the one of a
    person is chosen, for a reason. Whoever sets it up is not told what was found. Raises
    ValidationError in words.
    """
    drawn = chosen is None
    if obstacles := obstacles_to_supervising(by, supervisor, until, purpose):
        raise ValidationError(obstacles)
    if not drawn and not reason.strip():
        raise ValidationError({"reason": _("Say why it is this one.")})
    row: list[Any] = [
        supervisor.pk, purpose.strip(), "" if drawn else reason.strip(), count if drawn else 1,
        chosen.kind if chosen else None, chosen.keyed_hash() if chosen else None,
        rule_today(SUPERVISION, by), list(catalogue().roles[Seat.Role.SUPERVISOR].areas),
        end_of_day(until),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT supervise(%s,%s,%s,%s,%s,%s::bytea,%s,%s::text[],%s)", row)
        made: UUID = cursor.fetchone()[0]
    supervision = Supervision.objects.get(pk=made)
    trace("cases.supervise", by=by, about=supervision, detail={"drawn": drawn})
    return supervision


@transaction.atomic
def tell_result(*, supervision: Supervision, words: str, by: Account) -> SupervisionResult:
    """Say what was found about the work; the cases close to the supervisor in the same moment."""
    if supervision.supervisor_id != by.pk:
        raise ValidationError(_("Only the one who supervises says what was found."))
    if looks_like_a_number(words):
        raise ValidationError({"words": _("Write about the work, and nothing of a child.")})
    try:
        with transaction.atomic():
            result = SupervisionResult.objects.create(supervision=supervision, words=words.strip())
    except IntegrityError:
        raise ValidationError(_("What was found is said already.")) from None
    standing = Seat.objects.standing().filter(supervised__supervision=supervision, account=by)
    for seat in standing.select_related("case", "account"):
        end_seat(seat=seat, by=by, reason=_("The supervision has ended."))
    trace("cases.tell_result", by=by, about=supervision)
    return result
