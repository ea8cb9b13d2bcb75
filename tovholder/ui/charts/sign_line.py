"""A sign over time: seen, partly seen or not seen, each with a shape of its own.

A filled disc was seen, a half-filled one partly, an open square not. The line between them
shows which way it goes.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import NARROWEST, across, node, text, wide_drawing
from tovholder.ui.dates import day_text, short_day_text

HEIGHTS = {"seen": 26.0, "partly": 66.0, "not_seen": 106.0}
FIRST, LAST = 0.27, 0.97
"""Where across the drawing the first and the last observation stand."""


class Observed(Protocol):
    """What is needed of an observation."""

    @property
    def seen(self) -> str:
        """`seen`, `partly` or `not_seen`."""

    @property
    def on(self) -> date:
        """The day it was observed."""


def sign_line(title: str, observations: Sequence[Observed]) -> Drawing:
    """Draws the observations of one sign in the order of their days."""
    ordered = _ordered(observations)
    places = _places(ordered)
    inside = [*_levels(), *_lines(ordered, places), *_marks(ordered, places)]
    inside += _days(ordered, places)
    return wide_drawing(
        inside,
        title=title,
        sentence=sentence(title, ordered),
        height=142,
        head=(_("Day"), _("Observed")),
        rows=lambda: rows(ordered),
    )


def sentence(title: str, observations: Sequence[Observed]) -> str:
    """The same in words: how often it was seen, and how it was the last time."""
    ordered = _ordered(observations)
    if not ordered:
        return _("%(sign)s: not observed yet.") % {"sign": title}
    latest = ordered[-1]
    return _("%(sign)s: seen %(seen)d of %(all)d times. Latest, %(day)s: %(how)s.") % {
        "sign": title,
        "seen": sum(observed.seen == "seen" for observed in ordered),
        "all": len(ordered),
        "day": day_text(latest.on),
        "how": words(latest.seen).lower(),
    }


def rows(observations: Sequence[Observed]) -> list[tuple[str, str]]:
    """The same as a table: the day and what was observed."""
    return [
        (day_text(observed.on, year=True), words(observed.seen))
        for observed in _ordered(observations)
    ]


def words(seen: str) -> str:
    """What an observation says, in words."""
    return {
        "seen": pgettext("a sign was", "Seen"),
        "partly": pgettext("a sign was", "Partly"),
        "not_seen": pgettext("a sign was", "Not seen"),
    }[seen]


def _ordered(observations: Sequence[Observed]) -> list[Observed]:
    return sorted(observations, key=lambda observed: observed.on)


def _places(ordered: Sequence[Observed]) -> list[float]:
    """Where each stands: by its day, and pushed on when it would cover the one before."""
    if not ordered:
        return []
    first, days = ordered[0].on, max((ordered[-1].on - ordered[0].on).days, 1)
    room = min((LAST - FIRST) / len(ordered), 20 / NARROWEST)
    places: list[float] = []
    for observed in ordered:
        place = FIRST + (LAST - FIRST) * (observed.on - first).days / days
        places.append(max(place, places[-1] + room) if places else place)
    beyond = max(places[-1] - LAST, 0)
    # What was pushed over the edge is drawn together again, keeping the order.
    stretch = (LAST - FIRST) / (LAST - FIRST + beyond)
    return [FIRST + (place - FIRST) * stretch for place in places]


def _levels() -> list[str]:
    drawn = []
    for seen, height in HEIGHTS.items():
        drawn.append(node("line", x1="0", x2="100%", y1=height, y2=height, class_="grid"))
        drawn.append(text(words(seen), x="0", y=height - 6, class_="quiet"))
    return drawn


def _lines(ordered: Sequence[Observed], places: Sequence[float]) -> list[str]:
    points = [
        (across(place), HEIGHTS[observed.seen])
        for observed, place in zip(ordered, places, strict=True)
    ]
    return [
        node("line", x1=here[0], y1=here[1], x2=there[0], y2=there[1], class_="line")
        for here, there in pairwise(points)
    ]


def _marks(ordered: Sequence[Observed], places: Sequence[float]) -> list[str]:
    return [
        node("svg", _mark(observed.seen), x=across(place), y=HEIGHTS[observed.seen], class_="spot")
        for observed, place in zip(ordered, places, strict=True)
    ]


def _mark(seen: str) -> str:
    if seen == "seen":
        return node("circle", r=7, class_="mark")
    if seen == "partly":
        return node("circle", r=6, class_="open") + node(
            "path", d="M0-6a6 6 0 0 1 0 12z", class_="block"
        )
    return node("rect", x=-5.5, y=-5.5, width=11, height=11, class_="open")


def _days(ordered: Sequence[Observed], places: Sequence[float]) -> list[str]:
    """The days under the marks, as many as have room: the last one always."""
    drawn: list[str] = []
    free = NARROWEST
    for observed, place in reversed(list(zip(ordered, places, strict=True))):
        words_ = short_day_text(observed.on)
        half = letters.width(words_, 12) / 2
        middle = min(place * NARROWEST, NARROWEST - half)
        if middle + half <= free and middle - half >= 0:
            drawn.append(text(words_, x=across(middle / NARROWEST), y=134, class_="quiet middle"))
            free = middle - half - 10
    return drawn
