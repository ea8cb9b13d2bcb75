"""Who may ask for a page that is not about one case.

Every view says which door it stands behind; a guard refuses a URL whose view says nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.ui.declare import open_to_all

from .models import Membership

View = Callable[..., HttpResponse]

__all__ = [
    "View",
    "administrator_only",
    "forum_member",
    "open_to_all",
    "professional_only",
    "signed_in",
]


def declare(view: View, right: str) -> View:
    """Write on the view which door it stands behind."""
    view.declares = right  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """For anyone with an account; others are asked to sign in and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return declare(guarded, "signed in")


def professional_only(view: View) -> View:
    """For people at work."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_professional:  # type: ignore[union-attr]
            raise PermissionDenied(_("This page is for people who work in the municipality."))
        return view(request, *args, **kwargs)

    return declare(signed_in(guarded), "professional")


def administrator_only(view: View) -> View:
    """For those who keep units and accounts in order; others are told nothing is here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_administrator:  # type: ignore[union-attr]
            raise Http404
        return view(request, *args, **kwargs)

    return declare(signed_in(guarded), "administrator")


def forum_member(kind: str) -> Callable[[View], View]:
    """For those who sit in a forum of this kind; the view receives their memberships."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            memberships = list(
                Membership.objects.current()
                .filter(account=request.user.pk, forum__kind=kind)
                .select_related("forum", "forum__unit")
            )
            if not memberships:
                raise Http404
            return view(request, *args, memberships=memberships, **kwargs)

        return declare(signed_in(guarded), f"forum:{kind}")

    return decorate
