"""A case's meetings, for the page that shows everything: one panel, two questions."""

from __future__ import annotations

from dataclasses import dataclass

from tovholder.catalogue import catalogue
from tovholder.cases.access import Right
from tovholder.cases.models import Case
from tovholder.organisation.models import Account

from .models import Meeting

ENDED = 5
"""How many meetings of the past the panel shows."""


@dataclass(frozen=True)
class Overview:
    """What the panel draws: meetings to come and held, each with its `title`."""

    upcoming: list[Meeting]
    ended: list[Meeting]
    to_prepare: frozenset[object]
    may_call: bool


def overview(case: Case, account: Account) -> Overview:
    """The meetings of an opened case as this account sees them."""
    meetings = Meeting.objects.of(case)
    return Overview(
        upcoming=titled(meetings.upcoming()),
        ended=titled(meetings.ended()[:ENDED]),
        to_prepare=frozenset(meetings.to_prepare(account).values_list("pk", flat=True)),
        may_call=case.door.may(Right.MEET),
    )


def titled(meetings: object) -> list[Meeting]:
    """Meetings with the method's `title` in the reader's language."""
    found = list(meetings)  # type: ignore[call-overload]
    for meeting in found:
        meeting.title = title_of(meeting)
    return found


def title_of(meeting: Meeting) -> str:
    """The method's title; the bare reference where its file is gone."""
    method = catalogue().methods.get(meeting.method)
    return method.words().title if method else meeting.method
