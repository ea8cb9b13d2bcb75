"""The first times when everybody chosen can come, and how long that is to wait (S-56)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.db import connection
from django.utils import timezone

from tovholder.organisation.models import Account
from tovholder.organisation.working_days import is_working_day

MANY = 4
AHEAD = 90  # days
OPENS, NOON, CLOSES = time(8), time(12), time(16)
STEP = timedelta(minutes=30)
A_DAY = timedelta(days=1)

Busy = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True)
class FreeTime:
    """A time when everybody can, on the clock of the place; `waits`: how many days from today."""

    starts: datetime
    ends: datetime
    waits: int

    @property
    def key(self) -> str:
        """As a form sends it."""
        return self.starts.strftime("%Y-%m-%dT%H:%M")


def free_times(accounts: Iterable[Account], *, lasts: timedelta, by: Account) -> list[FreeTime]:
    """The first times from tomorrow on; none without anybody to ask for."""
    asked = [account.pk for account in accounts]
    if not asked:
        return []
    today = timezone.localdate()
    country = by.professional.unit.country if by.is_professional else ""
    free = _free(busy_times(asked, today), today, lasts, country)
    return list(islice(free, MANY))


def busy_times(accounts: Sequence[int], today: date) -> Busy:
    """When any of them is taken: bare times, which is all the database tells."""
    since = _at(today, time())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT starts, ends FROM busy_times(%s::bigint[], %s, %s)",
            [list(accounts), since, since + (AHEAD + 1) * A_DAY],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _free(busy: Busy, today: date, lasts: timedelta, country: str) -> Iterator[FreeTime]:
    """Before noon and after noon of each working day, the first time that nothing touches."""
    for number in range(1, AHEAD + 1):
        day = today + number * A_DAY
        if not is_working_day(day, country):
            continue
        for opens, closes in ((OPENS, NOON), (NOON, CLOSES)):
            starts = _first(busy, _at(day, opens), _at(day, closes), lasts, _at(day, CLOSES))
            if starts is not None:
                yield FreeTime(starts, starts + lasts, number)


def _first(
    busy: Busy, starts: datetime, before: datetime, lasts: timedelta, closes: datetime
) -> datetime | None:
    """The first beginning before `before` of a time that nothing touches, over by `closes`."""
    while starts < before and starts + lasts <= closes:
        if not any(begins < starts + lasts and ends > starts for begins, ends in busy):
            return starts
        starts += STEP
    return None


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
