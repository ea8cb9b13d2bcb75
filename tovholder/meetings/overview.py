"""A case's meetings, for the page that shows everything: one panel, one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from tovholder.audit.prepared import Reading
from tovholder.cases.access import Right
from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account

from .models import Meeting
from .table import AnyMeeting

ENDED = 5
"""How many meetings of the past the panel shows."""


@dataclass(frozen=True)
class Overview:
    """Every meeting of the case, the first one first, each with `title` and `unprepared`."""

    meetings: Sequence[Meeting]
    may_call: bool

    @property
    def upcoming(self) -> list[Meeting]:
        """Meetings to come, the next one first."""
        return [one for one in self.standing if not one.has_ended]

    @property
    def standing(self) -> list[Meeting]:
        """Those held and those to come, without those called off."""
        return [meeting for meeting in self.meetings if not meeting.is_called_off]

    @property
    def called_off(self) -> list[Meeting]:
        """Meetings called off that nobody should come to in vain: their time has not passed."""
        now = timezone.now()
        return [one for one in self.meetings if one.is_called_off and one.ends_at > now]

    @property
    def next(self) -> Meeting | None:
        """The next meeting."""
        return next(iter(self.upcoming), None)

    @property
    def later(self) -> list[Meeting]:
        """Those after the next one."""
        return self.upcoming[1:]

    @property
    def ended(self) -> list[Meeting]:
        """Meetings held, the latest first; no more than the panel has room for."""
        held = [meeting for meeting in self.meetings if meeting.has_ended]
        return held[::-1][:ENDED]


_meetings = Reading(
    lambda case_id, account: (
        Meeting.objects.filter(case=case_id)
        .with_preparation_of(account)
        .with_move()
        .select_related("end", "called_by", "called_off__by", "where")
        .order_by("starts_at", "pk")
    ),
    case_id=UUID,
    account=int,
)


def overview(case: Case, account: Account) -> Overview:
    """The meetings of an opened case as this account sees them."""
    meetings = titled(meetings_of(case, account))
    return Overview(meetings=meetings, may_call=case.door.may(Right.MEET))


def meetings_of(case: Case, account: Account) -> list[Meeting]:
    """Every meeting of an opened case with its end and who called it, the first one first."""
    return list(_meetings(case_id=case.pk, account=account.pk))


def titled(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Meetings with the method's `title` in the reader's language."""
    found = list(meetings)
    for meeting in found:
        meeting.title = title_of(meeting)
    return found


def title_of(meeting: AnyMeeting) -> str:
    """The method's title; the bare reference where its file is gone."""
    method = catalogue().methods.get(meeting.method)
    return str(method.words().title) if method else meeting.method
