"""A wheel of wellbeing: one slice for each question, as long as its answer, in three colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi

from django.utils.translation import gettext as _

from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.rim import ABOVE, WIDTH, Rim
from tovholder.ui.charts.svg import node, number, round_drawing, text


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
    rim = Rim.of([one.label for one in slices])
    round_ = _Wheel(rim, top)
    inside = [round_.ground(), *(round_.slice(at, one.value) for at, one in enumerate(slices))]
    inside += [*round_.rims(), *(round_.value(at, one.value) for at, one in enumerate(slices))]
    listed, below = rim.list(rim.middle[1] + rim.radius + ABOVE - 4)
    inside += [*rim.words(), *listed]
    return round_drawing(
        inside,
        title=title,
        sentence=sentence(title, slices, top=top),
        size=(WIDTH, below),
        head=(_("Question"), _("Answer")),
        rows=lambda: rows(slices, top=top),
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

    rim: Rim
    top: int

    def ground(self) -> str:
        return node(
            "circle",
            cx=self.rim.middle[0],
            cy=self.rim.middle[1],
            r=self.rim.radius,
            class_="ground",
        )

    def slice(self, place: int, value: int | None) -> str:
        if not value:
            return ""
        away = self.rim.radius * value / self.top
        first, last = self.rim.spot(place - 0.5, away), self.rim.spot(place + 0.5, away)
        way = "M{} {}L{} {}A{} {} 0 0 1 {} {}z".format(
            *map(number, (*self.rim.middle, *first, away, away, *last))
        )
        return node("path", d=way, class_=colour(value, self.top))

    def rims(self) -> list[str]:
        x, y = self.rim.middle
        rings = [
            node("circle", cx=x, cy=y, r=self.rim.radius * step / self.top, class_="seam thin")
            for step in range(1, self.top)
        ]
        spokes = "".join(
            "M{} {}L{} {}".format(*map(number, (x, y, *self.rim.spot(at - 0.5, self.rim.radius))))
            for at in range(len(self.rim.labels))
        )
        return [*rings, node("path", d=spokes, class_="seam")]

    def value(self, place: int, value: int | None) -> str:
        """The number in its slice, out where slices are wide enough to hold it."""
        away = max(
            self.rim.radius * 0.5, min(self.rim.radius * 0.85, 11 * len(self.rim.labels) / (2 * pi))
        )
        x, y = self.rim.spot(place, away)
        disc = node("circle", cx=x, cy=y, r=9, class_="paper")
        said = "–" if value is None else value
        return disc + text(said, x=x, y=y + 4.5, class_="middle strong")


def colour(value: int, top: int) -> str:
    """The colour of an answer: green at the top of the scale, red in its lowest third."""
    share = value / top
    return "red" if share <= 1 / 3 else "yellow" if share <= 3 / 4 else "green"
