"""How long the table has been at each step, and who has not been heard: pure.

For whoever leads, and for nobody else: families say that meetings were about keeping time. There is
no countdown here and no limit, only what has been.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .state import Voice, Word


@dataclass(frozen=True, slots=True)
class Passed:
    """The table came to a step, or left it."""

    step: str
    opened: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """Time spent by step, and the voices here that have not been heard.

    `unheard` have said and answered nothing at this meeting yet, in the order of the table; where
    nobody has, it is empty: then it is no more than a meeting that begins.
    """

    spent: Mapping[str, timedelta]
    unheard: tuple[Voice, ...]

    def minutes_at(self, step: str) -> int:
        """Whole minutes spent at a step, all visits together."""
        return int(self.spent.get(step, timedelta()).total_seconds() // 60)


def pace(
    passages: Iterable[Passed],
    words: Iterable[Word],
    voices: Iterable[Voice],
    now: datetime,
    *,
    answered: Iterable[str] = (),
) -> Pace:
    """`passages` in their order; a step that has not been left counts until `now`.

    `answered` are the voices that gave a number, a choice or an instrument's answers: those too
    have been heard, whatever it was and whoever may see it.
    """
    spent: dict[str, timedelta] = {}
    since: dict[str, datetime] = {}
    for passage in passages:
        if passage.opened:
            since.setdefault(passage.step, passage.at)
        elif begun := since.pop(passage.step, None):
            spent[passage.step] = spent.get(passage.step, timedelta()) + (passage.at - begun)
    for step, begun in since.items():
        spent[step] = spent.get(step, timedelta()) + max(now - begun, timedelta())
    heard = {word.voice.id for word in words if word.voice.id} | set(answered)
    unheard = tuple(voice for voice in voices if voice.here and voice.id not in heard)
    return Pace(spent, unheard if heard else ())
