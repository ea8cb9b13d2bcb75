"""Dates and times as people write them, in the language of the reader.

The order of the parts is a text to translate, since Danish writes `3. december kl. 14.00`
where English writes `3 December at 14:00`.
"""

from datetime import date, datetime, time
from functools import lru_cache
from typing import TypeGuard

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.dateformat import time_format
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext


def day_text(value: date, *, weekday: bool = False, year: bool = False) -> str:
    """`3. december`, `torsdag 3. december 2026`: the year when it is not this year's."""
    local = _local_day(value)
    with_year = year or local.year != timezone.localdate().year
    if weekday and with_year:
        order = pgettext("date format with weekday and year", "l j F Y")
    elif weekday:
        order = pgettext("date format with weekday", "l j F")
    elif with_year:
        order = pgettext("date format with year", "j F Y")
    else:
        order = pgettext("date format", "j F")
    return _written(local, order, get_language())


def clock_text(value: datetime | time) -> str:
    """`14.00` in Danish, `14:00` in English."""
    local = timezone.localtime(value) if _aware(value) else value
    return _clock(time(local.hour, local.minute), pgettext("time format", "H:i"))


def moment_text(value: datetime, *, weekday: bool = False, year: bool = False) -> str:
    """A date and a time of day in one phrase."""
    return pgettext("a moment", "%(day)s at %(clock)s") % {
        "day": day_text(value, weekday=weekday, year=year),
        "clock": clock_text(value),
    }


def day(value: date | None, *, weekday: bool = False, year: bool = False) -> SafeString:
    """A `<time>` element for a date; nothing for nothing."""
    if value is None or value == "":
        return mark_safe("")
    return _element(_local_day(value).isoformat(), day_text(value, weekday=weekday, year=year))


def moment(value: datetime | None, *, weekday: bool = False, year: bool = False) -> SafeString:
    """A `<time>` element for a moment; nothing for nothing."""
    if value is None or value == "":
        return mark_safe("")
    return _element(
        value.isoformat(timespec="minutes"), moment_text(value, weekday=weekday, year=year)
    )


def clock(value: datetime | time | None) -> SafeString:
    """A `<time>` element for a time of day; nothing for nothing."""
    if value is None or value == "":
        return mark_safe("")
    return _element(value.isoformat(timespec="minutes"), clock_text(value))


def short_day_text(value: date) -> str:
    """`3. dec.`: for the axes of charts."""
    return _written(_local_day(value), pgettext("short date format", "j M"), get_language())


def month_text(value: date) -> str:
    """`dec.`: a month for the axes of charts."""
    return _written(_local_day(value), pgettext("month format", "M"), get_language())


def day_asked(asked: str) -> date | None:
    """The day somebody asks to look back at, where it is one that has come."""
    try:
        found = parse_date(asked)
    except ValueError:
        return None
    return found if found and found <= timezone.localdate() else None


def _aware(value: date | time) -> TypeGuard[datetime]:
    return isinstance(value, datetime) and timezone.is_aware(value)


def _local_day(value: date) -> date:
    local = timezone.localtime(value) if _aware(value) else value
    return local.date() if isinstance(local, datetime) else local


@lru_cache(maxsize=4096)
def _written(day: date, order: str, language: str) -> str:  # noqa: ARG001 - the names of months
    return written(day, order)


@lru_cache(maxsize=2048)
def _clock(value: time, order: str) -> str:
    return time_format(value, order)


def _element(stamp: str, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', stamp, text)
