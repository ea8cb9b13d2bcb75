"""What happened when: lanes with moments and stretches of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import NARROWEST, across, node, text, wide_drawing
from tovholder.ui.dates import day_text, month_text

TOP = 30.0
ROW = 26.0
LANE_TITLE = 22.0
MOMENT_WIDTH = 18.0
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
    """An event with its share of the width, its row in the lane and where its words stand."""

    event: Event
    left: float
    right: float
    row: int
    words: str
    words_at: float
    anchor: str


def timeline(title: str, events: Sequence[Event], *, today: date | None = None) -> Drawing:
    """Draws events in lanes, in the order the lanes first appear, with a line for today."""
    ordered = sorted(events, key=lambda event: event.starts)
    axis = _Axis.of(ordered, today)
    inside: list[str] = []
    below = TOP
    for number, lane in enumerate(dict.fromkeys(event.lane for event in events), start=1):
        placed = _packed([event for event in ordered if event.lane == lane], axis)
        inside.append(text(lane, x="0", y=below + 14, class_="strong"))
        inside += [_drawn(one, below + LANE_TITLE, number) for one in placed]
        below += LANE_TITLE + ROW * max((one.row + 1 for one in placed), default=1) + 6
    return wide_drawing(
        [*_months(axis, below), *_today(axis, today, below), *inside],
        title=title,
        sentence=sentence(title, events),
        height=below,
        head=(_("What"), _("When"), _("Kind")),
        rows=rows(events),
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
        one = _placed(event, axis)
        starts = min(one.left * NARROWEST, _words_span(one)[0])
        stops = max(one.right * NARROWEST, _words_span(one)[1])
        row = next((at for at, end in enumerate(ends) if end + GAP <= starts), len(ends))
        ends[row:] = [stops, *ends[row + 1 :]]
        placed.append(_Placed(**{**vars(one), "row": row}))
    return placed


def _placed(event: Event, axis: _Axis) -> _Placed:
    left = axis.share(event.starts)
    right = axis.share(event.ends) if event.ends else left
    half = 0.0 if event.ends else MOMENT_WIDTH / 2 / NARROWEST
    words = letters.shortened(event.label, NARROWEST * 0.62)
    after = (right + half) * NARROWEST + 4
    if after + letters.width(words) <= NARROWEST:
        return _Placed(event, left - half, right + half, 0, words, right, "after")
    before = (left - half) * NARROWEST - 4
    if before - letters.width(words) >= 0:
        return _Placed(event, left - half, right + half, 0, words, left, "before")
    words = letters.shortened(words, max(before, NARROWEST - after))
    place, anchor = (left, "before") if before > NARROWEST - after else (right, "after")
    return _Placed(event, left - half, right + half, 0, words, place, anchor)


def _words_span(one: _Placed) -> tuple[float, float]:
    away = 4.0 if one.event.ends else MOMENT_WIDTH / 2 + 4
    at = one.words_at * NARROWEST
    wide = letters.width(one.words)
    return (at + away, at + away + wide) if one.anchor == "after" else (at - away - wide, at - away)


def _drawn(one: _Placed, top: float, hue: int) -> str:
    middle = top + one.row * ROW + ROW / 2
    hue_class = f"hue-{(hue - 1) % 6 + 1}"
    if one.event.ends:
        shape = node(
            "rect", x=across(one.left), width=across(max(one.right - one.left, 0.012)),
            y=middle - 8, height=16, rx=4, class_="block",
        )  # fmt: skip
        away = 5
    else:
        diamond = node("path", d="M0-8l8 8l-8 8l-8-8z", class_="mark")
        shape = node("svg", diamond, x=across(one.left + MOMENT_WIDTH / 2 / NARROWEST), y=middle, class_="spot")
        away = 13
    side = {"dx": away} if one.anchor == "after" else {"dx": -away, "class_": "end"}
    words = text(one.words, x=across(one.words_at), y=middle + 4.5, **side)
    return node("g", shape + words, class_=hue_class)


def _months(axis: _Axis, below: float) -> list[str]:
    drawn: list[str] = []
    free = 0.0
    month = (axis.first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month <= axis.last:
        place = axis.share(month)
        words = month_text(month) if month.month != 1 else str(month.year)
        drawn.append(node("line", x1=across(place), x2=across(place), y1=22, y2=below, class_="grid"))
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
