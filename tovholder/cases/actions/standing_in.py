"""A colleague comes in another's place (S-55): one sends a substitute and does not stay away."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account

from ..models import Seat, StandIn
from ..rules import obstacles_to_standing_in
from .cases import give_seat


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
