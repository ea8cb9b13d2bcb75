"""Acts that need a fresh strong sign-in: declared beside the right, asked for in the middle.

A sign-in says how and when its holder last showed who they are. It lies in the session, and is
written when they do and never else (shell/actions.py).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .access import View, account_of
from .elsewhere import Provider, providers
from .models import Account, Identity, Level, Method, OneTimeCodes, Passkey

KEY = "shown"


class FreshSignInNeeded(Exception):
    """What is asked for needs a sign-in that is fresh and strong; answered by shell/errors.py."""


@dataclass(frozen=True)
class Shown:
    """How somebody came in, when they were last here, and when they last showed who they are."""

    id: str
    account: int
    method: str
    level: str
    device: str
    began: str
    seen: str
    proved: str
    provider: str = ""

    @classmethod
    def now(
        cls, *, account: int, method: Method, level: Level, device: str, provider: str = ""
    ) -> Self:
        """Somebody who has shown it this moment."""
        at = timezone.now().isoformat()
        return cls(str(uuid4()), account, method, level, device, at, at, at, provider)

    @classmethod
    def in_session(cls, session: SessionBase | dict[str, Any]) -> Self | None:
        """What the session keeps; None where nobody came in."""
        kept = session.get(KEY)
        return cls(**kept) if kept else None

    def keep(self, session: SessionBase) -> None:
        """Let the session keep it."""
        session[KEY] = asdict(self)

    def proved_again(self, *, method: Method, level: Level, provider: str = "") -> Self:
        """The same sign-in, after somebody has shown once more who they are."""
        at = timezone.now().isoformat()
        there = provider or self.provider
        return replace(self, method=method, level=level, seen=at, proved=at, provider=there)

    def seen_now(self) -> Self:
        """The same sign-in, in use this moment."""
        return replace(self, seen=timezone.now().isoformat())

    @property
    def ends(self) -> datetime:
        """When it ends by itself: after so long without use, and after so long in any case."""
        idle = datetime.fromisoformat(self.seen) + settings.IDLE_LIMIT
        return min(idle, datetime.fromisoformat(self.began) + settings.SESSION_LIMIT)

    def is_fresh(self, minutes: int, *, strong: bool = True) -> bool:
        """Whether it was shown no longer ago than this, and strongly enough where that is asked."""
        since = timezone.now() - datetime.fromisoformat(self.proved)
        return (self.is_strong or not strong) and since < timedelta(minutes=minutes)

    @property
    def is_strong(self) -> bool:
        """Whether more than a password was shown, where the municipality asks for that."""
        return not settings.STRONG_SIGN_IN or Level(self.level).reaches(Level.SUBSTANTIAL)


def fresh_sign_in(view: View) -> View:
    """For what must not be done by whoever finds a screen open: within FRESH_MINUTES, strongly.

    Stands inside the door, so that whom the door refuses is never asked. A form is asked for
    before it is shown; one that was sent too late is kept while its sender shows who they are.
    """
    return _guarded(view, begins=False)


def fresh_to_begin(view: View) -> View:
    """The same, where one-time codes and passkeys are begun: strongly for who has them already.

    Whoever has neither begins with the password, or nobody ever could.
    """
    return _guarded(view, begins=True)


def has_more_than_a_password(account: Account) -> bool:
    """Whether the account has one-time codes, a passkey or a sure provider; asked of oneself."""
    codes = OneTimeCodes.objects.filter(account=account, ended_at=None)
    keys = Passkey.objects.standing().filter(account=account)
    return codes.exists() or keys.exists() or any(one.may_be_strong for one in connected(account))


def connected(account: Account) -> list[Provider]:
    """The providers an account is connected at, of those the operator has; asked of oneself."""
    known = providers()
    if not known:
        return []
    found = Identity.objects.standing().filter(account=account)
    keys = set(found.values_list("provider", flat=True))
    return [one for one in known if one.key in keys]


def _guarded(view: View, *, begins: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = Shown.in_session(request.session)
        weakly = settings.STRONG_SIGN_IN and begins
        strong = not weakly or has_more_than_a_password(account_of(request))
        if shown is None or not shown.is_fresh(settings.FRESH_MINUTES, strong=strong):
            raise FreshSignInNeeded
        return view(request, *args, **kwargs)

    guarded.needs_fresh_sign_in = True  # type: ignore[attr-defined] # a mark on the function
    return guarded
