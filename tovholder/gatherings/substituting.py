"""A colleague comes to a gathering in one's place, and sits in the team until it is over (S-55)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tovholder.meetings.replying import obstacle_to_replying
from tovholder.organisation.models import Account, Membership
from tovholder.organisation.rules import obstacles_to_sending_anyone, who_may_substitute

if TYPE_CHECKING:
    from .models import Meeting


def own_place(meeting: Meeting, account: Account) -> Membership | None:
    """The place in the team that somebody's chair rests on: their own before a colleague's."""
    mine = Membership.objects.current().filter(account=account.pk, forum=meeting.forum_id)
    return mine.select_related("forum").order_by("stands_in_for", "pk").last()


def obstacles_to_substituting(meeting: Meeting, place: Membership | None) -> list[str]:
    """Why nobody comes to this gathering in somebody's place; an empty list when one can."""
    if obstacle := obstacle_to_replying(meeting):
        return [obstacle]
    return obstacles_to_sending_anyone(place) if place else []


def may_send(meeting: Meeting, account: Account) -> bool:
    """Whether there is a colleague who can come in this member's place."""
    place = own_place(meeting, account)
    if place is None or obstacles_to_substituting(meeting, place):
        return False
    return who_may_substitute(place).exists()
