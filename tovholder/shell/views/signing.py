"""Coming in and going out."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tovholder.organisation.access import open_to_all
from tovholder.organisation.actions import prove_by_code, prove_by_passkey, uses_codes
from tovholder.organisation.fresh import Shown
from tovholder.organisation.models import Account, Method
from tovholder.ui.pages import go, page

from .. import actions, typed
from ..elsewhere import KEPT, doors
from ..errors import lost_nothing
from ..forms import CodeForm, PasskeyForm, SignInForm
from ..signing import (
    account_of_half,
    half_of,
    here,
    own_address,
    recognise,
    told_of_taking,
)


@open_to_all
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who comes, and let them on to where they were going."""
    wanted = own_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return go(request, wanted)
    form = SignInForm(request.POST or None, initial={"next": wanted})
    if request.method != "POST" or not form.is_valid():
        return _asked(request, form)
    try:
        account = recognise(request, form.cleaned_data["username"], form.cleaned_data["password"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _asked(request, form)
    if uses_codes(account):
        asked = form.cleaned_data | {"half": half_of(account)}
        return _ask_for_code(request, CodeForm(initial=asked))
    return _come_in(request, account, Method.PASSWORD, form)


@open_to_all
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code after the password, and let them on to where they were going."""
    form = CodeForm(request.POST or None)
    account = account_of_half(form.data.get("half", "")) if form.is_bound else None
    if account is None:
        again = {name: form.data.get(name, "") for name in ("next", "kept")}
        return _asked(request, SignInForm(initial=again), late=form.is_bound)
    if not form.is_valid():
        return _ask_for_code(request, form)
    try:
        method = prove_by_code(account=account, code=form.cleaned_data["code"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _ask_for_code(request, form)
    return _come_in(request, account, method, form)


@open_to_all
@never_cache
def passkey(request: HttpRequest) -> HttpResponse:
    """Let in whoever's passkey has answered, and on to where they were going."""
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        try:
            account = prove_by_passkey(**form.answers(), here=here(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _come_in(request, account, Method.PASSKEY, form)
    again = {name: form.data.get(name, "") for name in ("next", "kept")}
    return _asked(request, SignInForm(initial=again), refused=form)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. Pages are `no-store` and ask again, so none stays to be gone back to.

    The header Clear-Site-Data is left out: Chromium may hold the answer for seconds, or for good
    (https://issues.chromium.org/issues/40233601).
    """
    if isinstance(request.user, Account):
        shown = Shown.in_session(request.session)
        actions.sign_out(request, by=request.user)
        if shown and shown.provider:
            door = f"{reverse('shell:sign_in')}?{urlencode({'left': shown.provider})}"
            return go(request, door, message=_("You are signed out."))
    return go(request, "shell:sign_in", message=_("You are signed out."))


def _come_in(
    request: HttpRequest,
    account: Account,
    method: Method,
    form: SignInForm | CodeForm | PasskeyForm,
) -> HttpResponse:
    """Begin the session, and go on with what was typed before it or to where they were going."""
    actions.sign_in(request, account=account, method=method)
    waited = request.session.pop(KEPT, "")
    if kept := typed.unseal(form.cleaned_data["kept"] or waited):
        return lost_nothing(request, kept, may_send=True)
    message = told_of_taking(account) if method == Method.PASSWORD else None
    return go(request, own_address(request, form.cleaned_data["next"]), message=message)


def _ask_for_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return page(
        request, "shell/sign_in_code.html", {"form": form}, status=422 if form.errors else 200
    )


def _asked(
    request: HttpRequest,
    form: SignInForm,
    *,
    late: bool = False,
    refused: PasskeyForm | None = None,
) -> HttpResponse:
    kept = typed.unseal(form["kept"].value() or "") if form.is_bound or late or refused else None
    context: dict[str, Any] = {"form": form, "typed": kept, "late": late, "refused": refused}
    context |= doors(request)
    if request.GET.get("ended"):
        context["ended"] = {
            "idle": int(settings.IDLE_LIMIT.total_seconds() // 60),
            "hours": int(settings.SESSION_LIMIT.total_seconds() // 3600),
        }
    if settings.DEMO:
        context["demonstration_url"] = reverse("demo:cast")
    faulty = form.errors or late or (refused is not None and refused.errors)
    return page(request, "shell/sign_in.html", context, status=422 if faulty else 200)
