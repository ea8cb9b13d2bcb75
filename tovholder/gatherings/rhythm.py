"""The days a team meets by its rhythm, also before anybody has called a meeting (S-54, S-56)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tovholder.catalogue import catalogue
from tovholder.catalogue.rhythms import Rhythm
from tovholder.organisation.models import Account, Forum
from tovholder.organisation.working_days import is_holiday

from .models import Meeting, Rescheduling

AHEAD = timedelta(weeks=26)
A_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class LeftOut:
    """A day of the rhythm in the municipality's own holidays, and what they are called."""

    day: date
    holiday: str


@dataclass(frozen=True)
class FixedDays:
    """A team and the days to come on which it meets by its rhythm, and those it leaves out."""

    forum: Forum
    days: Sequence[date]
    left_out: Sequence[LeftOut] = ()


@dataclass(frozen=True)
class Called:
    """The latest meeting that stands, and the latest that was called, whatever came of it.

    Each by the day it was first called for.
    """

    stands: date | None
    ever: date | None


def days_of(
    rhythm: Rhythm,
    *,
    weekday: int,
    called: Called,
    after: date,
) -> Iterator[date]:
    """The days of the rhythm after `after`, without end.

    Each meeting that was called is one of them: the nearest, so that one moved to another day or
    called off is not expected anew on the day it was moved from, and the rest stays as it is.
    """
    if called.ever is None:
        days = rhythm.days(weekday=weekday, since=after, counted_from=None)
        yield from (day for day in days if day > after)
        return
    since = min(after, called.ever) - A_MONTH * max(1, rhythm.months, rhythm.weeks // 4)
    days = rhythm.days(weekday=weekday, since=since, counted_from=called.stands)
    yield from (day for day in _past(days, called.ever) if day > after)


def _past(days: Iterator[date], met: date) -> Iterator[date]:
    """The days after the one that lies nearest to the meeting."""
    before = next(days, None)
    for day in days:
        if before is None or abs(day - met) >= abs(before - met):
            yield day
            yield from days
            return
        before = day


def fixed_days_of(forum: Forum) -> FixedDays:
    """The next days of one team."""
    return _of(Forum.objects.filter(pk=forum.pk).select_related("unit").annotate(**_called()).get())


def fixed_days_for(account: Account) -> list[FixedDays]:
    """The next days of every team somebody sits in: one question, however many there are."""
    mine = Forum.objects.of(account).teams().select_related("unit").annotate(**_called())
    return [_of(forum) for forum in mine.order_by("pk")]


def _called() -> dict[str, Subquery]:
    """When the latest meetings were first called for: moved since, they keep their place."""
    first = Rescheduling.objects.filter(meeting=OuterRef("pk"), number=1).values("was_starts_at")
    ever = (
        Meeting.objects.filter(forum=OuterRef("pk"))
        .annotate(called_for=Coalesce(Subquery(first[:1]), F("starts_at")))
        .order_by("-called_for")
    )
    stands = ever.filter(called_off__isnull=True)
    return {
        "last_standing": Subquery(stands.values("called_for")[:1]),
        "last_called": Subquery(ever.values("called_for")[:1]),
    }


def _of(forum: Any) -> FixedDays:
    kind, today = forum.described, timezone.localdate()
    if kind is None or kind.rhythm is None:
        return FixedDays(forum, [])
    called = Called(_day(forum.last_standing), _day(forum.last_called))
    days = days_of(kind.rhythm, weekday=forum.weekday, called=called, after=today)
    coming = list(takewhile(lambda day: day <= today + AHEAD, days))
    holiday = catalogue().municipality.holiday_on
    return FixedDays(
        forum,
        [day for day in coming if meets(day, forum.unit.country)],
        [LeftOut(day, found.name) for day in coming if (found := holiday(day))],
    )


def meets(day: date, country: str) -> bool:
    """Whether a day of the rhythm is kept: neither a public holiday nor one of our own."""
    return not is_holiday(day, country) and catalogue().municipality.holiday_on(day) is None


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
