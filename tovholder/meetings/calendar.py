"""A meeting as people's own calendars read it (iCalendar, RFC 5545). Pure: no database, no page.

A calendar lies on telephones and at companies outside the house, so an event tells when, and
nothing else: never a child's name, what the meeting is for, how it is held or, at a meeting about
a child, where. Who wants to know more follows the address and signs in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .book import FORUM
from .table import AnyMeeting
from .table.sides import Company

CONTENT = "text/calendar; charset=utf-8"
PRODUCT = "-//Tovholder//Tovholder//EN"
ZONES = {"no": "Europe/Oslo"}
OTHERWISE = "Europe/Copenhagen"
ASKED_AGAIN = timedelta(hours=1)
"""How often a calendar may well read a feed anew."""

# Written as rules: lists of single days are read wrongly by some calendars.
CLOCK = """BEGIN:VTIMEZONE
TZID:%s
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
"""Denmark's and Norway's clock, as it has been since 1996."""


@dataclass(frozen=True)
class Happening:
    """One line of a calendar: at a time of day, or with dates alone for a whole day.

    `key` names it within the house and is never shown: the calendar sees a keyed hash of it.
    `revision` counts its changes; `changed_at` is the last of them.
    """

    key: str
    title: str
    starts: datetime | date
    ends: datetime | date
    path: str
    changed_at: datetime
    revision: int = 0
    place: str = ""
    called_off: bool = False
    country: str = ""


def happening(meeting: AnyMeeting) -> Happening:
    """A meeting of either book, read `with_revision`, on the clock of where it was called."""
    caller = meeting.called_by
    return Happening(
        key=f"{meeting.book.label}:{meeting.pk}",
        title=title_of(meeting),
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        path=meeting.get_absolute_url(),
        changed_at=meeting.revised_at,
        revision=meeting.revision,
        place=meeting.place if meeting.book.name == FORUM else "",
        called_off=meeting.is_called_off,
        country=caller.professional.unit.country if caller.is_professional else "",
    )


def title_of(meeting: AnyMeeting) -> str:
    """What stands in the calendar: of professionals alone, or with the family."""
    alone = getattr(meeting, "company", Company.PROFESSIONALS) == Company.PROFESSIONALS
    title = _("Collaboration meeting") if alone else _("Meeting")
    return _("Called off: %(title)s") % {"title": title} if meeting.is_called_off else title


def written(
    happenings: Iterable[Happening], *, house: str, name: str = "", alarms: Iterable[int] = ()
) -> bytes:
    """A calendar of these, as a file. `house` is the house's own address, with its scheme.

    `alarms` are so many minutes before: at every meeting that stands, and at no whole day.
    """
    before = list(alarms)
    shown = list(happenings)
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for zone in _zones(shown):
        calendar.add_component(zone)
    for one in shown:
        event = _event(one, house)
        if _takes_time(one):
            for minutes in before:
                event.add_component(_alarm(minutes, one.title))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid_of(key: str, house: str) -> str:
    """The same for a meeting as long as it lives, and nothing about it."""
    hashed = salted_hmac("tovholder.meetings.calendar", key, algorithm="sha256").hexdigest()
    return f"{hashed[:40]}@{urlsplit(house).hostname}"


def _event(one: Happening, house: str) -> icalendar.Event:
    event = icalendar.Event()
    url = urljoin(house, one.path)
    event.add("uid", uid_of(one.key, house))
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("sequence", one.revision)
    event.add("summary", one.title)
    event.add("dtstart", _there(one.starts, one.country))
    event.add("dtend", _there(one.ends, one.country))
    event.add("status", "CANCELLED" if one.called_off else "CONFIRMED")
    event.add("transp", "OPAQUE" if _takes_time(one) else "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("url", url)
    # Some calendars show no address of their own.
    event.add("description", _("Sign in to read what it is about: %(url)s") % {"url": url})
    if one.place:
        event.add("location", one.place)
    return event


def _alarm(minutes: int, title: str) -> icalendar.Alarm:
    """What a telephone shows on a locked screen: a word or two, as the event itself."""
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -timedelta(minutes=minutes))
    return alarm


def _takes_time(one: Happening) -> bool:
    return isinstance(one.starts, datetime) and not one.called_off


def _there(moment: datetime | date, country: str) -> datetime | date:
    """A moment on the clock of the place; a whole day as it is."""
    if isinstance(moment, datetime):
        return moment.astimezone(ZoneInfo(_zone_in(country)))
    return moment


def _zone_in(country: str) -> str:
    return ZONES.get(country, OTHERWISE)


def _zones(happenings: Iterable[Happening]) -> list[icalendar.Component]:
    """The rules of the clocks the lines are told by."""
    named = {_zone_in(one.country) for one in happenings if isinstance(one.starts, datetime)}
    return [icalendar.Timezone.from_ical(CLOCK % zone) for zone in sorted(named)]
