"""Coming in and going out."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tovholder.organisation.access import open_to_all
from tovholder.organisation.models import Account, Method
from tovholder.ui.pages import go, page

from .. import actions, typed
from ..errors import lost_nothing
from ..forms import SignInForm
from ..signing import own_address, recognise


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
    actions.sign_in(request, account=account, method=Method.PASSWORD)
    if kept := typed.unseal(form.cleaned_data["kept"]):
        return lost_nothing(request, kept, may_send=True)
    return go(request, wanted)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. Pages are `no-store` and ask again, so none stays to be gone back to.

    The header Clear-Site-Data is left out: Chromium may hold the answer for seconds, or for good
    (https://issues.chromium.org/issues/40233601).
    """
    if isinstance(request.user, Account):
        actions.sign_out(request, by=request.user)
    return go(request, "shell:sign_in", message=_("You are signed out."))


def _asked(request: HttpRequest, form: SignInForm) -> HttpResponse:
    kept = typed.unseal(form.data.get("kept", "")) if form.is_bound else None
    context: dict[str, Any] = {"form": form, "typed": kept}
    if request.GET.get("ended"):
        context["ended"] = {
            "idle": int(settings.IDLE_LIMIT.total_seconds() // 60),
            "hours": int(settings.SESSION_LIMIT.total_seconds() // 3600),
        }
    if settings.DEMO:
        context["demonstration_url"] = reverse("demo:cast")
    return page(request, "shell/sign_in.html", context, status=422 if form.errors else 200)
