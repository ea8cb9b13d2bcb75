"""Keeping it from relatives where a child is, and ending that."""

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import ToldAgainForm, WhereaboutsForm
from ..models import Case
from ..whereabouts import Whereabouts, whereabouts


@case_view(Right.ADMIT)
def kept(request: HttpRequest, case: Case) -> HttpResponse:
    """Say who may know where the child is, one relative at a time."""
    now = whereabouts(case)
    form = WhereaboutsForm(request.POST or None, now=now)
    if form.is_valid():
        try:
            actions.keep_whereabouts(case=case, by=case.door.account, **form.answers())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("It is decided who may know."))
    return _shown(request, case, now, form, ToldAgainForm())


@case_view(Right.ADMIT)
def told(request: HttpRequest, case: Case) -> HttpResponse:
    """Say that it need not be kept any more."""
    form = ToldAgainForm(request.POST or None)
    if form.is_valid():
        because = form.cleaned_data["because_not"]
        try:
            actions.tell_whereabouts(case=case, because=because, by=case.door.account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "cases:people", case.pk, message=_("It is kept no more."))
    now = whereabouts(case)
    return _shown(request, case, now, WhereaboutsForm(now=now), form)


def _shown(
    request: HttpRequest, case: Case, now: Whereabouts, form: WhereaboutsForm, ending: Form
) -> HttpResponse:
    context = {"case": case, "now": now, "form": form, "ending": ending}
    faulty = form.errors or ending.errors
    return page(request, "cases/whereabouts.html", context, status=422 if faulty else 200)
