"""The page that shows everything about one case."""

from django.http import HttpRequest, HttpResponse

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import page


@case_view(Right.VIEW)
def case(request: HttpRequest, case: Case) -> HttpResponse:
    """One door, one look, every panel the reader's access covers."""
    return page(request, "shell/case.html", {"case": case})
