"""Writing down whom the child trusts (S-39)."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import TrustForm
from ..models import Case
from ..trusting import trusted_at


@case_view(Right.CONTRIBUTE)
def trusted(request: HttpRequest, case: Case) -> HttpResponse:
    """Say who it is from now on; who it was before stays to be read."""
    form = TrustForm(request.POST or None, case=case)
    if form.is_valid():
        try:
            actions.trust(case=case, by=case.door.account, **form.answers())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("It is noted."))
    context = {"case": case, "form": form, "trusted": trusted_at(case)}
    return page(request, "cases/trusted.html", context, status=422 if form.errors else 200)
