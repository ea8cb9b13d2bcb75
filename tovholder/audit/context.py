"""Whose eyes the database sees with.

Row-level security asks `current_account()`, which reads a setting of the running transaction.
It is always set for the transaction alone: a setting of the session would travel to the next
request through a reused connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import connection, transaction


class Actor(Protocol):
    """Anyone who signs in; audit needs the key alone."""

    pk: Any


def set_account(account: Actor | None) -> None:
    """Let the running transaction see what `account` may see; None sees nothing."""
    if not connection.in_atomic_block:
        raise RuntimeError("The account is set for a transaction, and none is open.")
    value = "" if account is None or account.pk is None else str(account.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tovholder.account', %s, true)", [value])


@contextmanager
def acting(account: Actor | None) -> Iterator[None]:
    """Open a transaction in which the database sees with the eyes of `account`.

    The eyes from before come back at the end, so that two people may act in turn in one test.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('tovholder.account', true)")
            before = cursor.fetchone()[0] or ""
        set_account(account)
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('tovholder.account', %s, true)", [before])
