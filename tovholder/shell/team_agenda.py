"""What somebody's teams expect of them, in sentences for their day."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.gatherings.models import Agreement, Meeting, Task
from tovholder.meetings.replying import Answers
from tovholder.plans.rules import lateness, nearness

from .agenda import when
from .entries import Entry, tap


def of_teams(
    gatherings: Iterable[Meeting],
    answers: Mapping[UUID, Answers],
    tasks: Iterable[Task],
    unread: Iterable[Meeting],
) -> list[Entry]:
    """What my teams expect of me: when we meet, what I promised there, what I have not read."""
    return [*_meets(gatherings, answers), *_promises(tasks), *_minutes(unread)]


def _meets(gatherings: Iterable[Meeting], answers: Mapping[UUID, Answers]) -> list[Entry]:
    return [
        Entry(
            sentence=_("%(team)s meets.") % {"team": gathering.forum.name},
            hint=", ".join(filter(None, (when(gathering.starts_at), gathering.place))),
            action=_("Open the meeting"),
            url=gathering.address("meeting"),
            answers=str(answers.get(gathering.pk, "")),
            tap=tap(gathering),
        )
        for gathering in gatherings
    ]


def _promises(tasks: Iterable[Task]) -> list[Entry]:
    today = timezone.localdate()
    return [
        Entry(
            sentence=task.text,
            who=task.forum.name,
            hint="" if lateness(task.due, today) else nearness(task.due, today),
            action=_("See the team"),
            url=reverse("gatherings:forum", args=[task.forum_id]),
            due=task.due,
            late=lateness(task.due, today) or "",
        )
        for task in tasks
    ]


def _minutes(unread: Iterable[Meeting]) -> list[Entry]:
    return [
        Entry(
            sentence=_("Read the minutes of %(team)s.") % {"team": gathering.forum.name},
            hint=when(gathering.starts_at),
            action=_("Read the minutes"),
            url=gathering.address("minutes"),
        )
        for gathering in unread
    ]


def agreements_due(agreements: Iterable[Agreement]) -> list[Entry]:
    """The agreements of teams one leads whose day has come to be looked at again (S-53)."""
    return [
        Entry(
            sentence=_("It is time to look at your agreement again."),
            who=agreement.forum.name,
            action=_("See the agreement"),
            url=agreement.get_absolute_url(),
            due=agreement.evaluate_by,
        )
        for agreement in agreements
    ]


def agreements_to_sign(agreements: Iterable[Agreement]) -> list[Entry]:
    """The agreements of my teams that were made without me, and wait for my name (S-53)."""
    return [
        Entry(
            sentence=_("Your team has made an agreement that waits for your name."),
            who=agreement.forum.name,
            action=_("Read and sign it"),
            url=agreement.get_absolute_url(),
        )
        for agreement in agreements
    ]
