"""A parent is asked for consent, and answers on her own page."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.consent.rules import end_of_day
from tovholder.organisation.models import Account
from tovholder.people.models import Person
from tovholder.ui.pages import go, page

from .. import actions
from ..access import Right, case_view
from ..forms import AnswerForms, RequestForm, kept_from
from ..models import Case, ConsentRequest
from ..requesting import Asked, asked_in, requests_for, who_is_asked
from .consents import asked_to_join, renewed


@case_view(Right.ADMIT)
def new(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask, once it has been read what a yes would open."""
    by = case.door.account
    if request.method != "POST":
        kept = renewed(case, request.GET.get("renews", "")) | asked_to_join(request)
        form = RequestForm(case=case, by=by, kept=kept)
    elif request.POST.get("step") == "find":
        form = RequestForm(case=case, by=by, kept=kept_from(request.POST))
    else:
        form = RequestForm(request.POST, case=case, by=by)
    if form.is_valid() and form.is_confirmed:
        try:
            asking = _ask(case, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(
                request,
                "cases:consent_request",
                case.pk,
                asking.pk,
                message=_("The family is asked."),
            )
    reached = who_is_asked(case, form.chosen)
    context = {"case": case, "form": form, "reached": reached}
    status = 422 if form.errors else 200
    return page(
        request, "cases/request_new.html", context, part="form", status=status, asks_again=True
    )


@case_view(Right.VIEW)
def answer(request: HttpRequest, case: Case, request_id: uuid.UUID) -> HttpResponse:
    """What is asked, in plain words; the effect is read before a yes is one."""
    asking = get_object_or_404(requests_for(case), pk=request_id)
    asked = asked_in(asking, case)
    by = case.door.account
    forms = AnswerForms(request.POST if request.method == "POST" else None, asked=asked, by=by)
    if forms.is_valid() and forms.is_confirmed:
        try:
            _answer(forms, by)
        except ValidationError as refusal:
            forms.refusals.extend(refusal.messages)
        else:
            return go(
                request,
                "cases:consent_request",
                case.pk,
                asking.pk,
                message=_("Your answer is noted."),
            )
    context = {"case": case, "asking": asking, "asked": asked, "forms": forms}
    status = 422 if forms.refusals or forms.has_errors else 200
    return page(request, "cases/request.html", context, status=status, asks_again=True)


@require_POST
@case_view(Right.ADMIT, even_closed=True)
def take_back(request: HttpRequest, case: Case, request_id: uuid.UUID) -> HttpResponse:
    """Nobody need answer any more."""
    asking = get_object_or_404(requests_for(case), pk=request_id)
    try:
        actions.take_back_request(request=asking, by=case.door.account)
    except ValidationError as refusal:
        message = " ".join(refusal.messages)
    else:
        message = _("The question has been taken back.")
    return _go_to(request, asking, message)


def _go_to(request: HttpRequest, asking: ConsentRequest, message: str) -> HttpResponse:
    return go(request, "cases:consent_request", asking.case_id, asking.pk, message=message)


def _ask(case: Case, form: RequestForm) -> ConsentRequest:
    asked = form.cleaned_data
    return actions.ask_for_consent(
        case=case,
        receivers=form.colleagues,
        areas=asked["areas"],
        purpose=asked["purpose"],
        until=end_of_day(asked["until"]),
        by=case.door.account,
    )


@transaction.atomic
def _answer(forms: AnswerForms, by: Account) -> None:
    """Everything that was answered, or nothing where one of it is refused."""
    for form in forms.forms:
        if not form.is_answered:
            continue
        said = form.cleaned_data
        actions.answer_sharing(
            sharing=form.asked.sharing,
            giver=_giver(form.asked, by),
            accepted=form.says_yes,
            areas=said["areas"],
            until=min(end_of_day(said["until"]), form.asked.sharing.until),
            word="" if form.says_yes else said["word"],
            by=by,
        )


def _giver(asked: Asked, by: Account) -> Person:
    giver = asked.giver(by)
    if giver is None:
        raise ValidationError(_("Only the one who may consent can answer."))
    return giver
