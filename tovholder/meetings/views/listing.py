"""A case's meetings: to come, called off, held."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.cases.rules import refusal_when_closed
from tovholder.ui.pages import page

from ..access import AREAS
from ..evaluating import over_time
from ..listing import listing


@case_view(Right.VIEW, areas=("meetings",))
def meetings(request: HttpRequest, case: Case) -> HttpResponse:
    """Every meeting with when, where, how many, and what there is to read of it."""
    found = listing(case, case.door.account)
    reads = case.door.areas.issuperset(AREAS)
    context = {
        "case": case,
        "meetings": found,
        "over_time": over_time(found.held[::-1]) if reads else None,
        "may_call": case.door.may(Right.MEET) and not refusal_when_closed(case),
        "reads": reads,
        "may_prepare": case.door.may(Right.PREPARE),
    }
    return page(request, "meetings/list.html", context)
