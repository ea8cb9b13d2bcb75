"""Who may ask for a page that is not about one case.

Every view says which door it stands behind; a guard refuses a URL whose view says nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tovholder.ui.declare import declared, open_to_all
from tovholder.ui.pages import asks_for_part

from .models import Account, Membership, Officer

View = Callable[..., HttpResponse]

__all__ = [
    "View",
    "account_of",
    "administrator_only",
    "asked_to_sign_in",
    "case_forum_member",
    "is_officer",
    "leader_only",
    "leads_unit",
    "officer_only",
    "open_to_all",
    "professional_only",
    "signed_in",
]


def account_of(request: HttpRequest) -> Account:
    """Whose request it is. Raises TypeError behind a door that does not ask people to sign in."""
    account = request.user
    if not isinstance(account, Account):
        raise TypeError("Nobody is signed in: the view must declare who may come in.")
    return account


def signed_in(view: View) -> View:
    """For anyone with an account; others are asked to sign in and come back.

    A page that is open and asks for a part is told with 401: it covers what it shows, and says
    why, where going to sign in would take half a sentence with it (ui/recheck.js).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method == "GET" and asks_for_part(request):
                return HttpResponse(status=401)
            return asked_to_sign_in(request, request.get_full_path())
        if _chooses_password_first(request):
            return redirect(settings.FIRST_PASSWORD_URL)
        return view(request, *args, **kwargs)

    return declared(guarded, "signed in")


def asked_to_sign_in(request: HttpRequest, back_to: str) -> HttpResponseRedirect:
    """The way to the door and back; whoever held a sign-in that has ended is told so there."""
    answer = redirect_to_login(back_to)
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return HttpResponseRedirect(f"{answer.url}&ended=yes")
    return answer


def _chooses_password_first(request: HttpRequest) -> bool:
    """Whoever came in with a password somebody else made chooses their own before anything."""
    own = reverse(settings.FIRST_PASSWORD_URL)
    return account_of(request).has_first_password and request.path != own


def professional_only(view: View) -> View:
    """For people at work."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not account_of(request).is_professional:
            raise PermissionDenied(_("This page is for people who work in the municipality."))
        return view(request, *args, **kwargs)

    return declared(signed_in(guarded), "professional")


def leads_unit(account: Account) -> bool:
    """Whether somebody leads the unit they work at."""
    return account.is_professional and account.professional.is_leader


def leader_only(view: View) -> View:
    """For whoever leads the unit they work at."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not leads_unit(account_of(request)):
            raise PermissionDenied(_("This page is for whoever leads the unit."))
        return view(request, *args, **kwargs)

    return declared(signed_in(guarded), "leader")


def administrator_only(view: View) -> View:
    """For those who keep units and accounts in order; others are told nothing is here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not account_of(request).is_administrator:
            raise Http404
        return view(request, *args, **kwargs)

    return declared(signed_in(guarded), "administrator")


def is_officer(account: Account) -> bool:
    """Whether somebody is data-protection officer now."""
    return Officer.objects.current().filter(account=account.pk).exists()


def officer_only(view: View) -> View:
    """For the data-protection officer; others are told nothing is here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_officer(account_of(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return declared(signed_in(guarded), "officer")


def case_forum_member(view: View) -> View:
    """For those who sit in forums that take up cases; the view receives their memberships."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        memberships = list(
            Membership.objects.current()
            .where_cases_are_held()
            .filter(account=request.user.pk)
            .select_related("forum", "forum__unit")
        )
        if not memberships:
            raise Http404
        return view(request, *args, memberships=memberships, **kwargs)

    return declared(signed_in(guarded), "forum:cases")
