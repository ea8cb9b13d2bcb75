"""The days a team meets by its rhythm, also before anybody has called a meeting (S-54, S-56)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from tovholder.organisation.models import Account, Forum
from tovholder.organisation.working_days import is_holiday

from .models import Meeting

A_WEEK = 7
AHEAD = timedelta(weeks=26)


@dataclass(frozen=True)
class FixedDays:
    """A team and the days to come on which it meets by its rhythm."""

    forum: Forum
    days: Sequence[date]


def days_of(
    *, weekday: int, every_days: int, last: date | None, after: date, country: str
) -> Iterator[date]:
    """The days after `after`, without end, but public holidays.

    `last` is the day of the latest meeting that is called: what lies before it is agreed upon
    already. A rhythm of several weeks counts from there and is unknown without it, as is one
    that is no whole number of weeks.
    """
    weeks, rest = divmod(every_days, A_WEEK)
    if not weeks or rest or (last is None and weeks > 1):
        return
    day = _weekday_of_week(last, weekday) if last else _weekday_of_week(after, weekday)
    latest = max(after, last) if last else after
    while True:
        if day > latest and not is_holiday(day, country):
            yield day
        day += timedelta(weeks=weeks)


def fixed_days_of(forum: Forum) -> FixedDays:
    """The next days of one team."""
    called = Meeting.objects.of(forum).filter(called_off__isnull=True).order_by("-starts_at")
    return _of(forum, called.values_list("starts_at", flat=True).first())


def fixed_days_for(account: Account) -> list[FixedDays]:
    """The next days of every team somebody sits in: one question, however many there are."""
    called = Meeting.objects.filter(forum=OuterRef("pk"), called_off__isnull=True)
    last = Subquery(called.order_by("-starts_at").values("starts_at")[:1])
    mine = Forum.objects.of(account).teams().select_related("unit").annotate(last=last)
    return [_of(forum, forum.last) for forum in mine.order_by("pk")]


def _of(forum: Forum, last: datetime | None) -> FixedDays:
    kind, today = forum.described, timezone.localdate()
    days = days_of(
        weekday=forum.weekday,
        every_days=kind.every_days if kind else 0,
        last=timezone.localdate(last) if last else None,
        after=today,
        country=forum.unit.country,
    )
    return FixedDays(forum, list(takewhile(lambda day: day <= today + AHEAD, days)))


def _weekday_of_week(day: date, weekday: int) -> date:
    """The given weekday of the week a day lies in."""
    return day + timedelta(days=weekday - day.weekday())
