"""When somebody meets, in both books, for their own calendar: a constant number of questions.

Asked as the account itself: what a page would not show, the calendar does not show either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.cases.holding import Held, held_by
from tovholder.catalogue.telling.phrases import listed
from tovholder.gatherings.models import Meeting as Gathering
from tovholder.gatherings.rhythm import FixedDays, fixed_days_for
from tovholder.meetings.calendar import Happening, happening
from tovholder.meetings.models import Meeting
from tovholder.organisation.models import Account

BACK = timedelta(days=60)
AHEAD = timedelta(days=400)
MOST = 500
AREA = "meetings"
A_DAY = timedelta(days=1)
A_DAY_LONG, AN_HOUR = 24 * 60, 60  # minutes


@dataclass(frozen=True)
class Feed:
    """What somebody's calendar shows; the cases it tells of, and the seats that show them."""

    happenings: Sequence[Happening]
    case_ids: Sequence[UUID]
    held: Held

    @property
    def seat_ids(self) -> list[UUID]:
        return self.held.seats_at(self.case_ids, AREA)


def feed_of(account: Account, *, fixed_days: bool) -> Feed:
    """Their own meetings from two months back on, and the fixed days of their teams."""
    held, now = held_by(account), timezone.now()
    around = (now - BACK, now + AHEAD)
    at_cases = Meeting.objects.within(held).for_account(account).between(*around)
    in_teams = (
        Gathering.objects.visible_to(account).in_teams().for_account(account).between(*around)
    )
    about_cases = list(at_cases.with_revision()[:MOST])
    teams = fixed_days_for(account) if fixed_days else []
    return Feed(
        happenings=[
            *map(happening, about_cases),
            *map(happening, in_teams.with_revision()[:MOST]),
            *(_fixed_day(team, day) for team in teams for day in team.days),
        ],
        case_ids=sorted({meeting.case_id for meeting in about_cases}),
        held=held,
    )


def told_before(alarms: Iterable[int]) -> str:
    """When a calendar reminds, in words; minutes before a meeting. Nothing where it never does."""
    told = listed(_("%(long)s before") % {"long": _before(minutes)} for minutes in alarms)
    return f"{told}." if told else ""


def _before(minutes: int) -> str:
    days, hours = minutes // A_DAY_LONG, minutes // AN_HOUR
    if minutes and not minutes % A_DAY_LONG:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if minutes and not minutes % AN_HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def _fixed_day(team: FixedDays, day: date) -> Happening:
    """A whole day that is nobody's time yet. A closed team is not named outside the house."""
    forum = team.forum
    title = _("Fixed day: %(team)s") % {"team": forum.name}
    return Happening(
        key=f"fixed:{forum.pk}:{day}",
        title=_("Fixed day of a team") if forum.closed else title,
        starts=day,
        ends=day + A_DAY,
        path=reverse("gatherings:forum", args=[forum.pk]),
        changed_at=timezone.make_aware(datetime.combine(date(day.year, 1, 1), time())),
        country=forum.unit.country,
    )
