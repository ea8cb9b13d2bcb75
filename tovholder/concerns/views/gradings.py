"""How worried somebody is about a child just now, at the child's case alone (S-22)."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import GradingForm, LiftForm
from ..grading import leads, picture, rulers
from ..models import Grading


@case_view(Right.VIEW, areas=("concern",))
def worry(request: HttpRequest, case: Case) -> HttpResponse:
    """The colour that holds today, where it leads, and the signs it is held against."""
    standing = Grading.objects.of(case).standing().select_related("by").order_by("-at").first()
    context = {
        "case": case, "grading": standing, "rulers": rulers(), "age": case.person.age,
        "picture": picture(standing) if standing else None,
        "leads": leads(case, standing) if standing else None,
    }  # fmt: skip
    return page(request, "concerns/worry.html", context)


@case_view(Right.PLAN, areas=("concern",))
def grade(request: HttpRequest, case: Case) -> HttpResponse:
    """Note a colour."""
    form = GradingForm(request.POST or None)
    if form.is_valid():
        try:
            actions.grade(case=case, by=case.door.account, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "concerns:worry", case.pk, message=_("Noted, until its last day."))
    context = {"case": case, "form": form, "rulers": rulers(), "age": case.person.age}
    return page(request, "concerns/grade.html", context, status=422 if form.errors else 200)


@case_view(Right.PLAN, areas=("concern",))
def lift(request: HttpRequest, case: Case, grading_id: uuid.UUID) -> HttpResponse:
    """End a colour before its last day."""
    grading = get_object_or_404(Grading.objects.of(case).standing(), pk=grading_id)
    form = LiftForm(request.POST or None)
    if form.is_valid():
        try:
            actions.lift(grading=grading, reason=form.cleaned_data["reason"], by=case.door.account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "concerns:worry", case.pk, message=_("It no longer holds."))
    context = {"case": case, "grading": grading, "form": form}
    return page(request, "concerns/lift.html", context, status=422 if form.errors else 200)
