"""Calling a gathering: how, what for, when, and whose turn it is to host."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.cases.access import Right
from tovholder.meetings.asking_when import asks_for_times, with_time
from tovholder.meetings.free_times import free_times
from tovholder.ui.pages import go, page

from .. import actions
from ..access import ForumDoor, forum_view
from ..forms import FIRST, GatherForm
from ..hosting import chairs_in, host_after_last, members_of


@forum_view(Right.MEET)
def call(request: HttpRequest, door: ForumDoor) -> HttpResponse:
    """Ask, and call it: everyone who sits in the team has a chair."""
    team = door.membership.forum
    host = host_after_last(team)
    initial = FIRST | {
        "host": str(host.pk) if host else "",
        "method": request.GET.get("method", ""),
    }
    form = GatherForm(request.POST or None, forum=team, initial=initial)
    if asks_for_times(request.POST):
        filled = with_time(request.POST, form.lasts)
        form = GatherForm(filled, forum=team, initial=initial).unjudged()
    elif form.is_valid():
        try:
            meeting = actions.call(
                forum=team, chairs=chairs_in(team), by=door.account, **form.called()
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, meeting.address("meeting"), message=_("The meeting is called."))
    members = [member.account for member in members_of(team)]
    free = free_times(members, lasts=form.lasts, by=door.account)
    context = {"forum": team, "form": form, "free": free}
    return page(request, "gatherings/call.html", context, status=422 if form.errors else 200)
