"""The teams one sits in, and the page of one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from tovholder.cases.access import Right
from tovholder.meetings.evaluating import over_time
from tovholder.organisation.access import account_of, professional_only
from tovholder.organisation.models import Forum
from tovholder.organisation.rules import obstacles_to_sending_anyone
from tovholder.ui.pages import page

from ..about import about, due_in, rhythm_of
from ..access import ForumDoor, forum_view
from ..hosting import members_of
from ..leading import pairs_for
from ..listing import gatherings_of
from ..models import Agreement, Task
from ..rhythm import fixed_days_of

SHOWN = 4  # fixed days of a team, before anybody has called them


def next_days_of(team: Forum) -> dict[str, Any]:
    """The next fixed days, and those left out among them."""
    found = fixed_days_of(team)
    shown = found.days[:SHOWN]
    left_out = [each for each in found.left_out if shown and each.day < shown[-1]]
    return {"fixed_days": shown, "left_out": left_out}


@professional_only
def fora(request: HttpRequest) -> HttpResponse:
    """Every team the reader sits in."""
    mine = Forum.objects.of(account_of(request)).teams().select_related("unit")
    context = {"teams": [(forum, rhythm_of(forum)) for forum in mine.order_by("name", "pk")]}
    return page(request, "gatherings/fora.html", context)


@professional_only
def coordinators(request: HttpRequest) -> HttpResponse:
    """Who leads the collaboration here, and elsewhere."""
    context = {"pairs": pairs_for(account_of(request))}
    return page(request, "gatherings/coordinators.html", context)


@forum_view(Right.VIEW)
def forum(request: HttpRequest, door: ForumDoor) -> HttpResponse:
    """Who sits there, what it meets about, and what it promised itself."""
    team = door.membership.forum
    found = gatherings_of(team)
    context = {
        "forum": team,
        "door": door,
        "members": members_of(team),
        "gatherings": found,
        "over_time": over_time(found.held[::-1]),
        "tasks": Task.objects.of(team).open(),
        "about": about(team),
        "due": due_in(door.membership),
        "agreement": Agreement.objects.of(team).in_force().first(),
        **next_days_of(team),
        "may_send": not obstacles_to_sending_anyone(door.membership),
        "may_call": door.may(Right.MEET),
    }
    return page(request, "gatherings/forum.html", context)
