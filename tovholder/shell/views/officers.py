"""The office of data-protection officer: two administrators give it, and two end it."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.organisation.access import account_of, administrator_only
from tovholder.organisation.actions import (
    ask_to_end_officer,
    confirm_officer,
    end_officer,
    keep_officer,
    propose_officer,
)
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.organisation.models import Officer
from tovholder.organisation.rules import obstacles_to_confirming, obstacles_to_ending
from tovholder.ui.pages import go, page

from ..forms import OfficerForm


@administrator_only
@fresh_sign_in
def new_officer(request: HttpRequest) -> HttpResponse:
    """Propose somebody."""
    by = account_of(request)
    form = OfficerForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["account"]
        try:
            propose_officer(account=account, by=by)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("%(name)s is proposed. Another administrator confirms it.")
            return go(request, "shell:administration", message=message % {"name": account.name})
    context = {"form": form, "form_heading": _("Propose a data-protection officer")}
    status = 422 if form.errors else 200
    return page(request, "shell/administration_form.html", context, status=status)


@administrator_only
@fresh_sign_in
def officer(request: HttpRequest, officer_id: uuid.UUID) -> HttpResponse:
    """Who is proposed, by whom; the other administrator confirms here."""
    found, by = _open(officer_id), account_of(request)
    if request.method != "POST":
        return _told(request, found)
    try:
        confirm_officer(officer=found, by=by)
    except ValidationError as refusal:
        return _told(request, found, refusal.messages)
    message = _("%(name)s is data-protection officer now.") % {"name": found.account.name}
    return go(request, "shell:administration", message=message)


@require_POST
@administrator_only
@fresh_sign_in
def ask_end(request: HttpRequest, officer_id: uuid.UUID) -> HttpResponse:
    """Ask that the office ends."""
    found = _open(officer_id)
    ask_to_end_officer(officer=found, by=account_of(request))
    message = _("The end is asked for. Another administrator ends the office.")
    return go(request, "shell:officer", found.pk, message=message)


@require_POST
@administrator_only
@fresh_sign_in
def keep(request: HttpRequest, officer_id: uuid.UUID) -> HttpResponse:
    """Let the office go on after all."""
    found = _open(officer_id)
    keep_officer(officer=found, by=account_of(request))
    return go(request, "shell:officer", found.pk, message=_("The office goes on."))


@require_POST
@administrator_only
@fresh_sign_in
def end(request: HttpRequest, officer_id: uuid.UUID) -> HttpResponse:
    """End the office another administrator asked to end, or take the proposal back."""
    found = _open(officer_id)
    try:
        end_officer(officer=found, by=account_of(request))
    except ValidationError as refusal:
        return _told(request, found, refusal.messages)
    message = _("%(name)s is not data-protection officer any more.")
    if found.confirmed_by_id is None:
        message = _("%(name)s is not proposed any more.")
    return go(request, "shell:administration", message=message % {"name": found.account.name})


def _told(request: HttpRequest, found: Officer, refused: list[str] | None = None) -> HttpResponse:
    """The page of one office; 422 where what was asked on it was refused."""
    by = account_of(request)
    weigh = obstacles_to_ending if found.confirmed_by_id else obstacles_to_confirming
    context = {"officer": found, "obstacles": refused or weigh(found, by)}
    return page(request, "shell/officer.html", context, status=422 if refused else 200)


def _open(officer_id: uuid.UUID) -> Officer:
    return get_object_or_404(Officer.objects.open().told(), pk=officer_id)
