"""A spider's web: how several people, or one at several times, see the same questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.rim import ABOVE, LETTERS, WIDTH, Rim
from tovholder.ui.charts.svg import as_read, node, number, round_drawing, text

MOST_SERIES = 3
"""More lines than this on one web cannot be told apart; ask for fewer."""


@dataclass(frozen=True)
class Series:
    """One web: its name and a value for each axis, None where it was not answered."""

    label: str
    values: Sequence[float | None]


def radar(title: str, axes: Sequence[str], series: Sequence[Series], *, top: int = 5) -> Drawing:
    """Draws webs over the same axes, from 0 in the middle to `top` at the rim.

    Axes carry their words where these fit, and otherwise numbers with the words below.
    Raises ValueError when a series has another number of values than there are axes.
    """
    _check(axes, series)
    rim = Rim.of(axes)
    web = _Web(rim, top)
    inside = [*web.rings(), *web.scale(), *map(web.line, range(len(series)), series)]
    key, below = _key(series, rim.middle[1] + rim.radius + ABOVE + 18)
    listed, below = rim.list(below)
    inside += [*rim.words(), *key, *listed]
    return round_drawing(
        inside,
        title=title,
        sentence=sentence(title, axes, series),
        size=(WIDTH, below + 4),
        head=(_("Question"), *(one.label for one in series)),
        rows=lambda: rows(axes, series),
    )


def sentence(title: str, axes: Sequence[str], series: Sequence[Series]) -> str:
    """The same in words: the highest and the lowest of the latest web."""
    answered = [
        (value, axis)
        for axis, value in zip(axes, series[-1].values if series else [], strict=False)
        if value is not None
    ]
    if not answered:
        return _("%(title)s: not answered yet.") % {"title": title}
    high, low = max(answered, key=lambda one: one[0]), min(answered, key=lambda one: one[0])
    return _("%(title)s, %(label)s: highest %(high)s (%(most)s), lowest %(low)s (%(least)s).") % {
        "title": title,
        "label": series[-1].label,
        "high": high[1],
        "most": as_read(float(high[0])),
        "low": low[1],
        "least": as_read(float(low[0])),
    }


def rows(axes: Sequence[str], series: Sequence[Series]) -> list[tuple[str, ...]]:
    """The same as a table: a row for each axis, a column for each web."""
    _check(axes, series)
    return [
        (axis, *(_written(one.values[place]) for one in series)) for place, axis in enumerate(axes)
    ]


def _written(value: float | None) -> str:
    return "–" if value is None else as_read(float(value))


def _check(axes: Sequence[str], series: Sequence[Series]) -> None:
    if len(axes) < 3:
        raise ValueError("A spider's web needs at least three axes.")
    if len(series) > MOST_SERIES:
        raise ValueError(f"A spider's web shows at most {MOST_SERIES} series.")
    for one in series:
        if len(one.values) != len(axes):
            raise ValueError(f"“{one.label}” has {len(one.values)} values for {len(axes)} axes.")


@dataclass(frozen=True)
class _Web:
    """The geometry of one web."""

    rim: Rim
    top: int

    def rings(self) -> list[str]:
        rings = [
            node("polygon", points=_points(self._ring(step)), class_="grid")
            for step in range(1, self.top + 1)
        ]
        spokes = "".join(
            "M{} {}L{} {}".format(
                *map(number, (*self.rim.middle, *self.rim.spot(at, self.rim.radius)))
            )
            for at in range(len(self.rim.labels))
        )
        return [*rings, node("path", d=spokes, class_="grid")]

    def _ring(self, step: int) -> list[tuple[float, float]]:
        return [
            self.rim.spot(at, self.rim.radius * step / self.top)
            for at in range(len(self.rim.labels))
        ]

    def scale(self) -> list[str]:
        x, y = self.rim.middle
        return [
            text(step, x=x + 3, y=y - self.rim.radius * step / self.top + 11, class_="quiet small")
            # A web to 10 names every fifth ring: more would stand on each other.
            for step in range(1, self.top + 1)
            if self.top <= 5 or step % 5 == 0
        ]

    def line(self, place: int, one: Series) -> str:
        spots = [
            self.rim.spot(at, self.rim.radius * min(max(float(value), 0.0), self.top) / self.top)
            for at, value in enumerate(one.values)
            if value is not None
        ]
        whole = len(spots) == len(self.rim.labels)
        points = _points(spots)
        area = node("polygon", points=points, class_="area") if whole else ""
        line = node(
            "polygon" if whole else "polyline", points=points, class_=f"line dash-{place + 1}"
        )
        marks = "".join(_mark(spot, place) for spot in spots)
        return node("g", area + line + marks, class_=f"hue-{place + 1}")


def _points(spots: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in spots)


def _mark(spot: tuple[float, float], place: int) -> str:
    x, y = spot
    if place == 0:
        return node("circle", cx=x, cy=y, r=4, class_="mark")
    if place == 1:
        return node("rect", x=x - 4, y=y - 4, width=8, height=8, class_="mark")
    return node("path", d=f"M{number(x)} {number(y - 5)}l5 9h-10z", class_="mark")


def _key(series: Sequence[Series], below: float) -> tuple[list[str], float]:
    """Which line is whose, one after another and on the next row where there is no room."""
    drawn: list[str] = []
    x = 10.0
    for place, one in enumerate(series):
        words = letters.shortened(one.label, WIDTH - 60, LETTERS)
        wide = 44 + letters.width(words, LETTERS) + 14
        if x > 10 and x + wide > WIDTH:
            x, below = 10.0, below + 22
        line = node("path", d=f"M{number(x)} {number(below)}h30", class_=f"line dash-{place + 1}")
        mark = _mark((x + 15, below), place)
        drawn.append(
            node("g", line + mark + text(words, x=x + 38, y=below + 4.5), class_=f"hue-{place + 1}")
        )
        x += wide
    return drawn, below + 12
