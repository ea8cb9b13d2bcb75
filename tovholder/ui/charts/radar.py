"""A spider's web: how several people, or one at several times, see the same questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.translation import gettext as _

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import node, number, round_drawing, text

WIDTH = 380.0
RADIUS = 92.0
LETTERS = 13.0
SIDE_ROOM = WIDTH / 2 - RADIUS - 14
LINE = 16.0
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
    middle = (WIDTH / 2, RADIUS + 44)
    inside = [*_web(middle, len(axes), top), *_scale(middle, top)]
    for place, one in enumerate(series):
        inside.append(_line(middle, one, place, top))
    inside += _labels(middle, axes, numbered=numbered)
    below = middle[1] + RADIUS + 62
    key, below = _key(series, below)
    inside += key
    if numbered:
        inside += [
            text(letters.shortened(f"{place}. {axis}", WIDTH - 20), x=10, y=below + LINE * place)
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


def _direction(place: int, count: int) -> tuple[float, float]:
    angle = 2 * pi * place / count - pi / 2
    return cos(angle), sin(angle)


def _spot(middle: tuple[float, float], place: int, count: int, away: float) -> tuple[float, float]:
    across, down = _direction(place, count)
    return middle[0] + across * away, middle[1] + down * away


def _points(spots: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in spots)


def _web(middle: tuple[float, float], count: int, top: int) -> list[str]:
    rings = [
        node(
            "polygon",
            points=_points([_spot(middle, at, count, RADIUS * ring / top) for at in range(count)]),
            class_="grid",
        )
        for ring in range(1, top + 1)
    ]
    spokes = "".join(
        "M{} {}L{} {}".format(*map(number, (*middle, *_spot(middle, at, count, RADIUS))))
        for at in range(count)
    )
    return [*rings, node("path", d=spokes, class_="grid")]


def _scale(middle: tuple[float, float], top: int) -> list[str]:
    return [
        text(step, x=middle[0] + 3, y=middle[1] - RADIUS * step / top + 11, class_="quiet small")
        for step in range(1, top + 1)
    ]


def _line(middle: tuple[float, float], one: Series, place: int, top: int) -> str:
    count = len(one.values)
    spots = [
        _spot(middle, at, count, RADIUS * min(max(float(value), 0.0), top) / top)
        for at, value in enumerate(one.values)
        if value is not None
    ]
    shape = "polygon" if len(spots) == count else "polyline"
    line = node(shape, points=_points(spots), class_=f"line dash-{place + 1}")
    area = node("polygon", points=_points(spots), class_="area") if shape == "polygon" else ""
    marks = "".join(_mark(spot, place) for spot in spots)
    return node("g", area + line + marks, class_=f"hue-{place + 1}")


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


def _labels(
    middle: tuple[float, float], axes: Sequence[str], *, numbered: bool
) -> list[str]:
    count = len(axes)
    drawn = []
    for place, axis in enumerate(axes):
        across, down = _direction(place, count)
        x, y = _spot(middle, place, count, RADIUS + 12)
        sideways = abs(across) > 0.3
        made = [str(place + 1)] if numbered else letters.lines(
            axis, SIDE_ROOM if sideways else 2 * SIDE_ROOM, LETTERS
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
        words = letters.shortened(one.label, WIDTH - 60)
        wide = 44 + letters.width(words) + 14
        if x > 10 and x + wide > WIDTH:
            x, below = 10.0, below + 22
        line = node("path", d=f"M{number(x)} {number(below)}h30", class_=f"line dash-{place + 1}")
        mark = _mark((x + 15, below), place)
        drawn.append(
            node("g", line + mark + text(words, x=x + 38, y=below + 4.5), class_=f"hue-{place + 1}")
        )
        x += wide
    return drawn, below + 12
