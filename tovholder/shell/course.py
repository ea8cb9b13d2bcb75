"""What happened when at a case, as events of the timeline. Pure: from rows already read."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.overview import Overview
from tovholder.meetings.models import Meeting
from tovholder.plans.overview import Stretch
from tovholder.ui.charts.timeline import Event


def course_of(
    front: Overview, goals: Iterable[Stretch], meetings: Iterable[Meeting], today: date
) -> list[Event]:
    """Meetings, goals as stretches of time, and what became of the case itself."""
    return [
        *_of_meetings(meetings),
        *_of_goals(goals, today),
        *_of_the_case(front),
    ]


def _of_meetings(meetings: Iterable[Meeting]) -> Iterator[Event]:
    for meeting in meetings:
        day = timezone.localdate(meeting.starts_at)
        yield Event(_("Meetings"), meeting.title, day)


def _of_goals(goals: Iterable[Stretch], today: date) -> Iterator[Event]:
    for goal in goals:
        starts = timezone.localdate(goal.set_at)
        ends = timezone.localdate(goal.ended_at) if goal.ended_at else today
        yield Event(_("Goals"), goal.text, starts, max(starts, ends))


def _of_the_case(front: Overview) -> Iterator[Event]:
    lane = _("The case")
    yield Event(lane, _("Opened"), timezone.localdate(front.case.opened_at))
    if front.closure:
        yield Event(lane, _("Closed"), timezone.localdate(front.closure.at))
