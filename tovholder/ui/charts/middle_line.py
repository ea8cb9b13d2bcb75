"""A scale asked again and again: the middle each time, how far the answers spread, where it goes.

Nobody's own answer is drawn. The bar goes from the lowest to the highest, the disc is the middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import NARROWEST, across, as_read, node, number, text, wide_drawing
from tovholder.ui.dates import day_text, short_day_text

TOP, BOTTOM = 14.0, 114.0
FIRST, LAST = 0.14, 0.95
MOST = 12
"""How many times there is room for on a phone; the latest are drawn, all of them told."""


@dataclass(frozen=True)
class Middle:
    """One time: the middle of the answers, the lowest and the highest, and how many answered."""

    on: date
    middle: float
    low: int
    high: int
    count: int


def middle_line(title: str, times: Sequence[Middle], *, top: int = 10) -> Drawing:
    """Draws the middle each time on a scale from 0 to `top`, the latest last.

    Raises ValueError for what lies beyond the scale or is not in order.
    """
    for time in times:
        if not 0 <= time.low <= time.middle <= time.high <= top:
            raise ValueError(f"“{title}”, {time.on}: not on a scale from 0 to {top}.")
    ordered = sorted(times, key=lambda time: time.on)
    drawn = ordered[-MOST:]
    places = [_place(at, len(drawn)) for at in range(len(drawn))]
    inside = [*_levels(top), *_lines(drawn, places, top), *_marks(drawn, places, top)]
    return wide_drawing(
        [*inside, *_days(drawn, places)],
        title=title,
        sentence=sentence(title, ordered),
        height=142,
        head=(_("Day"), _("In the middle"), _("From"), _("To"), _("Answers")),
        rows=lambda: rows(ordered),
    )


def sentence(title: str, times: Sequence[Middle]) -> str:
    """The same in words: the first time and the latest."""
    if not times:
        return _("%(title)s: not answered yet.") % {"title": title}
    first, latest = times[0], times[-1]
    told = {
        "title": title,
        "middle": as_read(latest.middle),
        "day": day_text(latest.on, year=True),
        "first": as_read(first.middle),
        "first_day": day_text(first.on, year=True),
    }
    if len(times) == 1:
        return _("%(title)s: in the middle %(middle)s, %(day)s.") % told
    return _(
        "%(title)s: in the middle %(middle)s the latest time, %(day)s; "
        "%(first)s the first time, %(first_day)s."
    ) % told  # fmt: skip


def rows(times: Sequence[Middle]) -> list[tuple[str, str, int, int, int]]:
    """The same as a table in the order of time."""
    return [
        (day_text(one.on, year=True), as_read(one.middle), one.low, one.high, one.count)
        for one in times
    ]


def _place(at: int, many: int) -> float:
    return (FIRST + LAST) / 2 if many == 1 else FIRST + (LAST - FIRST) * at / (many - 1)


def _height(value: float, top: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _levels(top: int) -> list[str]:
    drawn = []
    for value in (0, top / 2, top):
        y = _height(value, top)
        drawn.append(node("line", x1="7%", x2="100%", y1=y, y2=y, class_="grid"))
        drawn.append(text(number(value), x="0", y=y + 4, class_="quiet"))
    return drawn


def _lines(times: Sequence[Middle], places: Sequence[float], top: int) -> list[str]:
    points = [
        (across(place), _height(time.middle, top))
        for time, place in zip(times, places, strict=True)
    ]
    return [
        node("line", x1=here[0], y1=here[1], x2=there[0], y2=there[1], class_="line")
        for here, there in pairwise(points)
    ]


def _marks(times: Sequence[Middle], places: Sequence[float], top: int) -> list[str]:
    drawn = []
    for time, place in zip(times, places, strict=True):
        middle = _height(time.middle, top)
        high, low = _height(time.high, top) - middle, _height(time.low, top) - middle
        spread = node("line", x1=0, x2=0, y1=high, y2=low, class_="line")
        ends = "".join(node("line", x1=-4, x2=4, y1=y, y2=y, class_="line") for y in (high, low))
        disc = node("circle", r=6, class_="mark")
        drawn.append(node("svg", spread + ends + disc, x=across(place), y=middle, class_="spot"))
    return drawn


def _days(times: Sequence[Middle], places: Sequence[float]) -> list[str]:
    """The days under the marks, as many as have room: the last one always."""
    drawn: list[str] = []
    free = NARROWEST
    for time, place in reversed(list(zip(times, places, strict=True))):
        told = short_day_text(time.on)
        half = letters.width(told, 12) / 2
        middle = min(place * NARROWEST, NARROWEST - half)
        if middle + half <= free and middle - half >= 0:
            drawn.append(text(told, x=across(middle / NARROWEST), y=136, class_="quiet middle"))
            free = middle - half - 10
    return drawn
