"""The family plan: side by side on a wide page, one under the other on a phone, and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import page
from tovholder.ui.paper import on_paper

from ..access import AREAS
from ..family_plan import family_plan_of, family_plan_on_paper


@case_view(Right.VIEW, areas=AREAS)
def family_plan(request: HttpRequest, case: Case) -> HttpResponse:
    context = {"case": case, "told": family_plan_of(case), "coordinator": case.door.coordinator}
    return page(request, "meetings/family_plan.html", context)


@case_view(Right.VIEW, areas=AREAS)
def family_plan_pdf(request: HttpRequest, case: Case) -> HttpResponse:  # noqa: ARG001 a view
    day = timezone.localdate().isoformat()
    return on_paper(family_plan_on_paper(case, family_plan_of(case)), name=f"family-plan-{day}")
