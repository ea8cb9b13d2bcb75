"""What is told again just before people meet: the working day before, and on the day itself.

A reminder is a line of somebody's day and nothing that is sent. Who has not prepared is asked once
more, the day before; on the day itself the way is there, and nobody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.gatherings.models import Meeting as Gathering
from tovholder.meetings.models import Meeting
from tovholder.meetings.replying import Answers
from tovholder.meetings.table import AnyMeeting
from tovholder.organisation.models import Account
from tovholder.organisation.working_days import is_working_day
from tovholder.ui.dates import clock_text, day_text

from .entries import Entry, tap

A_DAY = timedelta(days=1)
Met = TypeVar("Met", bound=AnyMeeting)


def divided(
    meetings: Iterable[Met], account: Account, now: datetime
) -> tuple[list[Met], list[Met]]:
    """The meetings that are told of again now, and the others."""
    found = list(meetings)
    country = account.professional.unit.country if account.is_professional else ""
    soon = [meeting for meeting in found if is_soon(meeting, now, country)]
    return soon, [meeting for meeting in found if meeting not in soon]


def is_soon(meeting: AnyMeeting, now: datetime, country: str = "") -> bool:
    """Whether a meeting is near enough to be told of again; one that is over is not."""
    if meeting.is_called_off or meeting.ends_at < now:
        return False
    days = catalogue().municipality.reminders.my_day
    return told_from(timezone.localdate(meeting.starts_at), days, country) <= _day(now)


def told_from(day: date, days: int, country: str) -> date:
    """So many working days before a day: Friday, where one meets on Monday."""
    while days:
        day -= A_DAY
        days -= is_working_day(day, country)
    return day


def reminders(
    meetings: Iterable[Meeting], answers: Mapping[UUID, Answers], now: datetime
) -> list[Entry]:
    """Whom I meet today and the next working day."""
    return [
        Entry(
            sentence=_("%(when)s: meeting about %(child)s")
            % {"when": when(meeting, now), "child": meeting.case.person.name},
            hint=_hint(meeting, now),
            action=_("Prepare") if _to_prepare(meeting, now) else _("Open the meeting"),
            url=meeting.address("preparation" if _to_prepare(meeting, now) else "meeting"),
            answers=str(answers.get(meeting.pk, "")),
            tap=tap(meeting),
            case_id=meeting.case_id,
        )
        for meeting in meetings
    ]


def reminders_of_teams(
    gatherings: Iterable[Gathering], answers: Mapping[UUID, Answers], now: datetime
) -> list[Entry]:
    """Which of my teams meet today and the next working day."""
    return [
        Entry(
            sentence=_("%(when)s: %(team)s meets")
            % {"when": when(gathering, now), "team": gathering.forum.name},
            hint=gathering.place,
            action=_("Open the meeting"),
            url=gathering.address("meeting"),
            answers=str(answers.get(gathering.pk, "")),
            tap=tap(gathering),
        )
        for gathering in gatherings
    ]


def when(meeting: AnyMeeting, now: datetime) -> str:
    """Today, tomorrow or the day itself, with the time; it begins a line."""
    clock, ahead = clock_text(meeting.starts_at), days_to(meeting, now)
    if ahead <= 0:
        return _("Today at %(clock)s") % {"clock": clock}
    if ahead == 1:
        return _("Tomorrow at %(clock)s") % {"clock": clock}
    day = day_text(meeting.starts_at, weekday=True)
    return _("%(day)s at %(clock)s") % {"day": day[:1].upper() + day[1:], "clock": clock}


def asks_again(meeting: Meeting, now: datetime) -> str:
    """The one time more that whoever has not prepared is asked; not on the day itself."""
    if days_to(meeting, now) <= 0 or not _to_prepare(meeting, now):
        return ""
    return _("You have not prepared yet. It takes two minutes.")


def days_to(meeting: AnyMeeting, now: datetime) -> int:
    """How many days there are to a meeting, by the calendar; 0 on the day itself."""
    return (timezone.localdate(meeting.starts_at) - _day(now)).days


def _hint(meeting: Meeting, now: datetime) -> str:
    place = f"{meeting.place}." if meeting.place else ""
    return " ".join(filter(None, (place, asks_again(meeting, now)))).strip()


def _to_prepare(meeting: Meeting, now: datetime) -> bool:
    return bool(meeting.unprepared) and meeting.starts_at > now


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
