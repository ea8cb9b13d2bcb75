"""The people round one person: how near they stand, and in which part of life.

A thick line is a strong tie, a thin one a tie, a dotted one a thin tie, no line no tie; how near is
the ring. Ties between two of them are drawn the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import node, number, round_drawing, text

WIDTH = 440.0
MIDDLE = (WIDTH / 2, WIDTH / 2 + 12)
RINGS = (92.0, 148.0, 200.0)
BONDS = ("strong", "ordinary", "thin", "none")
SMALL = 11.5
HALF_HEIGHT = 19.0


@dataclass(frozen=True)
class Tie:
    """A person near the one in the middle.

    `sector` is the part of life; `ring` is 1 (nearest) to 3; `bond` is strong, ordinary, thin or
    none.
    """

    name: str
    role: str
    sector: str
    ring: int
    bond: str = "ordinary"


@dataclass(frozen=True)
class Link:
    """A tie between two people, by their places in the list of those drawn."""

    one: int
    other: int
    bond: str = "ordinary"


@dataclass
class _Spot:
    tie: Tie
    x: float
    y: float
    half: float


def network(title: str, name: str, ties: Sequence[Tie], links: Sequence[Link] = ()) -> Drawing:
    """Draws `name` in the middle and everyone round it, sector by sector.

    Raises ValueError for a ring or a bond that is not known.
    """
    _check(ties, links)
    sectors = list(dict.fromkeys(tie.sector for tie in ties))
    spots = _placed(ties, sectors)
    by_tie = {id(spot.tie): spot for spot in _apart(spots)}
    lines = [_line(MIDDLE, (spot.x, spot.y), spot.tie.bond) for spot in spots]
    for link in links:
        one, other = by_tie[id(ties[link.one])], by_tie[id(ties[link.other])]
        lines.append(_line((one.x, one.y), (other.x, other.y), link.bond))
    inside = [*_rings(), *_sectors(sectors), *lines, *(_person(spot) for spot in spots)]
    inside.append(node("circle", cx=MIDDLE[0], cy=MIDDLE[1], r=34, class_="block"))
    shown = letters.shortened(name, 62)
    inside.append(text(shown, x=MIDDLE[0], y=MIDDLE[1] + 4.5, class_="middle strong on-block"))
    return round_drawing(
        inside,
        title=title,
        sentence=sentence(title, name, ties),
        size=(WIDTH, MIDDLE[1] + RINGS[2] + 26),
        head=(_("Name"), _("Role"), _("Part of life"), _("How near"), _("Tie")),
        rows=lambda: rows(ties, links),
    )


def sentence(title: str, name: str, ties: Sequence[Tie]) -> str:
    """The same in words: how many, and who stands nearest."""
    near = [tie.name for tie in ties if tie.ring == 1]
    said = ngettext(
        "%(title)s: one person round %(name)s.",
        "%(title)s: %(count)d people round %(name)s.",
        len(ties),
    ) % {"title": title, "count": len(ties), "name": name}
    return said + (" " + _("Nearest: %(names)s.") % {"names": ", ".join(near)} if near else "")


def rows(
    ties: Sequence[Tie], links: Sequence[Link] = ()
) -> list[tuple[str, str, str, int | str, str]]:
    """The same as a table: everyone, the nearest first, then the ties between two of them."""
    ordered = sorted(ties, key=lambda tie: (tie.ring, tie.sector, tie.name))
    between = [
        (f"{ties[link.one].name} – {ties[link.other].name}", "", "", "", words(link.bond))
        for link in links
    ]
    return [*((tie.name, tie.role, tie.sector, tie.ring, words(tie.bond)) for tie in ordered),
            *between]  # fmt: skip


def words(bond: str) -> str:
    """A tie's strength in words."""
    return {
        "strong": pgettext("tie", "Strong"),
        "ordinary": pgettext("tie", "Ordinary"),
        "thin": pgettext("tie", "Thin"),
        "none": pgettext("tie", "None"),
    }[bond]


def _check(ties: Sequence[Tie], links: Sequence[Link]) -> None:
    for link in links:
        if link.bond not in BONDS:
            raise ValueError(f"There is no tie “{link.bond}”.")
    for tie in ties:
        if tie.ring not in (1, 2, 3):
            raise ValueError(f"“{tie.name}”: there is no ring {tie.ring}.")
        if tie.bond not in BONDS:
            raise ValueError(f"“{tie.name}”: there is no tie “{tie.bond}”.")


