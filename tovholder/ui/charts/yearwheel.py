"""A year as a wheel: rings of activities round twelve months, with a hand for today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin, sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import node, number, round_drawing, text
from tovholder.ui.dates import day_text, month_text

WIDTH = 400.0
MIDDLE = (WIDTH / 2, WIDTH / 2)
OUTER = 192.0
MONTHS = 26.0
HUB = 46.0
LINE = 18.0


@dataclass(frozen=True)
class Activity:
    """Something that happens in a ring of the year from one day to another."""

    ring: str
    label: str
    starts: date
    ends: date


def yearwheel(
    title: str, activities: Sequence[Activity], *, year: int, today: date | None = None
) -> Drawing:
    """Draws the activities of one year. An arc carries its words, or a number explained below.

    Activities outside the year are left out; those that reach over its edges are cut there.
    """
    own = _own(activities, year)
    rings = [ring for ring in dict.fromkeys(one.ring for one in activities) if _in(ring, own)]
    inside = [*_months(year), *_rings(rings)]
    below_words: list[str] = []
    for activity in own:
        arc, needs_words = _activity(activity, len(below_words) + 1, rings, year)
        inside.append(arc)
        if needs_words:
            below_words.append(f"{len(below_words) + 1}. {activity.label} ({activity.ring})")
    inside += _middle(year)
    if today and today.year == year:
        inside.append(_hand(today))
    inside += _key(rings, WIDTH + 18)
    below = WIDTH + 18 + LINE * len(rings)
    inside += [
        text(letters.shortened(words, WIDTH - 12), x=6, y=below + 8 + LINE * at)
        for at, words in enumerate(below_words)
    ]
    return round_drawing(
        inside,
        title=title,
        sentence=sentence(title, activities, year=year),
        size=(WIDTH, below + 4 + LINE * len(below_words)),
        head=(_("What"), _("From"), _("To"), _("Ring")),
        rows=lambda: rows(activities, year=year),
    )


def sentence(title: str, activities: Sequence[Activity], *, year: int) -> str:
    """The same in words: how many activities the year has."""
    count = len(_own(activities, year))
    said = ngettext(
        "%(title)s %(year)d: one activity.", "%(title)s %(year)d: %(count)d activities.", count
    )
    return said % {"title": title, "year": year, "count": count}


def rows(activities: Sequence[Activity], *, year: int) -> list[tuple[str, str, str, str]]:
    """The same as a table in the order of the year."""
    return [
        (one.label, day_text(one.starts, year=True), day_text(one.ends, year=True), one.ring)
        for one in _own(activities, year)
    ]


def _own(activities: Sequence[Activity], year: int) -> list[Activity]:
    return sorted(
        (one for one in activities if one.starts.year <= year <= one.ends.year),
        key=lambda one: (one.starts, one.label),
    )


def _in(ring: str, activities: Sequence[Activity]) -> bool:
    return any(activity.ring == ring for activity in activities)


def _turn(day: date, year: int) -> float:
    """A day as a share of the year, from the top and with the clock."""
    first = date(year, 1, 1)
    share = (day - first).days / (date(year + 1, 1, 1) - first).days
    return min(max(share, 0.0), 1.0)


def _spot(turn: float, away: float) -> tuple[float, float]:
    angle = 2 * pi * turn - pi / 2
    return MIDDLE[0] + cos(angle) * away, MIDDLE[1] + sin(angle) * away


def _arc(starts: float, ends: float, inner: float, outer: float, class_: str) -> str:
    ends = min(max(ends, starts + 0.012), starts + 0.999)
    large = 1 if ends - starts > 0.5 else 0
    a, b = _spot(starts, outer), _spot(ends, outer)
    c, d = _spot(ends, inner), _spot(starts, inner)
    out, into = number(outer), number(inner)
    way = (
        f"M{number(a[0])} {number(a[1])}A{out} {out} 0 {large} 1 {number(b[0])} {number(b[1])}"
        f"L{number(c[0])} {number(c[1])}A{into} {into} 0 {large} 0 {number(d[0])} {number(d[1])}z"
    )
    return node("path", d=way, class_=class_)


def _along(words: str, turn: float, away: float, class_: str) -> str:
    """Words across the wheel's radius at a turn, never upside down."""
    x, y = _spot(turn, away)
    angle = 360 * turn
    if 90 < angle < 270:
        angle += 180
    spin = f"rotate({number(angle)} {number(x)} {number(y)})"
    return text(words, x=x, y=y + 4, transform=spin, class_=class_)


