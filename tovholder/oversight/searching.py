"""The officer's search in the trace: who looked, who did, when and on which ground."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tovholder.cases.wording import area_titles, basis_title, in_sentence, listed
from tovholder.organisation.models import profession_title
from tovholder.organisation.names import sort_key

ROWS = 50
LAST = 2**62


@dataclass(frozen=True)
class Asked:
    """What is searched for, and why."""

    purpose: str
    since: date
    until: date
    reference: str = ""
    person: UUID | None = None
    account: int | None = None


@dataclass(frozen=True)
class Found:
    """One look or deed as the officer reads it; cases by references that lead to nothing."""

    is_look: bool
    id: int
    at: datetime
    who: str
    page: str
    areas: str
    cases: list[str]
    bases: str
    refused: bool

    @property
    def mark(self) -> str:
        """Where the next page begins."""
        return f"{self.at.isoformat()}|{self.id}"


@dataclass(frozen=True)
class Somebody:
    """A person whose name fits, to choose among."""

    id: UUID
    name: str
    born: date | None


def persons_named(purpose: str, words: str) -> list[Somebody]:
    """People whose name holds every word, twenty at most; asking is on record."""
    sought = [sort_key(word) for word in words.split()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM find_in_trace(%s, %s::text[])", [purpose, sought])
        return [Somebody(*row) for row in cursor.fetchall()]


def search(asked: Asked, after: str = "") -> tuple[list[Found], str]:
    """A page of what the trace holds, the latest first, and where the next page begins."""
    moment, number = _mark(after)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM search_trace(%s, %s, %s::uuid, %s::bigint, %s, %s, %s, %s::bigint, %s)",
            [
                asked.purpose, asked.reference, asked.person, asked.account,
                _midnight(asked.since), _midnight(asked.until + timedelta(days=1)),
                moment, number, ROWS + 1,
            ],
        )  # fmt: skip
        columns = [column.name for column in cursor.description]
        rows = [_told(dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]
    return rows[:ROWS], rows[ROWS - 1].mark if len(rows) > ROWS else ""


def _told(row: dict[str, Any]) -> Found:
    title = in_sentence(profession_title(row["profession"])) if row["profession"] else ""
    return Found(
        is_look=row["kind"] == "look", id=row["id"], at=row["at"],
        who=", ".join(filter(None, (row["name"], title, row["unit"]))), page=row["page"],
        areas=area_titles(row["areas"]), cases=row["cases"],
        bases=listed(basis_title(one) for one in row["bases"]), refused=row["refused"],
    )  # fmt: skip


def _mark(after: str) -> tuple[datetime, int]:
    at, _bar, number = after.partition("|")
    try:
        return datetime.fromisoformat(at), min(int(number), LAST)
    except ValueError:
        return timezone.now() + timedelta(days=1), LAST


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
