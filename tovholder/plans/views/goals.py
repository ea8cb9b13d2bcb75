"""Setting goals, saying them better, ending them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import go

from ..actions import add_goal, edit_goal, let_go, reach_goal
from ..conflict import Conflict
from ..forms import GoalEditForm, GoalEndForm, GoalForm
from ..models import Goal, GoalEnd
from .asking import AREAS, ask, one, place, sent, tried


@case_view(Right.PLAN, areas=AREAS)
def new(request: HttpRequest, case: Case) -> HttpResponse:
    form = GoalForm(sent(request))
    done = tried(form, lambda: add_goal(case=case, by=case.door.account, **form.cleaned_data))
    if isinstance(done, Goal):
        message = _("The goal is in the plan. Now agree on what you will see.")
        return go(request, "plans:sign_new", case.pk, done.pk, message=message)
    return ask(request, case, form, title=_("A new goal"), button=_("Set the goal"))


@case_view(Right.PLAN, areas=AREAS)
def edit(request: HttpRequest, case: Case, goal_id: UUID) -> HttpResponse:
    goal = one(Goal.objects.all(), case, goal_id)
    now = {"text": goal.text, "need": goal.need, "version": goal.version}
    form = GoalEditForm(sent(request), initial=now)
    done = tried(form, lambda: edit_goal(goal=goal, by=case.door.account, **form.cleaned_data))
    if isinstance(done, Goal):
        return go(request, place(case, goal), message=_("The goal is changed."))
    return ask(
        request,
        case,
        form,
        title=_("Say the goal better"),
        button=_("Save"),
        lead=_("What it said before stays in the history."),
        conflict=done if isinstance(done, Conflict) else None,
    )


@case_view(Right.PLAN, areas=AREAS)
def end(request: HttpRequest, case: Case, goal_id: UUID) -> HttpResponse:
    goal = one(Goal.objects.all(), case, goal_id)
    form = GoalEndForm(sent(request))

    def act() -> GoalEnd:
        text = form.cleaned_data["text"]
        if form.cleaned_data["outcome"] == GoalEnd.Outcome.REACHED:
            return reach_goal(goal=goal, text=text, by=case.door.account)
        return let_go(goal=goal, because=text, by=case.door.account)

    done = tried(form, act)
    if isinstance(done, GoalEnd):
        message = (
            _("The goal is reached. Well done, all of you.")
            if done.outcome == GoalEnd.Outcome.REACHED
            else _("You have let the goal go. It stays readable.")
        )
        return go(request, place(case), message=message)
    return ask(request, case, form, title=_("End the goal"), button=_("Save"), lead=goal.text)
