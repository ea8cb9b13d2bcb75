"""What is mine: language and password; and who can see what, for everyone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tovholder.organisation.access import account_of, open_to_all, signed_in
from tovholder.organisation.actions import choose_language
from tovholder.organisation.elsewhere import providers
from tovholder.organisation.models import Account
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import LanguageForm, PasswordForm
from ..signing import own_address

A_YEAR = 365 * 24 * 60 * 60


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Name, place of work, language."""
    form = LanguageForm(initial={"language": translation.get_language(), "next": request.path})
    context = {"form": form, "password_url": reverse("shell:password"), "there": providers()}
    return page(request, "shell/me.html", context)


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the pages in another language: on the account, or in a cookie for whoever has none."""
    form = LanguageForm(request.POST)
    response = go(request, own_address(request, request.POST.get("next", "")))
    if not form.is_valid():
        return response
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, Account):
        choose_language(account=request.user, language=chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response


@signed_in
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Choose a new password."""
    account = account_of(request)
    form = PasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        actions.choose_password(request, password=form.cleaned_data["password_new"], by=account)
        return go(request, "shell:me", message=_("Your new password holds from now on."))
    status = 422 if form.errors else 200
    return page(request, "shell/password.html", {"form": form}, status=status)


@open_to_all
def seeing(request: HttpRequest) -> HttpResponse:
    """Who can see what, in plain words."""
    return page(request, "shell/seeing.html")


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    """What holds for people who see, hear or move otherwise, and what nobody has tried yet."""
    return page(request, "shell/accessibility.html")
