"""A wheel of wellbeing: one slice for each question, as long as its answer, in three colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.translation import gettext as _

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import node, number, round_drawing, text

WIDTH = 410.0
WORDED, NUMBERED = 94.0, 144.0
"""The radius of a wheel with words round it, and of one with numbers."""
SIDE_ROOM = WIDTH / 2 - WORDED - 12
LETTERS = 14.0
LINE = 17.0


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
    round_ = _Wheel(NUMBERED if numbered else WORDED, len(slices), top)
    inside = [round_.ground(), *(round_.slice(at, one.value) for at, one in enumerate(slices))]
    inside += [*round_.rims(), *_words(round_, slices, numbered=numbered)]
    below = round_.middle[1] + round_.radius + 44
    if numbered:
        inside += [
            text(letters.shortened(f"{at}. {one.label}", WIDTH - 20, LETTERS), x=10, y=below + LINE * at)
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


@dataclass(frozen=True)
class _Wheel:
    """The geometry of one wheel."""

    radius: float
    slices: int
    top: int

    @property
    def middle(self) -> tuple[float, float]:
        return WIDTH / 2, self.radius + 44

    def spot(self, place: float, away: float) -> tuple[float, float]:
        """Where something stands: `place` counts slices from the top, with the clock."""
        angle = 2 * pi * place / self.slices - pi / 2
        return self.middle[0] + cos(angle) * away, self.middle[1] + sin(angle) * away

    def ground(self) -> str:
        return node("circle", cx=self.middle[0], cy=self.middle[1], r=self.radius, class_="ground")

    def slice(self, place: int, value: int | None) -> str:
        if not value:
            return ""
        away = self.radius * value / self.top
        first, last = self.spot(place - 0.5, away), self.spot(place + 0.5, away)
        way = "M{} {}L{} {}A{} {} 0 0 1 {} {}z".format(
            *map(number, (*self.middle, *first, away, away, *last))
        )
        return node("path", d=way, class_=colour(value, self.top))

    def rims(self) -> list[str]:
        x, y = self.middle
        rings = [
            node("circle", cx=x, cy=y, r=self.radius * step / self.top, class_="seam thin")
            for step in range(1, self.top)
        ]
        spokes = "".join(
            "M{} {}L{} {}".format(*map(number, (x, y, *self.spot(at - 0.5, self.radius))))
            for at in range(self.slices)
        )
        return [*rings, node("path", d=spokes, class_="seam")]

    def value(self, place: int, value: int | None) -> str:
        """The number in its slice, out where slices are wide enough to hold it."""
        away = max(self.radius * 0.5, min(self.radius * 0.85, 11 * self.slices / (2 * pi)))
        x, y = self.spot(place, away)
        disc = node("circle", cx=x, cy=y, r=9, class_="paper")
        said = "–" if value is None else value
        return disc + text(said, x=x, y=y + 4.5, class_="middle strong")


def colour(value: int, top: int) -> str:
    """The colour of an answer: green at the top of the scale, red in its lowest third."""
    share = value / top
    return "red" if share <= 1 / 3 else "yellow" if share <= 3 / 4 else "green"


def _words(round_: _Wheel, slices: Sequence[Slice], *, numbered: bool) -> list[str]:
    drawn = []
    for place, one in enumerate(slices):
        angle = 2 * pi * place / len(slices) - pi / 2
        sideways = abs(cos(angle)) > 0.3
        made = [str(place + 1)] if numbered else _lines(one.label, sideways=sideways)
        x, y = round_.spot(place, round_.radius + 10)
        class_ = "middle" if not sideways else "end" if cos(angle) < 0 else None
        first = y + 4.5 + (sin(angle) - 1) / 2 * LINE * (len(made) - 1)
        first += 0 if sideways else sin(angle) * 6
        drawn += [
            text(line, x=x, y=first + LINE * at, class_=class_) for at, line in enumerate(made)
        ]
        drawn.append(round_.value(place, one.value))
    return drawn


def _lines(label: str, *, sideways: bool) -> Sequence[str]:
    if sideways:
        return letters.lines(label, SIDE_ROOM, LETTERS, most=3)
    return letters.lines(label, 2 * SIDE_ROOM, LETTERS, most=2)


def _fits(label: str, place: int, count: int) -> bool:
    sideways = abs(cos(2 * pi * place / count - pi / 2)) > 0.3
    made = _lines(label, sideways=sideways)
    return count <= 10 and letters.ELLIPSIS not in "".join(made)
