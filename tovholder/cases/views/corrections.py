"""Something is wrong: the family says so, whoever coordinates answers."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import CorrectionAnswerForm, CorrectionForm
from ..models import Case, Correction


@case_view(Right.VIEW, even_closed=True)
def corrections(request: HttpRequest, case: Case) -> HttpResponse:
    """What somebody has said is wrong, with the answers; the family says more here."""
    by = case.door.account
    if request.method == "POST" and not case.door.is_family:
        raise PermissionDenied(_("The family says here what is wrong."))
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_to_correct(case=case, by=by, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("It is said. Whoever coordinates answers you.")
            return go(request, "cases:corrections", case.pk, message=message)
    told = Correction.objects.of(case).told()
    context = {
        "case": case,
        "form": form,
        "told": told.filter(by=by) if case.door.is_family else told,
    }
    return page(request, "cases/corrections.html", context, status=422 if form.errors else 200)


@case_view(Right.CLOSE, even_closed=True)
def answer(request: HttpRequest, case: Case, correction_id: uuid.UUID) -> HttpResponse:
    """Say what was done, and why."""
    one = get_object_or_404(Correction.objects.of(case).told(), pk=correction_id)
    if request.method != "POST" and hasattr(one, "answer"):
        return go(request, "cases:corrections", case.pk)
    form = CorrectionAnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.answer_correction(correction=one, by=case.door.account, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            one = Correction.objects.of(case).told().get(pk=correction_id)
        else:
            return go(request, "cases:corrections", case.pk, message=_("Your answer is noted."))
    context = {"case": case, "one": one, "form": form}
    return page(request, "cases/correct.html", context, status=422 if form.errors else 200)
