"""How far a family has come, in plain words, for everyone who sees the case (S-34)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import page

from ..access import AREAS
from ..overview import meetings_of
from ..pathways import courses_of


@case_view(Right.VIEW, areas=("overview", *AREAS))
def pathway(request: HttpRequest, case: Case, pathway: str) -> HttpResponse:
    found = courses_of(case, meetings_of(case, case.door.account))
    course = next((one for one in found if one.pathway.reference == pathway), None)
    if course is None:
        raise Http404
    return page(request, "meetings/pathway.html", {"case": case, "course": course})
