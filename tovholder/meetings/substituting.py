"""Who may send a colleague to a meeting, and who comes in person (S-55)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tovholder.cases.models import Seat
from tovholder.organisation.models import Account

from .models import Invitation, Meeting, Side
from .rules import obstacle_to_changing


def own_chair(meeting: Meeting, account: Account) -> Invitation | None:
    """The chair somebody has at a meeting."""
    found: Invitation | None = (
        meeting.invitations.standing().filter(account=account.pk).select_related("meeting").first()
    )
    return found


def own_seat(meeting: Meeting, account: Account) -> Seat | None:
    """The seat at the case that a professional's chair rests on."""
    standing = Seat.objects.standing().of_professionals()
    mine = standing.filter(case=meeting.case_id, account=account.pk, stand_in=None)
    return mine.select_related("case", "basis").first()


def obstacles_to_substituting(
    meeting: Meeting, chair: Invitation | None, seat: Seat | None
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
