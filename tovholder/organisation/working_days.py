"""The days on which the municipality is at work, in both countries."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
CALENDARS = {"dk": "DK", "no": "NO"}
OTHERWISE = "dk"


def is_holiday(day: date, country: str) -> bool:
    """Whether a day is a public holiday there; Sundays are none by themselves."""
    return day in _holidays(CALENDARS.get(country, CALENDARS[OTHERWISE]))


def is_working_day(day: date, country: str) -> bool:
    """Whether people are at work on a day."""
    return day.weekday() < SATURDAY and not is_holiday(day, country)


def working_days_after(day: date, days: int, country: str) -> date:
    """The last day of a time limit of so many working days that begins the day after `day`."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, country)
    return day


@cache
def _holidays(code: str) -> holidays.HolidayBase:
    return holidays.country_holidays(code)
