"""Showing once more who one is, and looking after one's own sign-ins."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.models import Method, SignIn
from tovholder.ui.pages import go, page

from .. import actions, typed
from ..errors import ask_again, lost_nothing
from ..forms import PasskeyForm
from ..signing import again_form, own_address, recognise_again


@sensitive_post_parameters("password", "code")
@signed_in
def again(request: HttpRequest) -> HttpResponse:
    """Ask for what one came in with, and go on to what was asked for; nothing typed is lost."""
    if request.method != "POST":
        return ask_again(request, kept=None)
    account = account_of(request)
    by_passkey = "answer" in request.POST
    form = (PasskeyForm if by_passkey else again_form(account))(request.POST)
    kept = typed.unseal(request.POST.get("kept", ""))
    method = Method.DEMONSTRATION if settings.DEMO and "demonstration" in request.POST else None
    if method is None:
        if not form.is_valid():
            return ask_again(request, kept=kept, form=form)
        try:
            method = recognise_again(request, account, form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return ask_again(request, kept=kept, form=form)
    actions.prove_again(request, by=account, method=method)
    if kept:
        return lost_nothing(request, kept, may_send=True)
    return go(request, own_address(request, request.POST.get("next", "")))


@signed_in
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Where I am signed in now, since when, and how."""
    account = account_of(request)
    standing = list(SignIn.objects.standing().of(account))
    here = request.session.session_key
    context = {
        "sign_ins": [(one, one.session_key == here) for one in standing],
        "others": any(one.session_key != here for one in standing),
        "idle": int(settings.IDLE_LIMIT.total_seconds() // 60),
        "hours": int(settings.SESSION_LIMIT.total_seconds() // 3600),
    }
    return page(request, "shell/sign_ins.html", context)


@require_POST
@signed_in
def end_sign_in(request: HttpRequest, sign_in_id: uuid.UUID) -> HttpResponse:
    """End one of them."""
    account = account_of(request)
    found = get_object_or_404(SignIn.objects.of(account), id=sign_in_id)
    actions.end_sign_in(sign_in=found, by=account)
    return go(request, "shell:sign_ins", message=_("That sign-in is ended."))


@require_POST
@signed_in
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of them but this one."""
    ended = actions.end_other_sign_ins(request, by=account_of(request))
    message = ngettext("%(count)d sign-in is ended.", "%(count)d sign-ins are ended.", ended)
    return go(request, "shell:sign_ins", message=message % {"count": ended})
