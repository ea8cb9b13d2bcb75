"""A goal said better, or ended, by the table: asked on the way, and back to the same step."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tovholder.cases.access import Right
from tovholder.plans.conflict import Conflict
from tovholder.plans.forms import GoalEditForm, GoalEndForm
from tovholder.plans.models import Goal, GoalEnd
from tovholder.plans.views.asking import ask, sent, tried
from tovholder.ui.pages import go

from .. import actions
from ..access import meeting_view
from ..models import Meeting
from ..rules import obstacle_to_writing
from ..sitting import sit

ASKED = "meetings/goal.html"


@meeting_view(Right.PLAN)
def goal(request: HttpRequest, meeting: Meeting, step: str, goal_id: uuid.UUID) -> HttpResponse:
    """Say a goal in other words; where two have done so, both texts are shown."""
    found = _goal(meeting, step, goal_id)
    by = meeting.case.door.account
    now = {"text": found.text, "need": found.need, "version": found.version}
    form = GoalEditForm(sent(request), initial=now)
    done = tried(
        form,
        lambda: actions.edit_goal(
            meeting=meeting, step=step, goal=found, by=by, **form.cleaned_data
        ),
    )
    if isinstance(done, Goal):
        return go(request, _back(meeting, step, found), message=_("The goal is changed."))
    return ask(
        request,
        meeting.case,
        form,
        title=_("Change the goal"),
        button=_("Save"),
        lead=_("What it said before stays in the history."),
        conflict=done if isinstance(done, Conflict) else None,
        template=ASKED,
        **_around(meeting, step, found),
    )


@meeting_view(Right.PLAN)
def goal_end(request: HttpRequest, meeting: Meeting, step: str, goal_id: uuid.UUID) -> HttpResponse:
    """Say that a goal is reached, or that the table lets it go and why."""
    found = _goal(meeting, step, goal_id)
    by = meeting.case.door.account
    form = GoalEndForm(sent(request))
    done = tried(
        form,
        lambda: actions.end_goal(
            meeting=meeting, step=step, goal=found, by=by, **form.cleaned_data
        ),
    )
    if isinstance(done, GoalEnd):
        message = (
            _("The goal is reached. Well done, all of you.")
            if done.outcome == GoalEnd.Outcome.REACHED
            else _("You have let the goal go. It stays readable.")
        )
        return go(request, "meetings:step", meeting.pk, step, message=message)
    return ask(
        request,
        meeting.case,
        form,
        title=_("It is reached, or let go"),
        button=_("Save"),
        lead=found.text,
        template=ASKED,
        **_around(meeting, step, found),
    )


def _goal(meeting: Meeting, step: str, goal_id: uuid.UUID) -> Goal:
    """A goal the table works towards, at a step of the method. 404 where either is unknown."""
    steps = {each.id for each in sit(meeting).method.steps}
    found: Goal | None = Goal.objects.of(meeting.case).current().filter(pk=goal_id).first()
    if found is None or step not in steps:
        raise Http404
    return found


def _back(meeting: Meeting, step: str, about: Goal) -> str:
    return f"{reverse('meetings:step', args=[meeting.pk, step])}#goal-{about.pk}"


def _around(meeting: Meeting, step: str, about: Goal) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "obstacle": obstacle_to_writing(meeting, meeting.case.door.account),
        "back": _back(meeting, step, about),
        "back_words": _("Back to the board"),
    }
