"""Whose eyes the database sees with.

Row-level security asks `current_account()`, which reads a setting of the running transaction.
It is always set for the transaction alone: a setting of the session would travel to the next
request through a reused connection.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction

# Which case the running request has opened, and through which seats.
_opened: ContextVar[tuple[UUID, tuple[UUID, ...]] | None] = ContextVar("opened", default=None)
# Which cases and concerns the running request has shown, and which areas of them.
_seen: ContextVar[tuple[frozenset[UUID], frozenset[str]]] = ContextVar(
    "seen", default=(frozenset(), frozenset())
)


# What was asked once about those whose eyes these are.
_asked: ContextVar[dict[str, Any] | None] = ContextVar("asked", default=None)


class Actor(Protocol):
    """Anyone who signs in; audit needs the key alone."""

    pk: Any


def set_account(account: Actor | None) -> None:
    """Let the running transaction see what `account` may see; None sees nothing."""
    if not connection.in_atomic_block:
        raise RuntimeError("The account is set for a transaction, and none is open.")
    _opened.set(None)
    _seen.set((frozenset(), frozenset()))
    _see_as("" if account is None or account.pk is None else str(account.pk))


def _see_as(account: str) -> None:
    """Set whose eyes they are; what those eyes may see is reckoned anew (cases, migration 0004)."""
    forget_asked()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('tovholder.account', %s, true),"
            " set_config('tovholder.seats_written', clock_timestamp()::text, true)",
            [account],
        )


def asked() -> dict[Any, Any]:
    """What was asked about these eyes already, to be kept until they are another's."""
    known = _asked.get()
    if known is None:
        known = {}
        _asked.set(known)
    return known


def forget_asked() -> None:
    """Let what these eyes may see be asked again: something it rests on was written."""
    _asked.set(None)


def remember_seats(case_id: UUID, seat_ids: Iterable[UUID]) -> None:
    """Let what is done from here on be traced with the seats that opened the case."""
    _opened.set((case_id, tuple(seat_ids)))


def seats_at(case_id: UUID | None) -> tuple[UUID, ...]:
    """The seats that opened this case; without a case, those that opened the last one."""
    opened = _opened.get()
    if opened is None or (case_id is not None and case_id != opened[0]):
        return ()
    return opened[1]


def remember_seen(case_ids: Iterable[UUID], areas: Iterable[str]) -> None:
    """Let the page that comes of this request ask later whether it may still be seen."""
    ids, known = _seen.get()
    _seen.set((ids.union(case_ids), known.union(areas)))


def seen() -> tuple[frozenset[UUID], frozenset[str]]:
    """The cases and concerns this request has shown so far, and the areas of them."""
    return _seen.get()


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
        _see_as(before)
