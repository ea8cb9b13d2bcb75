"""A scale from 0: where each one stands on it, with the letters of their name.

Those who gave the same number stand on top of each other, so that nobody hides another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _

from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import across, as_read, node, text, wide_drawing
from tovholder.ui.people import initials

FIRST, LAST = 0.04, 0.96
"""Where across the drawing the scale begins and ends."""
ROUND = 12
"""Half the height of a mark: eleven side by side still find room on a phone."""


@dataclass(frozen=True)
class Stand:
    """Someone on the scale. `hue` is a colour from 1 to 6 that groups them; words tell the rest."""

    name: str
    value: int
    hue: int = 1


def scale_line(title: str, stands: Sequence[Stand], *, top: int = 10) -> Drawing:
    """Draws a scale from 0 to `top` with everyone on it.

    Raises ValueError for a value beyond the scale.
    """
    for stand in stands:
        if not 0 <= stand.value <= top:
            raise ValueError(f"“{stand.name}”: {stand.value} is not on a scale from 0 to {top}.")
    highest = max((_over(stands, at) for at in range(len(stands))), default=0)
    line = (highest + 1) * (2 * ROUND + 2) + 4.0
    return wide_drawing(
        [*_scale(line, top), *_marks(stands, line, top)],
        title=title,
        sentence=sentence(title, stands),
        height=line + 24,
        head=(_("Who"), _("Answer")),
        rows=lambda: rows(stands),
    )


def sentence(title: str, stands: Sequence[Stand]) -> str:
    """The same in words: the lowest, the highest and the middle."""
    if not stands:
        return _("%(title)s: not answered yet.") % {"title": title}
    values = [stand.value for stand in stands]
    if min(values) == max(values):
        return _("%(title)s: all say %(value)d.") % {"title": title, "value": values[0]}
    return _("%(title)s: from %(low)d to %(high)d, in the middle %(median)s.") % {
        "title": title,
        "low": min(values),
        "high": max(values),
        "median": as_read(float(median(values))),
    }


def rows(stands: Sequence[Stand]) -> list[tuple[str, int]]:
    """The same as a table: who, and what they said."""
    return [(stand.name, stand.value) for stand in stands]


def _over(stands: Sequence[Stand], place: int) -> int:
    """How many stand under this one already."""
    return sum(stand.value == stands[place].value for stand in stands[:place])


def _x(value: int, top: int) -> str:
    return across(FIRST + (LAST - FIRST) * value / top)


def _scale(line: float, top: int) -> list[str]:
    drawn = [node("line", x1=_x(0, top), x2=_x(top, top), y1=line, y2=line, class_="grid")]
    numbers = (
        text(value, x=_x(value, top), y=line + 18, class_="quiet middle")
        for value in range(top + 1)
    )
    return [*drawn, *numbers]


def _marks(stands: Sequence[Stand], line: float, top: int) -> list[str]:
    return [
        node(
            "svg",
            node("circle", r=ROUND, class_="mark")
            + text(initials(stand.name)[:2], y=4, class_="on-block middle small"),
            x=_x(stand.value, top),
            y=line - ROUND - 2 - _over(stands, place) * (2 * ROUND + 2),
            class_=f"spot hue-{stand.hue}",
        )
        for place, stand in enumerate(stands)
    ]
