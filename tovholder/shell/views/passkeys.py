"""One's own passkeys: added, seen, taken away; and what a browser is asked with."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tovholder.organisation.access import account_of, open_to_all, signed_in
from tovholder.organisation.actions import add_passkey, end_passkey
from tovholder.organisation.fresh import fresh_sign_in, fresh_to_begin
from tovholder.organisation.models import Method, Passkey
from tovholder.organisation.passkeys import to_make, to_use
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import NewPasskeyForm
from ..signing import here, passkeys_taken_away


@signed_in
@fresh_to_begin
def passkeys(request: HttpRequest) -> HttpResponse:
    """The keys one has, and how to add one."""
    by = account_of(request)
    if not by.has_usable_password():
        return go(request, "shell:me", message=_("You sign in without a password here."))
    form = NewPasskeyForm(request.POST or None)
    if form.is_valid():
        try:
            add_passkey(**form.answers(), name=form.cleaned_data["name"], here=here(request), by=by)
            actions.prove_again(request, by=by, method=Method.PASSKEY)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, "shell:passkeys", message=_("The passkey is added."))
    standing = Passkey.objects.standing().filter(account=by).order_by("added_at", "pk")
    context = {"form": form, "passkeys": standing, "taken": passkeys_taken_away(by)}
    return page(request, "shell/passkeys.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
@fresh_sign_in
def end(request: HttpRequest, passkey_id: uuid.UUID) -> HttpResponse:
    """Let one of them open nothing any more."""
    end_passkey(passkey_id=passkey_id, by=account_of(request))
    return go(request, "shell:passkeys", message=_("The passkey is taken away."))


@never_cache
@require_POST
@signed_in
@fresh_to_begin
def making(request: HttpRequest) -> HttpResponse:
    """What the browser makes a key with."""
    return JsonResponse(to_make(account_of(request), here(request)))


@open_to_all
@never_cache
@require_POST
def options(request: HttpRequest) -> HttpResponse:
    """What the browser uses a key with, before anybody has said who they are."""
    return JsonResponse(to_use(here(request)))
