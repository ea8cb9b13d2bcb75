"""Whether a sign is moving, read from what people saw over time (S-31), never from opinions.

Pure: it takes readings and a day, and answers with a direction and a sentence. A reading counts
0 (not seen), 1 (partly) or 2 (seen). The first half of the readings is held against the last
half, and half a step on average is a change. With fewer than four readings, or less than two
weeks between the first and the last, it is too early to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEWEST_READINGS = 4
SHORTEST_SPAN = timedelta(days=14)
A_CHANGE = 0.5
NEARLY_ALWAYS = 1.75

STEPS = {"not_seen": 0, "partly": 1, "seen": 2}


class Direction(StrEnum):
    UNSEEN = "unseen"
    EARLY = "early"
    BETTER = "better"
    HOLDING = "holding"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    BOTH_WAYS = "both_ways"


TONES = {
    Direction.UNSEEN: "neutral",
    Direction.EARLY: "neutral",
    Direction.BETTER: "success",
    Direction.HOLDING: "success",
    Direction.UNCHANGED: "info",
    Direction.WORSE: "warning",
    Direction.BOTH_WAYS: "info",
}


class Written(Protocol):
    """What `counting` needs of an observation."""

    @property
    def on(self) -> date: ...

    @property
    def by_id(self) -> int: ...

    @property
    def seen(self) -> str: ...


SomeWritten = TypeVar("SomeWritten", bound=Written)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was seen on one day: `seen`, `partly` or `not_seen`."""

    on: date
    seen: str


@dataclass(frozen=True, slots=True)
class Effect:
    """The direction of one sign or goal, and the counts it rests on, for the reader's language."""

    direction: Direction
    basis: str

    @property
    def sentence(self) -> str:
        """The whole of it: `Getting better: seen 3 of the last 3 times, 0 of the first 3.`"""
        if not self.basis:
            return _("Nobody has looked for this yet.")
        return _("%(direction)s: %(basis)s.") % {"direction": self.label, "basis": self.basis}

    @property
    def counts(self) -> str:
        """The counts alone, to stand beside the label."""
        if not self.basis:
            return self.sentence
        return f"{self.basis[:1].upper()}{self.basis[1:]}."

    @property
    def tone(self) -> str:
        """The tone of the tag beside the sign."""
        return TONES[self.direction]

    @property
    def label(self) -> str:
        """Two or three words for the tag."""
        return {
            Direction.UNSEEN: _("Not looked for yet"),
            Direction.EARLY: _("Too early to say"),
            Direction.BETTER: _("Getting better"),
            Direction.HOLDING: _("Still going well"),
            Direction.UNCHANGED: _("Unchanged"),
            Direction.WORSE: _("Getting worse"),
            Direction.BOTH_WAYS: _("Both ways"),
        }[self.direction]


def counting(observations: Iterable[SomeWritten]) -> list[SomeWritten]:
    """The last word of each person about each day, in the order of the days.

    Give them oldest first. Two people may see different things on one day: both count.
    """
    last = {(observation.on, observation.by_id): observation for observation in observations}
    return sorted(last.values(), key=lambda observation: observation.on)


def effect(readings: Sequence[Reading | Written]) -> Effect:
    """Read a sign: better, still well, unchanged, worse, or too early. Oldest reading first."""
    if not readings:
        return Effect(Direction.UNSEEN, "")
    span = readings[-1].on - readings[0].on
    if len(readings) < FEWEST_READINGS or span < SHORTEST_SPAN:
        return Effect(Direction.EARLY, _early(len(readings), span.days))
    half = len(readings) // 2
    first, last = readings[:half], readings[-half:]
    change = _average(last) - _average(first)
    if change >= A_CHANGE:
        return Effect(Direction.BETTER, _compared(first, last, change))
    if change <= -A_CHANGE:
        return Effect(Direction.WORSE, _compared(first, last, change))
    if _average(last) >= NEARLY_ALWAYS:
        return Effect(Direction.HOLDING, _compared(first, last))
    return Effect(Direction.UNCHANGED, _compared(first, last))


def of_goal(effects: Iterable[Effect]) -> Effect:
    """Read a goal from its signs: where those that can be read are going, all counted."""
    count = Counter(found.direction for found in effects)
    parts = [said(count[direction]) for direction, said in PARTS.items() if count[direction]]
    if not parts:
        return Effect(Direction.UNSEEN, "")
    number = count.total()
    basis = ngettext("%(number)d sign: %(parts)s", "%(number)d signs: %(parts)s", number)
    return Effect(_of_all(set(count)), basis % {"number": number, "parts": ", ".join(parts)})


def _of_all(directions: set[Direction]) -> Direction:
    read = directions - {Direction.UNSEEN, Direction.EARLY}
    if not read:
        return Direction.EARLY if Direction.EARLY in directions else Direction.UNSEEN
    if {Direction.BETTER, Direction.WORSE} <= read:
        return Direction.BOTH_WAYS
    for moved in (Direction.BETTER, Direction.WORSE):
        if moved in read:
            return moved
    return Direction.UNCHANGED if Direction.UNCHANGED in read else Direction.HOLDING


PARTS: dict[Direction, Callable[[int], str]] = {
    Direction.BETTER: lambda number: _said(
        ngettext("%(number)d getting better", "%(number)d getting better", number), number
    ),
    Direction.HOLDING: lambda number: _said(
        ngettext("%(number)d still going well", "%(number)d still going well", number), number
    ),
    Direction.UNCHANGED: lambda number: _said(
        ngettext("%(number)d unchanged", "%(number)d unchanged", number), number
    ),
    Direction.WORSE: lambda number: _said(
        ngettext("%(number)d getting worse", "%(number)d getting worse", number), number
    ),
    Direction.EARLY: lambda number: _said(
        ngettext("%(number)d too early to say", "%(number)d too early to say", number), number
    ),
    Direction.UNSEEN: lambda number: _said(
        ngettext("%(number)d not looked for yet", "%(number)d not looked for yet", number), number
    ),
}


def _said(words: str, number: int) -> str:
    return words % {"number": number}


def _average(readings: Sequence[Reading | Written]) -> float:
    return sum(STEPS[reading.seen] for reading in readings) / len(readings)


def _early(times: int, days: int) -> str:
    if times < FEWEST_READINGS:
        return ngettext(
            "looked for %(times)d time",
            "looked for %(times)d times",
            times,
        ) % {"times": times}
    return ngettext(
        "looked for over %(days)d day only",
        "looked for over %(days)d days only",
        days,
    ) % {"days": days}


def _compared(
    first: Sequence[Reading | Written], last: Sequence[Reading | Written], change: float = 0
) -> str:
    """The count that shows the change: seen, or seen at least partly where that moved."""
    times = len(last)
    before, now = _at_least(2, first), _at_least(2, last)
    if change and (now - before) * change <= 0:
        before, now = _at_least(1, first), _at_least(1, last)
        words = _(
            "at least partly seen %(now)d of the last %(times)d times, "
            "%(before)d of the first %(times)d"
        )
    else:
        words = _("seen %(now)d of the last %(times)d times, %(before)d of the first %(times)d")
    return words % {"now": now, "before": before, "times": times}


def _at_least(step: int, readings: Sequence[Reading | Written]) -> int:
    return sum(STEPS[reading.seen] >= step for reading in readings)
