"""The day in sentences: pure, from rows already read to one line and one action each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.concerns.overview import Waiting
from tovholder.meetings.models import Meeting
from tovholder.meetings.replying import Answers
from tovholder.meetings.table import AnyMeeting
from tovholder.plans.models import Sign, Task
from tovholder.plans.rules import lateness, nearness
from tovholder.ui.dates import clock_text, day_text, moment_text

from .entries import Entry, tap
from .soon import asks_again, days_to, is_soon


def promises(tasks: Iterable[Task], today: date) -> list[Entry]:
    """What I promised, the latest first."""
    return [
        Entry(
            sentence=task.text,
            who=task.case.person.name,
            hint=_ahead(task, today),
            action=_("Say how it went"),
            url=reverse("plans:task_keep", args=[task.case_id, task.pk]),
            due=task.due,
            late=lateness(task.due, today, lasts=task.contact) or "",
            case_id=task.case_id,
        )
        for task in tasks
    ]


def promises_of_others(tasks: Iterable[Task], today: date) -> list[Entry]:
    """What the family can look forward to: who does what by when."""
    return [
        Entry(
            sentence=task.text,
            who=task.owner_name,
            hint=_ahead(task, today),
            late=lateness(task.due, today, lasts=task.contact) or "",
            case_id=task.case_id,
        )
        for task in tasks
    ]


def contacts_ending(tasks: Iterable[Task], today: date) -> list[Entry]:
    """Where a family soon has no contact any more, or has none since (S-35)."""
    return [
        Entry(
            sentence=_contact_until(task, today),
            hint=_("Ask the family: does it go on, is it somebody else, or is it enough?"),
            action=_("Agree on what comes after"),
            url=reverse("plans:plan", args=[task.case_id]) + f"#task-{task.pk}",
            due=task.due,
            case_id=task.case_id,
        )
        for task in tasks
    ]


def _contact_until(task: Task, today: date) -> str:
    words = (
        _("%(name)s was the contact of the family round %(child)s until %(day)s.")
        if lateness(task.due, today)
        else _("%(name)s is the contact of the family round %(child)s until %(day)s.")
    )
    day = day_text(task.due or today)
    return words % {"name": task.owner_name, "child": task.case.person.name, "day": day}


def _ahead(task: Task, today: date) -> str:
    """By when, or until when, as long as that lies ahead."""
    lasts = task.contact
    return "" if lateness(task.due, today) else nearness(task.due, today, lasts=lasts)


def wishes(tasks: Iterable[Task]) -> list[Entry]:
    """What a family has asked of me."""
    return [
        Entry(
            sentence=_("The family wishes: “%(wish)s”") % {"wish": task.text},
            who=task.case.person.name,
            action=_("Answer"),
            url=reverse("plans:wish_answer", args=[task.case_id, task.pk]),
            case_id=task.case_id,
        )
        for task in tasks
    ]


def next_times(meetings: Iterable[Meeting], now: datetime) -> list[Entry]:
    """When the family meets the others: to prepare first, then to come."""
    return [
        _called_off(meeting)
        if meeting.is_called_off
        else Entry(
            sentence=_we_meet(meeting, now),
            hint=_place_and_question(meeting, now),
            late=_moved(meeting),
            tap=tap(meeting),
            action=_("Prepare") if meeting.unprepared else _("Open the meeting"),
            url=reverse(
                "meetings:preparation" if meeting.unprepared else "meetings:meeting",
                args=[meeting.pk],
            ),
            case_id=meeting.case_id,
        )
        for meeting in meetings
    ]


def _place_and_question(meeting: Meeting, now: datetime) -> str:
    """Where, and just before the meeting once more whether one has prepared."""
    again = asks_again(meeting, now) if is_soon(meeting, now) else ""
    return ". ".join(filter(None, (meeting.place, again)))


def _we_meet(meeting: Meeting, now: datetime) -> str:
    clock = {"clock": clock_text(meeting.starts_at)}
    match days_to(meeting, now):
        case 0:
            return _("We meet today at %(clock)s.") % clock
        case 1:
            return _("We meet tomorrow at %(clock)s.") % clock
    return _("We meet %(when)s.") % {"when": moment_text(meeting.starts_at, weekday=True)}


def last_times(meetings: Iterable[Meeting]) -> list[Entry]:
    """What was said and agreed when the family met the others, for a week."""
    return [
        Entry(
            sentence=_("We met %(when)s.") % {"when": moment_text(meeting.starts_at, weekday=True)},
            hint=_("Read it through and correct your own words.") if meeting.unread else "",
            action=_("Read the minutes"),
            url=reverse("meetings:minutes", args=[meeting.pk]),
            case_id=meeting.case_id,
        )
        for meeting in meetings
    ]


def minutes_to_read(meetings: Iterable[Meeting]) -> list[Entry]:
    """Minutes of meetings I was at and have not read yet."""
    return [
        Entry(
            sentence=_("Read the minutes of the meeting about %(child)s.")
            % {"child": meeting.case.person.given_name},
            hint=when(meeting.starts_at),
            action=_("Read the minutes"),
            url=reverse("meetings:minutes", args=[meeting.pk]),
            case_id=meeting.case_id,
        )
        for meeting in meetings
    ]


def preparations(meetings: Iterable[Meeting]) -> list[Entry]:
    """Meetings I have not prepared yet."""
    return [
        Entry(
            sentence=_("Prepare the meeting about %(child)s. It takes two minutes.")
            % {"child": meeting.case.person.given_name},
            hint=when(meeting.starts_at),
            action=_("Prepare"),
            url=reverse("meetings:preparation", args=[meeting.pk]),
            due=timezone.localdate(meeting.starts_at),
            case_id=meeting.case_id,
        )
        for meeting in meetings
    ]


def meetings_to_come(
    meetings: Iterable[Meeting], answers: Mapping[UUID, Answers], now: datetime
) -> list[Entry]:
    """Whom I meet, when and where; one that is over its time is still to be ended."""
    return [
        _called_off(meeting)
        if meeting.is_called_off
        else Entry(
            sentence=_("Meeting about %(child)s") % {"child": meeting.case.person.name},
            hint=", ".join(filter(None, (when(meeting.starts_at), meeting.place))),
            action=_("Open the meeting"),
            url=reverse("meetings:meeting", args=[meeting.pk]),
            late=_in_the_way(meeting, now),
            answers=str(answers.get(meeting.pk, "")),
            tap=tap(meeting),
            case_id=meeting.case_id,
        )
        for meeting in meetings
    ]


def looks(signs: Iterable[Sign]) -> list[Entry]:
    """Signs I look for and have not spoken of for a while."""
    return [
        Entry(
            sentence=sign.text,
            who=sign.case.person.name,
            action=_("Say what you saw"),
            url=reverse("plans:observe", args=[sign.case_id, sign.pk]),
            case_id=sign.case_id,
        )
        for sign in signs
    ]


def of_concerns(waiting: Iterable[Waiting]) -> list[Entry]:
    """What waits for me among concerns."""
    return [
        Entry(sentence=one.sentence, action=one.action, url=one.url, concern_id=one.concern_id)
        for one in waiting
    ]


def times_that_do_not_suit(
    meetings: Iterable[AnyMeeting], answers: Mapping[UUID, Answers]
) -> list[Entry]:
    """What whoever called a meeting looks at: who cannot come, the one the family trusts first."""
    return [
        Entry(
            sentence=answers[meeting.pk].sentence_of(chair),
            hint=when(meeting.starts_at),
            action=_("Look at the meeting"),
            url=meeting.address("invitation"),
            case_id=meeting.case_id,
        )
        for meeting in meetings
        if meeting.pk in answers
        for chair in answers[meeting.pk].unsuited
    ]


def near(entries: Iterable[Entry], until: date) -> tuple[list[Entry], list[Entry]]:
    """What is due until a day, and what comes later."""
    found = list(entries)
    soon = [entry for entry in found if entry.due is not None and entry.due <= until]
    return soon, [entry for entry in found if entry not in soon]


def without_names(entries: Iterable[Entry]) -> list[Entry]:
    """For the family, whose own case it is: that need not be said on every line."""
    return [replace(entry, who="") for entry in entries]


def _called_off(meeting: Meeting) -> Entry:
    """Nobody comes in vain: said where the meeting stood, until its time has passed."""
    off = meeting.called_off
    return Entry(
        sentence=_("The meeting on %(when)s is called off.")
        % {"when": moment_text(meeting.starts_at, weekday=True)},
        who=meeting.case.person.name,
        hint=_("%(name)s: “%(why)s”") % {"name": off.by.name, "why": off.because},
        action=_("Read the invitation"),
        url=reverse("meetings:invitation", args=[meeting.pk]),
        case_id=meeting.case_id,
    )


def _in_the_way(meeting: Meeting, now: datetime) -> str:
    """What must be done about a meeting, or known of it, before anything else."""
    if meeting.ends_at < now:
        return _("The meeting has not been ended.")
    if meeting.without_yes:
        words = _("The yes to %(name)s taking part does not stand any more.")
        return words % {"name": meeting.without_yes}
    return _moved(meeting)


def _moved(meeting: Meeting) -> str:
    """That a meeting was moved, as long as somebody could come at the old time."""
    if not meeting.moved_from or meeting.moved_from < timezone.now():
        return ""
    return _("Moved: it was to be %(when)s.") % {
        "when": moment_text(meeting.moved_from, weekday=True)
    }


def when(moment: datetime) -> str:
    """A moment that begins a line."""
    words = moment_text(moment, weekday=True)
    return words[:1].upper() + words[1:]
