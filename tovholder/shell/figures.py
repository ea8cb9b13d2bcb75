"""What whoever leads a unit is told of it in numbers: what each carries, and how long people wait.

Never a child (S-56): the database answers whoever leads the unit and nobody else, and tells no
number under three.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from tovholder.organisation.models import Professional

FEWEST = 3
"""The lowest number that is told: with fewer, somebody could guess whom it is about."""


@dataclass(frozen=True)
class Load:
    """One person's share; None where there are fewer than three, or none."""

    professional: Professional
    coordinates: int | None
    meets: int | None
    overdue: int | None


def load_of_unit_led() -> list[Load]:
    """Everyone at the unit the reader leads, in the order of names; nobody where they lead none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT account, coordinates, meets, overdue FROM load_of_my_unit()")
        told = {row[0]: row[1:] for row in cursor.fetchall()}
    people = Professional.objects.named().filter(account__in=told)
    return [Load(one, *told[one.account_id]) for one in people]


@dataclass(frozen=True)
class Waiting:
    """How many wait for one thing: under two weeks, up to six, longer; None under three."""

    awaited: str
    spans: tuple[int | None, ...]


def waiting_at_unit_led() -> list[Waiting]:
    """How long people wait at the unit the reader leads; nothing where they lead none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT awaited, span, many FROM waiting_at_my_unit() ORDER BY span")
        told = cursor.fetchall()
    return [
        Waiting(awaited, tuple(many for one, _span, many in told if one == awaited))
        for awaited in ("triage", "coordinator", "meeting")
        if told
    ]
