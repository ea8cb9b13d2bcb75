"""What came out of a step at which each answered: by item, in numbers, words and a drawing.

It holds what its reader may see: what is shown, their own, and the middle where no more is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.middle_line import Middle, middle_line
from tovholder.ui.charts.radar import Series, radar
from tovholder.ui.charts.scale_line import Stand, scale_line
from tovholder.ui.charts.svg import as_read
from tovholder.ui.charts.wheel import Slice, wheel
from tovholder.ui.dates import day_text

from .answering import SUMMARY, Answering
from .table import AnyInvitation
from .table.sides import Side

if TYPE_CHECKING:
    from tovholder.catalogue.methods import Step
    from tovholder.organisation.models import Account

    from .engine.items import Item
    from .sitting import Sitting

FEWEST = 3
"""The middle of fewer answers would tell what each of them said."""
HUES = {Side.PROFESSIONAL.value: 1, Side.FAMILY.value: 2, Side.COMPANION.value: 3}
ROUNDS = 2
"""How many earlier rounds one web still tells apart from this one."""


@dataclass(frozen=True)
class Said:
    """What one voice answered, as people read it."""

    voice: AnyInvitation
    words: str
    value: int | None = None


@dataclass(frozen=True)
class Line:
    """One item: what was said, and the middle and the spread where there are numbers.

    `own` is what the reader said, where nobody's own answer is told.
    """

    item: Item
    said: tuple[Said, ...] = ()
    middle: float | None = None
    low: int | None = None
    high: int | None = None
    count: int = 0
    own: str = ""
    over_time: Drawing | None = None

    @property
    def middle_words(self) -> str:
        """The middle, with a decimal where it has one; of a choice, the lower in words."""
        if self.middle is None:
            return ""
        return self.item.said(int(self.middle)) if self.item.options else as_read(self.middle)

    @property
    def ends(self) -> tuple[str, str]:
        """The lowest and the highest answer, as people read them."""
        return self.item.said(self.low), self.item.said(self.high)

    @cached_property
    def drawing(self) -> Drawing:
        """Everyone on the item's scale."""
        stands = [
            Stand(said.voice.name, said.value, HUES.get(said.voice.side, 4))
            for said in self.said
            if said.value is not None
        ]
        return scale_line(self.item.title, stands, top=self.item.top)


@dataclass(frozen=True)
class Tally:
    """All items of a step, with one drawing of them all or one for each."""

    lines: tuple[Line, ...]
    drawing: Drawing | None = None
    draws_lines: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(line.said or line.count for line in self.lines)


def tally(sitting: Sitting, step: Step, items: Sequence[Item], reader: Account) -> Tally:
    """What everyone may see of a step; only the middle where the method keeps no more."""
    alone = step.options["keeps"] == SUMMARY
    lines = tuple(_line(sitting, step, item, alone=alone) for item in items)
    if alone:
        own = _own(sitting, step, items, reader)
        lines = tuple(replace(line, own=own.get(line.item.id, "")) for line in lines)
    if step.options["drawn"] == "line" and any(line.middle is not None for line in lines):
        before = _scaled_before(sitting, step)
        lines = tuple(replace(line, over_time=_over_time(sitting, line, before)) for line in lines)
    drawn, scales = step.options["drawn"], [line for line in lines if line.item.highest]
    drawing = None
    if drawn in ("web", "wheel") and any(line.middle is not None for line in scales):
        make = _web if drawn == "web" else _wheel
        drawing = make(sitting, step, scales)
    return Tally(lines, drawing, draws_lines=drawn == "line" and not alone)


def _line(sitting: Sitting, step: Step, item: Item, *, alone: bool) -> Line:
    if kept := sitting.summaries.get((step.id, item.id)):
        middle = None if kept.median is None else float(kept.median)
        return Line(item, (), middle, kept.low, kept.high, kept.count)
    if alone and not Answering(sitting, step).is_shown:
        return Line(item)
    shown = [mark for mark in sitting.marks.get((step.id, item.id), []) if mark.shown]
    said = tuple(Said(mark.voice, item.said(mark.value, mark.words), mark.value) for mark in shown)
    values = [one.value for one in said if one.value is not None]
    told = [one for one in said if one.value is None] if alone else said
    if not values or (alone and len(values) < FEWEST):
        return Line(item, tuple(told), count=len(values))
    return Line(item, tuple(told), float(median(values)), min(values), max(values), len(values))


def _scaled_before(sitting: Sitting, step: Step) -> list[tuple[datetime, str, int]]:
    """What was shown on a scale when this case or team met in the same way before: when, which
    item, and one answer; in the order of time."""
    meeting = sitting.meeting
    shown = meeting.book.Mark.objects.filter(
        **meeting.owner,
        meeting__method__startswith=f"{sitting.method.id}@",
        meeting__starts_at__lt=meeting.starts_at,
        step=step.id,
        shown=True,
        value__isnull=False,
    )
    told = shown.values_list("meeting__starts_at", "item", "value")
    return list(told.order_by("meeting__starts_at", "pk"))


def _over_time(
    sitting: Sitting, line: Line, before: list[tuple[datetime, str, int]]
) -> Drawing | None:
    """Where the answers lay each time, once there are two times to see (S-30)."""
    now = [said.value for said in line.said if said.value is not None]
    values: dict[datetime, list[int]] = {}
    for starts_at, item, value in before:
        if item == line.item.id:
            values.setdefault(starts_at, []).append(value)
    if not values or not now or line.item.options:
        return None
    times = [*values.items(), (sitting.meeting.starts_at, now)]
    told = [
        Middle(timezone.localdate(at), float(median(said)), min(said), max(said), len(said))
        for at, said in times
    ]
    return middle_line(line.item.title, told, top=line.item.top)


def _own(sitting: Sitting, step: Step, items: Sequence[Item], reader: Account) -> dict[str, str]:
    return {
        item.id: item.said(mark.value, mark.words)
        for item in items
        for mark in sitting.marks.get((step.id, item.id), [])
        if mark.voice.account_id == reader.pk
    }


def _web(sitting: Sitting, step: Step, lines: list[Line]) -> Drawing | None:
    """The middle of each item as a web, with the rounds before it."""
    if len(lines) < FEWEST:
        return None
    axes = [line.item.title for line in lines]
    now = Series(_("This time"), [line.middle for line in lines])
    rounds = [
        Series(name, [values.get(line.item.id) for line in lines])
        for name, values in _earlier(sitting, step)
    ]
    top = max(line.item.top for line in lines)
    return radar(_("In the middle"), axes, [*rounds, now], top=top)


def _wheel(sitting: Sitting, step: Step, lines: list[Line]) -> Drawing | None:  # noqa: ARG001 a drawer
    """The middle of each item as a slice, the lower where it lies between two."""
    if len(lines) < 2:
        return None
    slices = [
        Slice(line.item.title, None if line.middle is None else int(line.middle)) for line in lines
    ]
    return wheel(_("In the middle"), slices, top=max(line.item.top for line in lines))


def _earlier(sitting: Sitting, step: Step) -> list[tuple[str, dict[str, Any]]]:
    """The latest rounds before this meeting with the same instrument, oldest first."""
    rounds: dict[Any, dict[str, Any]] = {}
    for summary in sitting.earlier_rounds:
        if summary.step == step.id:
            values = rounds.setdefault(summary.meeting_id, {"at": summary.at})
            values[summary.item] = None if summary.median is None else float(summary.median)
    latest = list(rounds.values())[:ROUNDS]
    return [(day_text(values["at"], year=True), values) for values in reversed(latest)]
