"""A spider's web: how several people, or one at several times, see the same questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.translation import gettext as _

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import node, number, round_drawing, text

WIDTH = 410.0
WORDED, NUMBERED = 88.0, 140.0
"""The radius of a web with words round it, and of one with numbers."""
LETTERS = 14.0
SIDE_ROOM = WIDTH / 2 - WORDED - 12
LINE = 17.0
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
    numbered = not all(_fits(axis, place, len(axes)) for place, axis in enumerate(axes))
    web = _Web(NUMBERED if numbered else WORDED, len(axes), top)
    inside = [*web.rings(), *web.scale(), *map(web.line, range(len(series)), series)]
    inside += _labels(web, axes, numbered=numbered)
    below = web.middle[1] + web.radius + 62
    key, below = _key(series, below)
    inside += key
    if numbered:
        inside += [
            text(letters.shortened(f"{place}. {axis}", WIDTH - 20, LETTERS), x=10, y=below + LINE * place)
            for place, axis in enumerate(axes, start=1)
        ]
        below += LINE * len(axes) + 8
    return round_drawing(
        inside,
        title=title,
        sentence=sentence(title, axes, series),
        size=(WIDTH, below + 4),
        head=(_("Question"), *(one.label for one in series)),
        rows=rows(axes, series),
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
        "most": number(float(high[0])),
        "low": low[1],
        "least": number(float(low[0])),
    }


def rows(axes: Sequence[str], series: Sequence[Series]) -> list[tuple[str, ...]]:
    """The same as a table: a row for each axis, a column for each web."""
    _check(axes, series)
    return [
        (axis, *(_written(one.values[place]) for one in series)) for place, axis in enumerate(axes)
    ]


def _written(value: float | None) -> str:
    return "–" if value is None else number(float(value))


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

    radius: float
    axes: int
    top: int

    @property
    def middle(self) -> tuple[float, float]:
        return WIDTH / 2, self.radius + 44

    def spot(self, place: int, away: float) -> tuple[float, float]:
        across, down = _direction(place, self.axes)
        return self.middle[0] + across * away, self.middle[1] + down * away

    def rings(self) -> list[str]:
        rings = [
            node("polygon", points=_points(self._ring(step)), class_="grid")
            for step in range(1, self.top + 1)
        ]
        spokes = "".join(
            "M{} {}L{} {}".format(*map(number, (*self.middle, *self.spot(at, self.radius))))
            for at in range(self.axes)
        )
        return [*rings, node("path", d=spokes, class_="grid")]

    def _ring(self, step: int) -> list[tuple[float, float]]:
        return [self.spot(at, self.radius * step / self.top) for at in range(self.axes)]

    def scale(self) -> list[str]:
        x, y = self.middle
        return [
            text(step, x=x + 3, y=y - self.radius * step / self.top + 11, class_="quiet small")
            for step in range(1, self.top + 1)
        ]

    def line(self, place: int, one: Series) -> str:
        spots = [
            self.spot(at, self.radius * min(max(float(value), 0.0), self.top) / self.top)
            for at, value in enumerate(one.values)
            if value is not None
        ]
        whole = len(spots) == self.axes
        points = _points(spots)
        area = node("polygon", points=points, class_="area") if whole else ""
        line = node("polygon" if whole else "polyline", points=points, class_=f"line dash-{place + 1}")
        marks = "".join(_mark(spot, place) for spot in spots)
        return node("g", area + line + marks, class_=f"hue-{place + 1}")


def _direction(place: int, count: int) -> tuple[float, float]:
    angle = 2 * pi * place / count - pi / 2
    return cos(angle), sin(angle)


def _points(spots: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in spots)


def _mark(spot: tuple[float, float], place: int) -> str:
    x, y = spot
    if place == 0:
        return node("circle", cx=x, cy=y, r=4, class_="mark")
    if place == 1:
        return node("rect", x=x - 4, y=y - 4, width=8, height=8, class_="mark")
    return node("path", d=f"M{number(x)} {number(y - 5)}l5 9h-10z", class_="mark")


def _fits(axis: str, place: int, count: int) -> bool:
    sideways = abs(_direction(place, count)[0])
    room = SIDE_ROOM if sideways > 0.3 else 2 * SIDE_ROOM
    made = letters.lines(axis, room, LETTERS, most=3 if sideways > 0.3 else 2)
    return letters.ELLIPSIS not in "".join(made) and count <= 10


def _labels(web: _Web, axes: Sequence[str], *, numbered: bool) -> list[str]:
    drawn = []
    for place, axis in enumerate(axes):
        across, down = _direction(place, web.axes)
        x, y = web.spot(place, web.radius + 12)
        sideways = abs(across) > 0.3
        made = [str(place + 1)] if numbered else letters.lines(
            axis, SIDE_ROOM if sideways else 2 * SIDE_ROOM, LETTERS, most=3 if sideways else 2
        )
        class_ = "middle" if not sideways else "end" if across < 0 else None
        # Words stand outside the rim: over it at the top, under it at the bottom.
        first = y + 4.5 + (down - 1) / 2 * LINE * (len(made) - 1) + (down * 6 if not sideways else 0)
        drawn += [
            text(line, x=x, y=first + LINE * at, class_=class_) for at, line in enumerate(made)
        ]
    return drawn


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
