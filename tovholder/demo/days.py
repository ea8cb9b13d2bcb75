"""Which day it is in the story: people meet, promise and observe on days when people are at work.

The story counts its days as it is told. A day on which nobody is at work moves to the nearest one
on which they are, so that what was planned for a day still falls on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from tovholder.organisation.working_days import is_working_day

COUNTRY = "dk"
A_DAY = timedelta(days=1)


@dataclass
class StoryDay:
    """The day as it is told, and the day as it is played."""

    told: date | None = None
    played: date | None = None


_day = StoryDay()


def nearest(day: date, *, latest: date | None = None) -> date:
    """The working day nearest to a day, the earlier of two, and none after `latest`."""
    earlier = later = day
    while not is_working_day(earlier, COUNTRY):
        earlier -= A_DAY
    while not is_working_day(later, COUNTRY):
        later += A_DAY
    too_late = latest is not None and later > latest
    return earlier if too_late or day - earlier <= later - day else later


def spread(passing: Sequence[int], today: date) -> Iterator[tuple[date, date, int]]:
    """For each chapter the day it is told on, the day it is played on, and how many pass then."""
    left = sum(passing)
    for number, days in enumerate(passing, 1):
        told = today - timedelta(days=left)
        played = nearest(told, latest=today)
        left -= days
        is_last = number == len(passing)
        then = today if is_last else nearest(told + timedelta(days=days), latest=today)
        yield told, played, (then - played).days


def it_is(told: date, played: date) -> None:
    """A chapter begins."""
    _day.told, _day.played = told, played


def forget() -> None:
    """The story has been told: a day is a day again."""
    _day.told = _day.played = None


def by_the_next_day_at_work() -> date:
    """A day that, when the story has been told, is the next one at work after the day played."""
    today = timezone.localdate()
    played = _day.played or today
    after = played + A_DAY
    while not is_working_day(after, COUNTRY):
        after += A_DAY
    return today + (after - played)


def within(days: int) -> timedelta:
    """How far it is, on the day that is played, to the working day nearest to `days` later.

    What has been lies before or on the day itself. Outside the story a day is a day.
    """
    if _day.told is None or _day.played is None:
        return timedelta(days=days)
    found = nearest(_day.told + timedelta(days=days))
    return (found if days > 0 else min(found, _day.played)) - _day.played
