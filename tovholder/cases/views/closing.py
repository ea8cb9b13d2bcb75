"""How a cooperation ends, and is taken up again (S-31)."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import ClosureForm, ReopeningForm
from ..models import Case
from ..rules import obstacles_to_closing, standing_closure


@case_view(Right.CLOSE)
def close(request: HttpRequest, case: Case) -> HttpResponse:
    """Say what stands in the way; where nothing does, close with a reason."""
    form = ClosureForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.close(
                case=case, kind=given["kind"], reason=given["reason"], by=case.door.account
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, case, message=_("The case is closed."))
    context = {"case": case, "form": form, "obstacles": obstacles_to_closing(case)}
    return page(request, "cases/close.html", context, status=422 if form.errors else 200)


@case_view(Right.CLOSE)
def reopen(request: HttpRequest, case: Case) -> HttpResponse:
    """Take a closed case up again with a reason."""
    form = ReopeningForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reopen(case=case, reason=form.cleaned_data["reason"], by=case.door.account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, case, message=_("The case is open again."))
    context = {"case": case, "form": form, "closure": standing_closure(case)}
    return page(request, "cases/reopen.html", context, status=422 if form.errors else 200)
