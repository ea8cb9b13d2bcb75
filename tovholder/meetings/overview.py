"""A case's meetings, for the page that shows everything: one panel, one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tovholder.audit.prepared import Reading
from tovholder.cases.access import Right
from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account

from .models import Meeting

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
        return [meeting for meeting in self.meetings if not hasattr(meeting, "end")]

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
        held = [meeting for meeting in self.meetings if hasattr(meeting, "end")]
        return held[::-1][:ENDED]


_meetings = Reading(
    lambda case_id, account: (
        Meeting.objects.filter(case=case_id)
        .with_preparation_of(account)
        .select_related("end")
        .order_by("starts_at", "pk")
    ),
    case_id=UUID,
    account=int,
)


def overview(case: Case, account: Account) -> Overview:
    """The meetings of an opened case as this account sees them."""
    meetings = _meetings(case_id=case.pk, account=account.pk)
    return Overview(meetings=titled(meetings), may_call=case.door.may(Right.MEET))


def titled(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Meetings with the method's `title` in the reader's language."""
    found = list(meetings)
    for meeting in found:
        meeting.title = title_of(meeting)
    return found


def title_of(meeting: Meeting) -> str:
    """The method's title; the bare reference where its file is gone."""
    method = catalogue().methods.get(meeting.method)
    return str(method.words().title) if method else meeting.method
