"""Coming in, going out, and what one comes in with. The only file here that writes."""

from typing import Any

from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from tovholder.audit.trace import trace
from tovholder.organisation.fresh import Shown
from tovholder.organisation.models import LEVEL_OF, Account, Level, Method, SignIn

from .signing import device


@transaction.atomic
def sign_in(
    request: HttpRequest,
    *,
    account: Account,
    method: Method,
    level: Level | None = None,
    provider: str = "",
) -> None:
    """Begin a session for an account that has shown who it is, and keep how."""
    login(request, account, backend="tovholder.shell.signing.Keys")
    level = level or LEVEL_OF[method]
    _keep(request, account, method, level, provider)
    trace("shell.sign_in", by=account, about=account, detail={"method": method, "level": level})


def begin(sender: object, *, request: HttpRequest, user: Any, **_more: object) -> None:  # noqa: ARG001 Django's signal
    """Let no session be without how it began: what nobody says more of is the demonstration's."""
    method = Method.DEMONSTRATION
    _keep(request, user, method, LEVEL_OF[method])


def _keep(
    request: HttpRequest, account: Account, method: Method, level: Level, provider: str = ""
) -> None:
    shown = Shown.now(
        account=account.pk, method=method, level=level, device=device(request), provider=provider
    )
    shown.keep(request.session)


@transaction.atomic
def prove_again(
    request: HttpRequest,
    *,
    by: Account,
    method: Method,
    level: Level | None = None,
    provider: str = "",
) -> None:
    """Note that whoever is signed in has shown once more who they are, under a new key."""
    level = level or LEVEL_OF[method]
    shown = Shown.in_session(request.session)
    if shown is None:
        raise RuntimeError("A session without how it began.")
    shown.proved_again(method=method, level=level, provider=provider).keep(request.session)
    request.session.cycle_key()
    trace("shell.prove_again", by=by, about=by, detail={"method": method, "level": level})


@transaction.atomic
def sign_out(request: HttpRequest, *, by: Account) -> None:
    """End the session."""
    trace("shell.sign_out", by=by, about=by)
    logout(request)


@transaction.atomic
def end_sign_in(*, sign_in: SignIn, by: Account) -> None:
    """End one of one's own sign-ins; pages that lie open there close at once."""
    sign_in.delete()
    trace("shell.end_sign_in", by=by, about=by)


@transaction.atomic
def end_other_sign_ins(request: HttpRequest, *, by: Account) -> int:
    """End every sign-in of `by` but this one, and tell how many they were."""
    others = SignIn.objects.of(by).exclude(session_key=request.session.session_key)
    ended = others.delete()[0]
    trace("shell.end_other_sign_ins", by=by, about=by, detail={"ended": ended})
    return ended


@transaction.atomic
def choose_password(request: HttpRequest, *, password: str, by: Account) -> None:
    """Give the account a new password; this session goes on, every other one ends."""
    by.set_password(password)
    by.first_password_until = by.first_password_by = None
    by.save(update_fields=["password", "first_password_until", "first_password_by"])
    update_session_auth_hash(request, by)
    trace("shell.choose_password", by=by, about=by)
