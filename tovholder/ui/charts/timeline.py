"""What happened when: lanes with moments and stretches of time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import NARROWEST, across, node, text, wide_drawing
from tovholder.ui.dates import day_text, month_text

WIDE = 520.0
"""Pixels across from which longer words are shown; the style sheet says the same number."""
TOP = 30.0
ROW = 26.0
STRETCH_ROW = 38.0
LANE_TITLE = 20.0
BESIDE = 13.0
"""Pixels from the middle of a moment to its words."""
GAP = 8.0
LEFT, RIGHT = 0.03, 0.97


@dataclass(frozen=True)
class Event:
    """A moment, or with `ends` a stretch of time, in a lane named by a word."""

    lane: str
    label: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class _Placed:
    """An event with its shares of the width, where its words stand, and the pixels it takes."""

    event: Event
    left: float
    right: float
    words: str
    words_at: float
    anchor: str
    first: float
    last: float
    row: int = 0
    roomy: str = ""
    """The words for a wide place, where a narrow one had to cut them."""


def timeline(title: str, events: Sequence[Event], *, today: date | None = None) -> Drawing:
    """Draws events in lanes, in the order the lanes first appear, with a line for today."""
    ordered = sorted(events, key=lambda event: event.starts)
    axis = _Axis.of(ordered, today)
    inside: list[str] = []
    below = TOP
    for number, lane in enumerate(dict.fromkeys(event.lane for event in events), start=1):
        placed = _packed([event for event in ordered if event.lane == lane], axis)
        inside.append(text(lane, x="0", y=below + 13, class_="strong halo"))
        below += LANE_TITLE
        for row in range(max((one.row + 1 for one in placed), default=1)):
            own = [one for one in placed if one.row == row]
            inside += [_drawn(one, below, number) for one in own]
            below += max((_height(one.event) for one in own), default=ROW)
        below += 8
    return wide_drawing(
        [*_months(axis, below), *_today(axis, today, below), *inside],
        title=title,
        sentence=sentence(title, events),
        height=below,
        head=(_("What"), _("When"), _("Kind")),
        rows=lambda: rows(events),
    )


def sentence(title: str, events: Sequence[Event]) -> str:
    """The same in words: how many, and the first and the last of them."""
    if not events:
        return _("%(title)s: nothing yet.") % {"title": title}
    ordered = sorted(events, key=lambda event: event.starts)
    said = ngettext(
        "%(title)s: %(label)s, %(day)s.",
        "%(title)s: %(count)d entries, from “%(label)s”, %(day)s, to “%(last)s”, %(last_day)s.",
        len(ordered),
    )
    return said % {
        "title": title,
        "count": len(ordered),
        "label": ordered[0].label,
        "day": day_text(ordered[0].starts),
        "last": ordered[-1].label,
        "last_day": day_text(ordered[-1].starts),
    }


def rows(events: Sequence[Event]) -> list[tuple[str, str, str]]:
    """The same as a table in the order of time."""
    return [
        (event.label, _span(event), event.lane)
        for event in sorted(events, key=lambda event: event.starts)
    ]


def _span(event: Event) -> str:
    starts = day_text(event.starts, year=True)
    return f"{starts} – {day_text(event.ends, year=True)}" if event.ends else starts


@dataclass(frozen=True)
class _Axis:
    first: date
    last: date

    @classmethod
    def of(cls, events: Sequence[Event], today: date | None) -> "_Axis":
        days = [event.starts for event in events] + [event.ends for event in events if event.ends]
        days += [today] if today else []
        first = min(days, default=date(2026, 1, 1))
        last = max(days, default=first)
        return cls(first, max(last, first + timedelta(days=28)))

    def share(self, day: date) -> float:
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / (self.last - self.first).days


def _packed(events: Sequence[Event], axis: _Axis) -> list[_Placed]:
    """Gives each event the first row where neither it nor its words meet another's."""
    ends: list[float] = []
    placed: list[_Placed] = []
    for event in events:
        one = _stretch(event, axis) if event.ends else _moment(event, axis)
        row = next((at for at, end in enumerate(ends) if end + GAP <= one.first), len(ends))
        ends[row:] = [one.last, *ends[row + 1 :]]
        roomy = letters.shortened(event.label, WIDE * 0.9) if one.words != event.label else ""
        placed.append(replace(one, row=row, roomy=roomy))
    return placed


