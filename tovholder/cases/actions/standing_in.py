"""A colleague comes in another's place (S-55): one sends a substitute and does not stay away."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account

from ..models import Case, Seat, StandIn
from ..rules import LONGEST_STANDING_IN, obstacles_to_standing_in
from .cases import end_seat, give_seat


@transaction.atomic
def stand_in(*, seat: Seat, account: Account, until: datetime, why: str, by: Account) -> StandIn:
    """Let a colleague come in another's place until a time: the end of the meeting, as a rule.

    The colleague's seat rests on the same basis, covers no more, and gives a professional's
    rights: access, hand-over and closing stay with the one who is away. Raises ValidationError,
    in words, for the family's seats, for another workplace and for a time too far away.
    """
    if obstacles := obstacles_to_standing_in(seat, account, until):
        raise ValidationError(obstacles)
    if not why.strip():
        raise ValidationError({"why": _("Say in a few words why. The family reads it.")})
    return _seat_in_place_of(seat, account, until=until, why=why, by=by)


@transaction.atomic
def stay_until(
    *, case: Case, was: datetime, until: datetime, accounts: list[int], by: Account
) -> None:
    """Let those of `accounts` who stand in until `was` stay to another time: the meeting moved.

    A seat is never changed: a new one is given, and the first is ended with the reason.
    """
    latest = min(until, timezone.now() + LONGEST_STANDING_IN)
    standing = StandIn.objects.filter(
        case=case, seat__in=Seat.objects.standing(), seat__ends=was, seat__account__in=accounts
    )
    for held in standing.select_related(
        "seat__account", "seat__case", "instead_of__case", "instead_of__basis"
    ):
        if held.seat.account is not None:
            _seat_in_place_of(held.instead_of, held.seat.account, until=latest, why=held.why, by=by)
        end_seat(seat=held.seat, by=by, reason=_("The meeting was moved."))


def standing_in_for(seats: Iterable[Seat]) -> list[StandIn]:
    """Those who hold somebody's place by these seats now."""
    held = StandIn.objects.filter(instead_of__in=list(seats), seat__in=Seat.objects.standing())
    return list(held.select_related("seat__account").order_by("seat__starts", "pk"))


def stay_by(*, held: Iterable[StandIn], seat: Seat, by: Account) -> None:
    """Let them hold the place on, by the seat that came instead, as long as they would have."""
    for one in held:
        ends = [end for end in (one.seat.ends, seat.basis.ends) if end is not None]
        if one.seat.account is not None:
            _seat_in_place_of(seat, one.seat.account, until=min(ends), why=one.why, by=by)


def _seat_in_place_of(
    seat: Seat, account: Account, *, until: datetime, why: str, by: Account
) -> StandIn:
    covers = set(catalogue().roles[Seat.Role.PROFESSIONAL].areas) & set(seat.areas)
    given = give_seat(
        case=seat.case,
        account=account,
        basis=seat.basis,
        role=Seat.Role.PROFESSIONAL,
        areas=sorted(covers),
        ends=until,
        by=by,
    )
    made = StandIn.objects.create(
        case_id=seat.case_id, seat=given, instead_of=seat, why=why.strip()
    )
    trace(
        "cases.stand_in",
        by=by,
        case_id=seat.case_id,
        about=given,
        detail={"instead_of": str(seat.pk)},
    )
    return made
