"""Who has looked: the family's own page of the trace."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import page

from ..looked import last_day, looked
from ..talked import talks_told


@require_GET
@case_view(Right.VIEW)
def who_looked(request: HttpRequest, case: Case) -> HttpResponse:
    """Who has looked at the case, day by day: the profession, what, and why."""
    if not case.door.is_family:
        raise PermissionDenied(_("The family reads here who has looked at their case."))
    told = looked(case, last_day(request.GET.get("until", "")))
    context = {"case": case, "looked": told, "talks": talks_told(case)}
    return page(request, "oversight/looked.html", context)
