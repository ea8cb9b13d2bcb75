"""The page that shows everything about one case: one door, one look."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.cases.overview import overview as front_of
from tovholder.cases.talking import may_ask
from tovholder.concerns.at_case import beginnings
from tovholder.meetings.overview import overview as meetings_of
from tovholder.meetings.pathways import courses_of
from tovholder.plans.overview import overview as plan_of
from tovholder.ui.charts.timeline import timeline
from tovholder.ui.pages import page

from ..course import course_of


@case_view(Right.VIEW, also=("concern", "meetings", "plan"))
def case(request: HttpRequest, case: Case) -> HttpResponse:
    """What the reader's access covers, and nothing of the rest."""
    areas = case.door.areas
    front = front_of(case)
    meetings = meetings_of(case, case.door.account) if "meetings" in areas else None
    plan = plan_of(case, case.door.account) if "plan" in areas else None
    today = timezone.localdate()
    course = course_of(
        front, plan.course if plan else [], meetings.standing if meetings else [], today
    )
    context: dict[str, Any] = {
        "case": case,
        "front": front,
        "plan": plan,
        "meetings": meetings,
        "pathways": courses_of(case, meetings.meetings) if meetings and plan else [],
        "concerns": beginnings(case.pk) if "concern" in areas else [],
        "may_talk": may_ask(case),
        "timeline": timeline(_("Course"), course, today=today),
    }
    return page(request, "shell/case.html", context)
