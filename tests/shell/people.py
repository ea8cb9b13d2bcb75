"""Accounts for the shell's own tests."""

from tovholder.organisation.actions import add_account
from tovholder.organisation.models import Account

PASSWORD = "fire små ord om aftenen"


def someone(username: str, *, is_administrator: bool = False, language: str = "da") -> Account:
    """An account with the password of these tests."""
    return add_account(
        username=username,
        name=username.title(),
        password=PASSWORD,
        language=language,
        is_administrator=is_administrator,
    )
