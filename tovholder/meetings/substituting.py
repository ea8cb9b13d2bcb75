"""Who may send a colleague to a meeting, and who comes in person (S-55)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tovholder.cases.models import Seat
from tovholder.cases.rules import who_may_stand_in
from tovholder.organisation.models import Account

from .models import Meeting, Side
from .replying import own_chair
from .rules import obstacle_to_changing
from .table import AnyInvitation


def own_seat(meeting: Meeting, account: Account) -> Seat | None:
    """The seat at the case that a professional's chair rests on."""
    standing = Seat.objects.standing().of_professionals()
    mine = standing.filter(case=meeting.case_id, account=account.pk, stand_in=None)
    return mine.select_related("case", "basis").first()


def obstacles_to_substituting(
    meeting: Meeting, chair: AnyInvitation | None, seat: Seat | None
) -> list[str]:
    """Why nobody is sent to a meeting in somebody's place; an empty list when one can be."""
    if obstacle := obstacle_to_changing(meeting):
        return [obstacle]
    if meeting.has_begun:
        return [_("The meeting has begun.")]
    if chair is None or seat is None or chair.side != Side.PROFESSIONAL:
        return [_("A professional who is invited sends a substitute.")]
    if chair.trusted:
        return [
            _(
                "The family trusts you in person, and nobody can come in the place of that. Ask"
                " whoever called the meeting to move it."
            )
        ]
    return []


def may_send(meeting: Meeting, account: Account) -> bool:
    """Whether a colleague can come to a meeting about a case in this professional's place."""
    chair, seat = own_chair(meeting, account), own_seat(meeting, account)
    if seat is None or obstacles_to_substituting(meeting, chair, seat):
        return False
    return who_may_stand_in(seat).exists()
