"""A wheel of wellbeing: one slice for each question, as long as its answer, in three colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.translation import gettext as _

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import node, number, round_drawing, text

WIDTH = 380.0
RADIUS = 104.0
MIDDLE = (WIDTH / 2, RADIUS + 40)
SIDE_ROOM = WIDTH / 2 - RADIUS - 12
LINE = 16.0


@dataclass(frozen=True)
class Slice:
    """A question and its answer from 0 to the top of the scale, None when not answered."""

    label: str
    value: int | None


def wheel(title: str, slices: Sequence[Slice], *, top: int = 4) -> Drawing:
    """Draws slices round a middle. The number stands in each slice; colours only repeat it.

    Raises ValueError for fewer than two slices or a value beyond the scale.
    """
    _check(slices, top)
    numbered = not all(_fits(one.label, place, len(slices)) for place, one in enumerate(slices))
    inside = [node("circle", cx=MIDDLE[0], cy=MIDDLE[1], r=RADIUS, class_="ground")]
    for place, one in enumerate(slices):
        inside.append(_slice(place, len(slices), one.value, top))
    inside += _rims(len(slices), top)
    inside += _words(slices, numbered=numbered)
    below = MIDDLE[1] + RADIUS + 44
    if numbered:
        inside += [
            text(letters.shortened(f"{at}. {one.label}", WIDTH - 20), x=10, y=below + LINE * at)
            for at, one in enumerate(slices, start=1)
        ]
        below += LINE * len(slices) + 8
    return round_drawing(
        inside,
        title=title,
        sentence=sentence(title, slices, top=top),
        size=(WIDTH, below),
        head=(_("Question"), _("Answer")),
        rows=rows(slices, top=top),
    )


def sentence(title: str, slices: Sequence[Slice], *, top: int = 4) -> str:
    """The same in words: what is lowest."""
    answered = [one for one in slices if one.value is not None]
    if not answered:
        return _("%(title)s: not answered yet.") % {"title": title}
    least = min(one.value for one in answered if one.value is not None)
    return _("%(title)s: lowest %(labels)s, %(value)d of %(top)d.") % {
        "title": title,
        "labels": ", ".join(one.label for one in answered if one.value == least),
        "value": least,
        "top": top,
    }


def rows(slices: Sequence[Slice], *, top: int = 4) -> list[tuple[str, str]]:
    """The same as a table: each question and its answer."""
    unanswered = "–"
    return [
        (one.label, unanswered if one.value is None else f"{one.value} / {top}") for one in slices
    ]


def _check(slices: Sequence[Slice], top: int) -> None:
    if len(slices) < 2:
        raise ValueError("A wheel needs at least two slices.")
    for one in slices:
        if one.value is not None and not 0 <= one.value <= top:
            raise ValueError(f"“{one.label}”: {one.value} is not on a scale from 0 to {top}.")


def _spot(turn: float, away: float) -> tuple[float, float]:
    """A place on the wheel: `turn` is a share of a whole turn, from the top and with the clock."""
    angle = 2 * pi * turn - pi / 2
    return MIDDLE[0] + cos(angle) * away, MIDDLE[1] + sin(angle) * away


def _slice(place: int, count: int, value: int | None, top: int) -> str:
    if not value:
        return ""
    away = RADIUS * value / top
    first, last = _spot((place - 0.5) / count, away), _spot((place + 0.5) / count, away)
    large = 1 if count == 1 else 0
    way = "M{} {}L{} {}A{} {} 0 {} 1 {} {}z".format(
        *map(number, (*MIDDLE, *first, away, away)), large, *map(number, last)
    )
    return node("path", d=way, class_=colour(value, top))


def colour(value: int, top: int) -> str:
    """The colour of an answer: a third of the scale each."""
    share = value / top
    return "red" if share <= 1 / 3 else "yellow" if share <= 3 / 4 else "green"


def _rims(count: int, top: int) -> list[str]:
    rings = [
        node("circle", cx=MIDDLE[0], cy=MIDDLE[1], r=RADIUS * ring / top, class_="seam thin")
        for ring in range(1, top)
    ]
    spokes = "".join(
        "M{} {}L{} {}".format(*map(number, (*MIDDLE, *_spot((at - 0.5) / count, RADIUS))))
        for at in range(count)
    )
    return [*rings, node("path", d=spokes, class_="seam")]


def _fits(label: str, place: int, count: int) -> bool:
    sideways = abs(cos(2 * pi * place / count - pi / 2)) > 0.3
    room = SIDE_ROOM if sideways else 2 * SIDE_ROOM
    return letters.ELLIPSIS not in "".join(letters.lines(label, room)) and count <= 10


def _words(slices: Sequence[Slice], *, numbered: bool) -> list[str]:
    drawn = []
    count = len(slices)
    for place, one in enumerate(slices):
        angle = 2 * pi * place / count - pi / 2
        sideways = abs(cos(angle)) > 0.3
        room = SIDE_ROOM if sideways else 2 * SIDE_ROOM
        made = [str(place + 1)] if numbered else letters.lines(one.label, room)
        x, y = _spot(place / count, RADIUS + 10)
        class_ = "middle" if not sideways else "end" if cos(angle) < 0 else None
        first = y + 4.5 + (sin(angle) - 1) / 2 * LINE * (len(made) - 1)
        first += 0 if sideways else sin(angle) * 6
        drawn += [
            text(line, x=x, y=first + LINE * at, class_=class_) for at, line in enumerate(made)
        ]
        drawn.append(_value(place, count, one.value))
    return drawn


def _value(place: int, count: int, value: int | None) -> str:
    """The number in its slice, out where slices are wide enough to hold it."""
    away = max(RADIUS * 0.5, min(RADIUS * 0.85, 11 * count / (2 * pi)))
    x, y = _spot(place / count, away)
    disc = node("circle", cx=x, cy=y, r=9, class_="paper")
    said = "–" if value is None else str(value)
    return disc + text(said, x=x, y=y + 4.5, class_="middle strong")
