"""Who holds the rope: asking someone, and answering (S-41)."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view, whom_to_ask
from ..forms import AnswerForm, HandoverForm
from ..models import Case, Handover
from ..rules import needs_coordinator


@case_view(Right.HAND_OVER)
def handover(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask someone with access to coordinate; who does so now goes on until the yes."""
    form = HandoverForm(request.POST or None, case=case)
    if form.is_valid():
        asked = form.asked
        try:
            actions.ask_to_coordinate(
                case=case, to=asked, by=case.door.account, why=form.cleaned_data["why"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("%(name)s has been asked to coordinate.") % {"name": asked.name}
            return go(request, "cases:people", case.pk, message=message)
    waiting = Handover.objects.of(case).waiting().select_related("to").first()
    context = {
        "case": case, "form": form, "waiting": waiting,
        "missing": needs_coordinator(case, case.door.coordinator),
    }  # fmt: skip
    return page(request, "cases/handover.html", context, status=422 if form.errors else 200)


@case_view(Right.VIEW)
def answer(request: HttpRequest, case: Case, handover_id: uuid.UUID) -> HttpResponse:
    """Say yes, or no with a reason."""
    asked = get_object_or_404(
        Handover.objects.of(case).waiting().select_related("to", "asked_by"), pk=handover_id
    )
    if asked.to_id != case.door.account.pk:
        raise PermissionDenied(whom_to_ask(case))
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        accepted = form.cleaned_data["answer"] == "yes"
        try:
            actions.answer_handover(
                handover=asked, accepted=accepted, by=case.door.account,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            yes, no = _("You coordinate from now on."), _("Your answer has been passed on.")
            return go(request, case, message=yes if accepted else no)
    context = {"case": case, "asked": asked, "form": form}
    return page(request, "cases/handover_answer.html", context, status=422 if form.errors else 200)
