"""Coming in, going out, and the password one comes in with. The only file here that writes."""

from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account


@transaction.atomic
def sign_in(request: HttpRequest, *, account: Account) -> None:
    """Begin a session for an account that has shown who it is."""
    login(request, account, backend="tovholder.shell.signing.Keys")
    trace("shell.sign_in", by=account, about=account)


@transaction.atomic
def sign_out(request: HttpRequest, *, by: Account) -> None:
    """End the session."""
    trace("shell.sign_out", by=by, about=by)
    logout(request)


@transaction.atomic
def choose_password(request: HttpRequest, *, password: str, by: Account) -> None:
    """Give the account a new password; this session goes on, every other one ends."""
    by.set_password(password)
    by.first_password_until = by.first_password_by = None
    by.save(update_fields=["password", "first_password_until", "first_password_by"])
    update_session_auth_hash(request, by)
    trace("shell.choose_password", by=by, about=by)
