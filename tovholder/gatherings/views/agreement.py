"""The page of a team's agreement: what stands, who signed it, and what was agreed before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tovholder.cases.access import Right
from tovholder.ui.pages import page

from ..access import ForumDoor, forum_view
from ..agreements import agreements_of


@forum_view(Right.VIEW)
def agreement(request: HttpRequest, door: ForumDoor) -> HttpResponse:
    """How the team has agreed to work together (S-53)."""
    team = door.membership.forum
    found = agreements_of(team)
    context = {
        "forum": team,
        "found": found,
        "method": team.described.agreement if team.described else "",
        "may_call": door.may(Right.MEET) and found.called is None,
    }
    return page(request, "gatherings/agreement.html", context)
