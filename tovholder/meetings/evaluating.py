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
MOST = 12
"""How many meetings' words stand side by side, the latest; the earlier are read at each meeting."""


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


@dataclass(frozen=True)
class Wrote:
    """What was written about one meeting, without whose words they are."""

    meeting: AnyMeeting
    words: Sequence[str]


@dataclass(frozen=True)
class SideBySide:
    """One thing asked, with what was written about it meeting by meeting, the latest first."""

    item: Item
    wrote: Sequence[Wrote]


@dataclass(frozen=True)
class OverTime:
    """How several meetings were found: numbers drawn as lines, words side by side."""

    lines: Sequence[Drawing]
    words: Sequence[SideBySide]


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
    words = _words([meeting])[meeting.pk]
    return [
        Answered(item, figures.get((meeting.pk, AFTERWARDS, item.id)), words[item.id])
        for item in asked()
    ]


def over_time(meetings: Sequence[AnyMeeting]) -> OverTime | None:
    """How the meetings of one case or team, the earliest first, were found; None before two say."""
    if len(meetings) < 2:
        return None
    lines, words = _lines(meetings), _side_by_side(meetings[: -MOST - 1 : -1])
    return OverTime(lines, words) if lines or words else None


def _lines(meetings: Sequence[AnyMeeting]) -> list[Drawing]:
    """Each thing asked that is answered with a number, where two meetings have three answers."""
    steps = {meeting.pk: [AFTERWARDS, *steps_at_table(meeting.method)] for meeting in meetings}
    figures = _figures(meetings, sorted({step for each in steps.values() for step in each}))
    drawn = []
    for item in asked():
        times = []
        for meeting in meetings:
            found = [figures.get((meeting.pk, step, item.id)) for step in steps[meeting.pk]]
            told = [one for one in found if one is not None and one.middle is not None]
            times += [_middle(meeting, one) for one in told[:1]]
        if item.is_valued and len(times) > 1:
            title = item.title.rstrip("?")  # what follows in the drawing's sentence is the answer
            drawn.append(middle_line(title, times, top=item.top))
    return drawn


def _side_by_side(meetings: Sequence[AnyMeeting]) -> list[SideBySide]:
    """Each thing asked that is answered with words, where two meetings have some to read."""
    words = _words(meetings)
    told = [
        SideBySide(
            item,
            [Wrote(one, words[one.pk][item.id]) for one in meetings if words[one.pk][item.id]],
        )
        for item in asked()
        if not item.is_valued
    ]
    return [each for each in told if len(each.wrote) > 1]


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


def _words(meetings: Sequence[AnyMeeting]) -> dict[UUID, dict[str, list[str]]]:
    """By meeting and item the words that may be read, in an order that follows nobody."""
    words: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, w.item, w.words FROM unnest(%s) AS m(id),"  # noqa: S608 our own names
            f" LATERAL {meetings[0].book.label}_evaluated_in_words(m.id) AS w"
            " ORDER BY m.id, w.item, md5(w.words)",
            [[meeting.pk for meeting in meetings]],
        )
        for meeting, item, said in cursor.fetchall():
            words[meeting][item].append(said)
    return words
