"""A case's meetings: to come, called off, held."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.cases.rules import refusal_when_closed
from tovholder.ui.pages import page

from ..access import AREAS
from ..listing import listing


@case_view(Right.VIEW, areas=("meetings",))
def meetings(request: HttpRequest, case: Case) -> HttpResponse:
    """Every meeting with when, where, how many, and what there is to read of it."""
    context = {
        "case": case,
        "meetings": listing(case, case.door.account),
        "may_call": case.door.may(Right.MEET) and not refusal_when_closed(case),
        "reads": case.door.areas.issuperset(AREAS),
        "may_prepare": case.door.may(Right.PREPARE),
    }
    return page(request, "meetings/list.html", context)
