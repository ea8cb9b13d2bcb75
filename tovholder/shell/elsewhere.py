"""What is halfway in while somebody is at a provider: a signed word in their own browser."""

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from tovholder.organisation.elsewhere import provider_called, providers

SALT = "tovholder.shell.elsewhere"
SECONDS = 10 * 60
COOKIE = "__Host-elsewhere" if settings.PRODUCTION else "elsewhere"
LONGEST_NEXT = 1500  # a cookie holds no more than four thousand
KEPT = "kept elsewhere"


@dataclass(frozen=True)
class Half:
    """At which provider, for which account (0 where nobody is signed in), and where to then."""

    state: str
    provider: str
    account: int
    connects: bool
    next: str
    at: float

    @classmethod
    def now(cls, provider: str, *, account: int, next_: str, connects: bool = False) -> Self:
        """One that begins this moment, with a state nobody can guess."""
        wanted = next_ if len(next_) <= LONGEST_NEXT else ""
        return cls(secrets.token_urlsafe(32), provider, account, connects, wanted, time.time())

    @classmethod
    def of(cls, request: HttpRequest, provider: str) -> Self | None:
        """The one this browser began at this provider, as long as it is answered in time.

        None where the answer is not to it: another browser's, another provider's, or none's.
        """
        try:
            kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
        except signing.BadSignature:
            return None
        half = cls(**kept)
        answered = request.GET.get("state", "").encode()
        known = secrets.compare_digest(half.state.encode(), answered)
        return half if known and half.provider == provider else None

    @property
    def anew_since(self) -> float | None:
        """From when they must have shown it, where whoever is signed in shows it once more."""
        return self.at if self.account else None

    def keep(self, response: HttpResponse, request: HttpRequest) -> None:
        """Let the browser carry it to the provider and back."""
        response.set_cookie(
            COOKIE,
            signing.dumps(asdict(self), salt=SALT, compress=True),
            max_age=SECONDS,
            secure=settings.PRODUCTION or request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def doors(request: HttpRequest) -> dict[str, Any]:
    """The providers at the door, for whom they are; what was said there; which one was left."""
    known = providers()
    return {
        "staff": [one for one in known if one.people == "staff"],
        "family": [one for one in known if one.people == "family"],
        "said": request.GET.get("said", ""),
        "left": provider_called(request.GET.get("left", "")),
    }


def forget(response: HttpResponse) -> HttpResponse:
    """The answer with nothing halfway in any more."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
