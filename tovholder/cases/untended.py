"""Cases of one's own unit that nobody holds the rope of: for whoever leads it, and no child (S-41).

The database answers whoever leads the unit and nobody else, by colleagues and not by cases
(migration 0028). To lead opens no case: the leader asks a colleague, or names who stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from tovholder.organisation.models import Account

AWAY, GONE, NOBODY = "away", "gone", "nobody"


@dataclass(frozen=True)
class Untended:
    """Cases that are told by one colleague; `many` is None where they are fewer than three.

    `about` is away (`AWAY`) or works here no more (`GONE`) and holds their rope, or works at them
    while nobody holds it (`NOBODY`). `ask` are those of the unit who work at them now.
    """

    why: str
    about: Account
    many: int | None
    ask: Sequence[Account]


def untended_at_unit_led() -> list[Untended]:
    """What waits for somebody, by the names of the colleagues; nothing where one leads no unit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT why, account, many, ask FROM untended_at_my_unit()")
        told = cursor.fetchall()
    keys = {key for _why, account, _many, ask in told for key in (account, *ask)}
    names = {one.pk: one for one in Account.objects.filter(pk__in=keys)}
    found = [
        Untended(why, names[account], many, sorted((names[key] for key in ask), key=_by_name))
        for why, account, many, ask in told
    ]
    return sorted(found, key=lambda one: (_ORDER[one.why], *_by_name(one.about)))


def is_any_untended() -> bool:
    """Whether anything waits at the unit the reader leads."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM untended_at_my_unit())")
        (any_there,) = cursor.fetchone() or (False,)
    return bool(any_there)


_ORDER = {GONE: 0, AWAY: 1, NOBODY: 2}


def _by_name(account: Account) -> tuple[str, int]:
    return account.sort_key, account.pk