def _months(year: int) -> list[str]:
    drawn = []
    for month in range(1, 13):
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        starts, ends = _turn(first, year), _turn(after, year)
        drawn.append(_arc(starts, ends, OUTER - MONTHS, OUTER, "month"))
        drawn.append(
            _along(month_text(first), (starts + ends) / 2, OUTER - MONTHS / 2, "middle quiet")
        )
    return drawn


def _band(ring: str, rings: Sequence[str]) -> tuple[float, float]:
    """The inner and the outer radius of a ring."""
    room = OUTER - MONTHS - HUB - 6
    step = min(room / len(rings), 40.0)
    outer = OUTER - MONTHS - 4 - step * rings.index(ring)
    return outer - step + 3, outer


def _rings(rings: Sequence[str]) -> list[str]:
    drawn = []
    for ring in rings:
        inner, outer = _band(ring, rings)
        middle = (inner + outer) / 2
        drawn.append(
            node("circle", cx=MIDDLE[0], cy=MIDDLE[1], r=middle, stroke_width=outer - inner,
                 class_="track")
        )  # fmt: skip
    return drawn


def _activity(activity: Activity, place: int, rings: Sequence[str], year: int) -> tuple[str, bool]:
    """An arc with its words; and whether there was only room for its number."""
    inner, outer = _band(activity.ring, rings)
    starts, ends = _turn(activity.starts, year), _turn(activity.ends, year)
    turn, away = (starts + ends) / 2, (inner + outer) / 2
    fits = letters.width(activity.label, 11.5) <= _room(starts, ends, inner, outer)
    words = activity.label if fits else str(place)
    arc = _arc(starts, ends, inner, outer, "block")
    hue = rings.index(activity.ring) % 6 + 1
    said = _along(words, turn, away, "middle on-block small")
    return node("g", arc + said, class_=f"hue-{hue}"), not fits


def _room(starts: float, ends: float, inner: float, outer: float) -> float:
    """Pixels for straight words on a bent band: neither over its outer edge nor its ends."""
    if outer - inner < 18:
        return 0.0
    top = (inner + outer) / 2 + 6
    within_edge = 2 * sqrt(max((outer - 2) ** 2 - top**2, 0.0))
    within_ends = 2 * inner * sin(pi * min(ends - starts, 0.4))
    return min(within_edge, within_ends) - 8


def _middle(year: int) -> list[str]:
    disc = node("circle", cx=MIDDLE[0], cy=MIDDLE[1], r=HUB - 6, class_="paper")
    return [disc, text(year, x=MIDDLE[0], y=MIDDLE[1] + 6, class_="middle strong large")]


def _hand(today: date) -> str:
    turn = _turn(today, today.year)
    (x1, y1), (x2, y2) = _spot(turn, OUTER - MONTHS - 3), _spot(turn, OUTER + 2)
    tip = node("circle", cx=x2, cy=y2, r=4.5, class_="now-tip")
    return node("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="now") + tip


def _key(rings: Sequence[str], top: float) -> list[str]:
    return [
        node(
            "g",
            node("rect", x=6, y=top - 10 + LINE * at, width=12, height=12, rx=3, class_="block")
            + text(letters.shortened(ring, WIDTH - 40), x=26, y=top + LINE * at),
            class_=f"hue-{at % 6 + 1}",
        )
        for at, ring in enumerate(rings)
    ]
