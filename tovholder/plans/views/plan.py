"""The plan, its paper for the fridge, and its history."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import page

from ..history import history_of
from ..models import Seen
from ..plan import plan_of
from ..rules import obstacle_to_planning, promised_in_words
from .asking import AREAS


@case_view(Right.VIEW, areas=AREAS)
def show(request: HttpRequest, case: Case) -> HttpResponse:
    plan = plan_of(case)
    resting = obstacle_to_planning(case.pk)
    context = {
        "case": case,
        "plan": plan,
        "resting": resting,
        "may": {} if resting else case.door.rights,
        "answers": Seen.choices,
        "promised": promised_in_words(
            [shown.task.due for shown in plan.tasks], timezone.localdate()
        ),
    }
    return page(request, "plans/plan.html", context)


@case_view(Right.VIEW, areas=AREAS)
def paper(request: HttpRequest, case: Case) -> HttpResponse:
    context = {
        "case": case,
        "plan": plan_of(case),
        "coordinator": case.door.coordinator,
        "today": timezone.localdate(),
    }
    return page(request, "plans/print.html", context)


@case_view(Right.VIEW, areas=AREAS)
def history(request: HttpRequest, case: Case) -> HttpResponse:
    context = {"case": case, "subjects": history_of(case)}
    return page(request, "plans/history.html", context)