def _placed(ties: Sequence[Tie], sectors: Sequence[str]) -> list[_Spot]:
    """Each in the ring and, evenly, in the slice of the circle that belongs to the sector."""
    spots = []
    for place, sector in enumerate(sectors):
        own = [tie for tie in ties if tie.sector == sector]
        for at, tie in enumerate(own):
            share = (place + (at + 0.5) / len(own)) / len(sectors)
            angle = 2 * pi * share - pi / 2
            away = RINGS[tie.ring - 1] - 18
            half = max(letters.width(tie.name, SMALL), letters.width(tie.role, SMALL)) / 2 + 9
            half = min(max(half, 26.0), 54.0)
            spots.append(
                _Spot(tie, MIDDLE[0] + cos(angle) * away, MIDDLE[1] + sin(angle) * away, half)
            )
    return spots


def _apart(spots: list[_Spot], rounds: int = 220) -> list[_Spot]:
    """Pushes names that cover each other, or the middle, apart; the same way every time."""
    for _round in range(rounds):
        moved = False
        for at, one in enumerate(spots):
            for other in spots[at + 1 :]:
                moved |= _push(one, other)
            moved |= _from_the_middle(one)
            one.x = min(max(one.x, one.half + 2), WIDTH - one.half - 2)
            one.y = min(max(one.y, MIDDLE[1] - RINGS[2] + 2), MIDDLE[1] + RINGS[2] + 2)
        if not moved:
            break
    return spots


def _push(one: _Spot, other: _Spot) -> bool:
    wide = one.half + other.half + 4 - abs(one.x - other.x)
    high = 2 * HALF_HEIGHT + 4 - abs(one.y - other.y)
    if wide <= 0 or high <= 0:
        return False
    if wide < high:
        step = wide / 2 if one.x >= other.x else -wide / 2
        one.x, other.x = one.x + step, other.x - step
    else:
        step = high / 2 if one.y >= other.y else -high / 2
        one.y, other.y = one.y + step, other.y - step
    return True


def _from_the_middle(one: _Spot) -> bool:
    across, down = one.x - MIDDLE[0], one.y - MIDDLE[1]
    near_x = max(abs(across) - one.half, 0.0)
    near_y = max(abs(down) - HALF_HEIGHT, 0.0)
    if hypot(near_x, near_y) >= 38:
        return False
    far = hypot(across, down) or 1.0
    one.x, one.y = one.x + (across or 1.0) / far * 5, one.y + down / far * 5
    return True


def _line(start: tuple[float, float], end: tuple[float, float], bond: str) -> str:
    """A line for a tie; where there is none, none."""
    if bond == "none":
        return ""
    return node("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=f"tie {bond}")


def _rings() -> list[str]:
    outer = node("circle", cx=MIDDLE[0], cy=MIDDLE[1], r=RINGS[2] + 14, class_="ground")
    return [
        outer,
        *(
            node("circle", cx=MIDDLE[0], cy=MIDDLE[1], r=radius, class_="grid")
            for radius in RINGS[:2]
        ),
    ]


def _sectors(sectors: Sequence[str]) -> list[str]:
    drawn = []
    count = len(sectors)
    for place, sector in enumerate(sectors):
        if count > 1:
            angle = 2 * pi * place / count - pi / 2
            way = "M{} {}L{} {}".format(
                *map(
                    number,
                    (
                        *MIDDLE,
                        MIDDLE[0] + cos(angle) * (RINGS[2] + 14),
                        MIDDLE[1] + sin(angle) * (RINGS[2] + 14),
                    ),
                )
            )
            drawn.append(node("path", d=way, class_="grid"))
        drawn += _corner(place, count, sector)
    return drawn


def _corner(place: int, count: int, sector: str) -> list[str]:
    """The sector's name in the corner of the drawing that is nearest to it."""
    angle = 2 * pi * (place + 0.5) / count - pi / 2
    right, low = cos(angle) > 0, sin(angle) > 0
    x = WIDTH - 2 if right else 2.0
    y = MIDDLE[1] + RINGS[2] + 20 if low else 14.0
    same = [
        at
        for at in range(place)
        if (cos(2 * pi * (at + 0.5) / count - pi / 2) > 0) == right
        and (sin(2 * pi * (at + 0.5) / count - pi / 2) > 0) == low
    ]
    y += (-16 if low else 16) * len(same)
    shown = letters.shortened(sector, WIDTH / 2 - 12, 14)
    return [text(shown, x=x, y=y, class_="end strong" if right else "strong")]


def _person(spot: _Spot) -> str:
    room = spot.half * 2 - 12
    box = node(
        "rect", x=spot.x - spot.half, y=spot.y - HALF_HEIGHT, width=spot.half * 2,
        height=2 * HALF_HEIGHT, rx=10, class_=f"tie-box {spot.tie.bond}",
    )  # fmt: skip
    name = letters.shortened(spot.tie.name, room, SMALL)
    role = letters.shortened(spot.tie.role, room, SMALL - 1)
    return (
        box
        + text(name, x=spot.x, y=spot.y - 2, class_="middle strong small")
        + text(role, x=spot.x, y=spot.y + 12, class_="middle quiet small")
    )