def _moment(event: Event, axis: _Axis) -> _Placed:
    """A moment with its words after it, or before it near the right edge."""
    at = axis.share(event.starts)
    after, before = at * NARROWEST + BESIDE, at * NARROWEST - BESIDE
    wide = letters.width(event.label)
    on_the_right = after + wide <= NARROWEST or (NARROWEST - after > before)
    words = letters.shortened(event.label, NARROWEST - after if on_the_right else before)
    wide = letters.width(words)
    if on_the_right:
        return _Placed(event, at, at, words, at, "after", before + 6, after + wide)
    return _Placed(event, at, at, words, at, "before", before - wide, after - 6)


def _stretch(event: Event, axis: _Axis) -> _Placed:
    """A stretch of time with its words over it, held inside both edges of the drawing."""
    left, right = axis.share(event.starts), axis.share(event.ends or event.starts)
    right = max(right, left + 0.02)
    words = letters.shortened(event.label, NARROWEST)
    wide = letters.width(words)
    if left * NARROWEST + wide <= NARROWEST:
        first, last = left * NARROWEST, max(left * NARROWEST + wide, right * NARROWEST)
        return _Placed(event, left, right, words, left, "after", first, last)
    if right * NARROWEST - wide >= 0:
        first = min(right * NARROWEST - wide, left * NARROWEST)
        return _Placed(event, left, right, words, right, "before", first, right * NARROWEST)
    return _Placed(event, left, right, words, 0.0, "after", 0.0, NARROWEST)


def _height(event: Event) -> float:
    return STRETCH_ROW if event.ends else ROW


def _drawn(one: _Placed, top: float, hue: int) -> str:
    class_ = "halo end" if one.anchor == "before" else "halo"
    if one.event.ends:
        shape = node(
            "rect", x=across(one.left), width=across(one.right - one.left), y=top + 20,
            height=10, rx=5, class_="block",
        )  # fmt: skip
        words = _words(one, class_, y=top + 15)
    else:
        middle = top + ROW / 2
        diamond = node("path", d="M0-8l8 8l-8 8l-8-8z", class_="mark")
        shape = node("svg", diamond, x=across(one.left), y=middle, class_="spot")
        away = BESIDE if one.anchor == "after" else -BESIDE
        words = _words(one, class_, y=middle + 4.5, dx=away)
    return node("g", shape + words, class_=f"hue-{(hue - 1) % 6 + 1}")


def _words(one: _Placed, class_: str, **place: float) -> str:
    """An event's words, and longer ones that the style sheet shows where there is room."""
    at = across(one.words_at)
    if not one.roomy:
        return text(one.words, x=at, class_=class_, **place)
    narrow = text(one.words, x=at, class_=f"{class_} narrow", **place)
    return narrow + text(one.roomy, x=at, class_=f"{class_} roomy", **place)


def _months(axis: _Axis, below: float) -> list[str]:
    drawn: list[str] = []
    free = 0.0
    month = (axis.first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month <= axis.last:
        place = axis.share(month)
        words = month_text(month) if month.month != 1 else str(month.year)
        drawn.append(
            node("line", x1=across(place), x2=across(place), y1=22, y2=below, class_="grid")
        )
        half = letters.width(words, 12) / 2
        if place * NARROWEST - half >= free and place * NARROWEST + half <= NARROWEST:
            drawn.append(text(words, x=across(place), y=14, class_="quiet middle"))
            free = place * NARROWEST + half + 6
        month = (month + timedelta(days=32)).replace(day=1)
    return drawn


def _today(axis: _Axis, today: date | None, below: float) -> list[str]:
    if today is None:
        return []
    place = across(axis.share(today))
    return [node("line", x1=place, x2=place, y1=22, y2=below, class_="now")]
