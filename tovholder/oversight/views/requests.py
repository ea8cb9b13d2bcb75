"""Requests for access: the family's own page, and the officer's."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tovholder.cases.access import Right, case_view
from tovholder.cases.models import Case
from tovholder.consent.answering import due_from
from tovholder.organisation.access import account_of, officer_only
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import AnswerRequestForm, PutOffForm, RecordForm
from ..models import AccessAnswer, AccessRequest
from ..papers.bundle import bundle_of
from ..requests import (
    STANDING,
    complaint_of,
    due_when_put_off,
    proposed,
    requests_of,
    waiting_for_answer,
)
from ..searching import persons_named


@case_view(Right.VIEW, even_closed=True)
def ask(request: HttpRequest, case: Case) -> HttpResponse:
    """What one has asked for, until when one is answered, and the answer; and to ask."""
    if not case.door.is_family:
        raise PermissionDenied(_("The family asks here for what is kept."))
    account = case.door.account
    if request.method == "POST":
        if request.POST.get("kind", AccessRequest.Kind.KEPT) not in AccessRequest.Kind.values:
            raise Http404
        actions.ask_for_access(
            case=case, by=account, kind=request.POST.get("kind", AccessRequest.Kind.KEPT)
        )
        return go(request, "oversight:ask_access", case.pk, message=_("We have your request."))
    asked = requests_of(case, account)
    waiting = {one.kind for one in asked if one.final is None}
    today = timezone.localdate()
    context = {
        "case": case,
        "asked": asked,
        "kept": AccessRequest.Kind.KEPT not in waiting,
        "party": AccessRequest.Kind.PARTY not in waiting,
        "party_due": due_from(today, AccessRequest.Kind.PARTY),
    }
    return page(request, "oversight/ask_access.html", context)


@require_GET
@officer_only
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the nearest deadline first, and what was answered last."""
    answered = AccessRequest.objects.filter(approval__isnull=False).told()
    context = {
        "waiting": waiting_for_answer(),
        "answered": answered.order_by("-approval__at", "pk")[:20],
    }
    return page(request, "oversight/requests.html", context)


@officer_only
def record(request: HttpRequest) -> HttpResponse:
    """Write down a request that came another way; a name asks first who is meant."""
    form = RecordForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        given = form.cleaned_data
        persons = persons_named(_("A request for access"), given["about"])
        about = next((one for one in persons if one.id == given["person"]), None)
        if about is None:
            context["persons"] = persons
            return page(request, "oversight/record_request.html", context, asks_again=True)
        told = {name: given[name] for name in given if name not in ("about", "person")}
        try:
            made = actions.record_access_request(about=about, by=account_of(request), **told)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "oversight:access_request", made.pk, message=_("It is written."))
    status = 422 if form.errors else 200
    return page(request, "oversight/record_request.html", context, status=status)


@require_GET
@officer_only
def one_request(request: HttpRequest, access_id: uuid.UUID) -> HttpResponse:
    """One request: who asks, until when, and what is proposed."""
    return _shown(request, _found(access_id))


@require_POST
@officer_only
def put_off(request: HttpRequest, access_id: uuid.UUID) -> HttpResponse:
    """Put the answer off, once."""
    one, form = _found(access_id), PutOffForm(request.POST)
    if form.is_valid():
        try:
            actions.put_off_answer(request=one, by=account_of(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "oversight:access_request", one.pk, message=_("It is put off."))
    return _shown(request, one, put_off=form)


@require_POST
@officer_only
def answer(request: HttpRequest, access_id: uuid.UUID) -> HttpResponse:
    """Say how it should be answered."""
    one = _found(access_id)
    form = AnswerRequestForm(request.POST, one=one)
    if form.is_valid():
        try:
            actions.propose_answer(request=one, by=account_of(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("Your answer waits for another data-protection officer.")
            return go(request, "oversight:access_request", one.pk, message=message)
    return _shown(request, one, answer=form)


@require_POST
@officer_only
@fresh_sign_in
def approve(request: HttpRequest, access_id: uuid.UUID) -> HttpResponse:
    """Stand for another officer's answer, the one that was read."""
    one, form = _found(access_id), Form(request.POST)
    answers = {str(each.pk): each for each in AccessAnswer.objects.filter(request=one)}
    read = answers.get(request.POST.get("answer", ""))
    if read is None:
        raise Http404
    try:
        actions.approve_answer(
            answer=read, by=account_of(request), read=request.POST.get("read", "")
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _shown(request, one, approve=form)
    return go(request, "oversight:requests", message=_("The answer has been given."))


def _found(access_id: uuid.UUID) -> AccessRequest:
    return get_object_or_404(AccessRequest.objects.told(), pk=access_id)


def _shown(request: HttpRequest, one: AccessRequest, **bound: Form) -> HttpResponse:
    """The request's page, with the form that was refused, if one was."""
    waiting = proposed(one)
    hands_out = waiting is not None and one.final is None and waiting.hands_out
    context = {
        "bundle": bundle_of(one) if hands_out else None,
        "one": one,
        "proposed": waiting,
        "own": waiting is not None and waiting.by_id == account_of(request).pk,
        "later": due_when_put_off(one),
        "put_off": bound.get("put_off", PutOffForm()),
        "answer": bound.get("answer", AnswerRequestForm(one=one)),
        "standing": STANDING.get(one.asks_as, ""),
        "complaint": complaint_of(one),
        "approve": bound.get("approve"),
        "faulty": next(iter(bound.values()), None),
    }
    return page(request, "oversight/access_request.html", context, status=422 if bound else 200)
