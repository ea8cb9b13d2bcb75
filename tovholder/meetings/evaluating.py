"""How people found a meeting, and how that went over several (S-61).

Each answers for themselves, on a page after the meeting or at a step of it. What comes out for
others is the middle and the spread from three answers on; nobody's own answer is ever read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tovholder.catalogue import catalogue
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.middle_line import Middle, middle_line
from tovholder.ui.charts.svg import number

from .engine.items import Item, items_in
from .table.evaluating import AFTERWARDS

if TYPE_CHECKING:
    from .table import AnyMeeting

INSTRUMENT = "meeting-evaluation@1"
SENSE = "sense"
"""What is drawn over time: did the meeting make sense."""


@dataclass(frozen=True)
class Outcome:
    """What came out of one thing asked: the middle and the spread, or only how many answered."""

    count: int
    middle: float | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Answered:
    """One thing asked at one meeting, with what came out of it and what may be read of it."""

    item: Item
    outcome: Outcome | None
    words: Sequence[str]

    @property
    def middle_words(self) -> str:
        return "" if self.outcome is None else number(self.outcome.middle or 0)


def asked() -> list[Item]:
    """The four short questions. LookupError where the instrument's file is gone."""
    return items_in(INSTRUMENT)


def version_of(marks: Any) -> str:
    """A word for what somebody has answered so far; it is another after every change."""
    return ",".join(sorted(f"{mark.item}:{mark.version}" for mark in marks))


def steps_at_table(method: str) -> list[str]:
    """The steps at which a method asks these questions at the table."""
    known = catalogue().methods.get(method)
    steps = known.steps if known else ()
    return [step.id for step in steps if step.options.get("instrument") == INSTRUMENT]


def answered_at(meeting: AnyMeeting) -> list[Answered]:
    """What came out of the page after one meeting, as everyone there may read it."""
    figures = _figures([meeting], [AFTERWARDS])
    words = _words(meeting)
    return [
        Answered(item, figures.get((meeting.pk, AFTERWARDS, item.id)), words[item.id])
        for item in asked()
    ]


def over_time(meetings: Sequence[AnyMeeting]) -> Drawing | None:
    """Whether the meetings of one case or team made sense, as a line; None before two did say."""
    steps = {meeting.pk: [AFTERWARDS, *steps_at_table(meeting.method)] for meeting in meetings}
    if len(meetings) < 2:
        return None
    figures = _figures(meetings, sorted({step for each in steps.values() for step in each}))
    sense = next(item for item in asked() if item.id == SENSE)
    times = []
    for meeting in meetings:
        found = [figures.get((meeting.pk, step, SENSE)) for step in steps[meeting.pk]]
        told = [one for one in found if one is not None and one.middle is not None]
        times += [_middle(meeting, one) for one in told[:1]]
    title = sense.title.rstrip("?")  # what follows in the drawing's sentence is the answer
    return middle_line(title, times, top=sense.top) if len(times) > 1 else None


def _middle(meeting: AnyMeeting, outcome: Outcome) -> Middle:
    return Middle(
        on=timezone.localdate(meeting.starts_at),
        middle=outcome.middle or 0.0,
        low=outcome.low or 0,
        high=outcome.high or 0,
        count=outcome.count,
    )


def _figures(
    meetings: Sequence[AnyMeeting], steps: list[str]
) -> dict[tuple[UUID, str, str], Outcome]:
    """By meeting, step and item, for meetings of one owner, in one question."""
    first = meetings[0]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM {first.book.label}_evaluated(%s, %s)",  # noqa: S608 our own two names
            [first.place_id, steps],
        )
        return {
            (meeting, step, item): Outcome(
                count, None if middle is None else float(middle), low, high
            )
            for meeting, step, item, count, middle, low, high in cursor.fetchall()
        }


def _words(meeting: AnyMeeting) -> dict[str, list[str]]:
    words: dict[str, Any] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM {meeting.book.label}_evaluated_in_words(%s)",  # noqa: S608 our own names
            [meeting.pk],
        )
        for item, said in cursor.fetchall():
            words[item].append(said)
    return words
