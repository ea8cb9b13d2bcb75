"""Many people's words on one surface: the more who say a word, the larger it stands."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import cos, sin, sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.ui.charts import letters
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.svg import node, round_drawing, text

WIDTH, HEIGHT = 480.0, 330.0
SMALLEST, LARGEST = 15.0, 42.0
MOST_WORDS = 40
HUES = 6

Box = tuple[float, float, float, float]


def wordcloud(title: str, counts: Mapping[str, int]) -> Drawing:
    """Draws the words with room for them, the most said in the middle; the same every time.

    At most `MOST_WORDS` words are drawn; the table has them all.
    """
    ordered = _ordered(counts)
    inside: list[str] = []
    taken: list[Box] = []
    most = ordered[0][1] if ordered else 1
    for place, (word, count) in enumerate(ordered[:MOST_WORDS]):
        size = SMALLEST + (LARGEST - SMALLEST) * sqrt(max(count, 0) / max(most, 1))
        shown = letters.shortened(word, WIDTH * 0.8, size)
        spot = _free(shown, size, taken)
        if spot is None:
            # Where a large word finds no room, a small one may still.
            size = SMALLEST
            spot = _free(shown, size, taken)
        if spot is None:
            continue
        # The face is heavier than the running text that widths are measured for.
        drawn = text(
            shown, x=spot[0], y=spot[1] + size * 0.35, font_size=size, class_="word middle"
        )
        inside.append(node("g", drawn, class_=f"hue-{place % HUES + 1}"))
    return round_drawing(
        inside,
        title=title,
        sentence=sentence(title, counts),
        size=_size(taken),
        head=(_("Word"), _("Said by")),
        rows=lambda: rows(counts),
    )


def sentence(title: str, counts: Mapping[str, int]) -> str:
    """The same in words: how many words, and those said most."""
    ordered = _ordered(counts)
    if not ordered:
        return _("%(title)s: no words yet.") % {"title": title}
    said = ngettext(
        "%(title)s: one word, %(most)s.",
        "%(title)s: %(count)d words. Most said: %(most)s.",
        len(ordered),
    )
    most = ", ".join(f"{word} ({count})" for word, count in ordered[:3])
    return said % {"title": title, "count": len(ordered), "most": most}


def rows(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The same as a table, the most said first."""
    return _ordered(counts)


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _free(word: str, size: float, taken: list[Box]) -> tuple[float, float] | None:
    """The first place on a spiral from the middle where the word meets no other."""
    half = letters.width(word, size) * 1.08 / 2 + 3
    above, below = size * 0.55, size * 0.6
    in_the_way: Box | None = None
    for x, y in _spiral():
        box = (x - half, y - above, x + half, y + below)
        if box[0] < 0 or box[2] > WIDTH or box[1] < 0 or box[3] > HEIGHT:
            continue
        # What was in the way a step ago mostly still is.
        if in_the_way and _meet(box, in_the_way):
            continue
        in_the_way = next((other for other in taken if _meet(box, other)), None)
        if in_the_way is None:
            taken.append(box)
            return x, y
    return None


@cache
def _spiral() -> Sequence[tuple[float, float]]:
    """Places from the middle outward, about eight pixels apart."""
    places = []
    turn = 0.0
    while turn < 95:
        away = turn * 3
        places.append((WIDTH / 2 + cos(turn) * away, HEIGHT / 2 + sin(turn) * away * 0.62))
        turn += 8 / max(away, 6)
    return places


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _size(taken: Sequence[Box]) -> tuple[float, float]:
    return (WIDTH, max((box[3] for box in taken), default=40.0) + 4)
