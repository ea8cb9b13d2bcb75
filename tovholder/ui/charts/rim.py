"""Words round the rim of a round chart, and a numbered list under it where they have no room."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin

from tovholder.ui.charts import letters
from tovholder.ui.charts.svg import text

WIDTH = 410.0
"""The width of a round chart's view box."""
WORDED, NUMBERED = 88.0, 140.0
"""The radius of a chart with words round it, and of one with numbers."""
ABOVE = 48.0
"""Room over and under the rim for its words."""
LETTERS = 14.0
LINE = 17.0
AWAY = 12.0
SIDE_ROOM = WIDTH / 2 - WORDED - AWAY


@dataclass(frozen=True)
class Rim:
    """A rim with its words in place: `numbered` where the words stand in a list below."""

    labels: Sequence[str]
    numbered: bool

    @classmethod
    def of(cls, labels: Sequence[str]) -> "Rim":
        """Words where none is cut and none meets another, numbers otherwise."""
        placed = [
            box for place, label in enumerate(labels) for box in _words(label, place, len(labels))
        ]
        cut = any(letters.ELLIPSIS in box.words for box in placed)
        return cls(labels, cut or any(_meet(one, other) for one, other in combinations(placed, 2)))

    @property
    def radius(self) -> float:
        """The radius of the rim, larger when only numbers stand round it."""
        return NUMBERED if self.numbered else WORDED

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the rim in the view box."""
        return WIDTH / 2, self.radius + ABOVE

    def spot(self, place: float, away: float) -> tuple[float, float]:
        """Where something stands: `place` counts labels from the top, with the clock."""
        across, down = _direction(place, len(self.labels))
        return self.middle[0] + across * away, self.middle[1] + down * away

    def words(self) -> list[str]:
        """The words or numbers round the rim as text elements."""
        count = len(self.labels)
        shown = [str(at + 1) for at in range(count)] if self.numbered else self.labels
        across, down = self.middle
        return [
            text(box.words, x=across + box.x, y=down + box.y, class_=box.class_)
            for place, words in enumerate(shown)
            for box in _words(words, place, count, self.radius)
        ]

    def list(self, top: float) -> tuple[list[str], float]:
        """The numbered list from `top` down, and where it ends; nothing when words stand above."""
        if not self.numbered:
            return [], top
        drawn = [
            text(letters.shortened(f"{at}. {label}", WIDTH - 20, LETTERS), x=10, y=top + LINE * at)
            for at, label in enumerate(self.labels, start=1)
        ]
        return drawn, top + LINE * len(self.labels) + 8


@dataclass(frozen=True)
class _Box:
    """A line of words, its baseline measured from the middle of the rim."""

    words: str
    x: float
    y: float
    class_: str | None

    @property
    def edges(self) -> tuple[float, float, float, float]:
        wide = letters.width(self.words, LETTERS)
        left = {"middle": self.x - wide / 2, "end": self.x - wide}.get(self.class_ or "", self.x)
        return left, self.y - LETTERS, left + wide, self.y + 4


def _words(label: str, place: int, count: int, radius: float = WORDED) -> list[_Box]:
    across, down = _direction(place, count)
    sideways = abs(across) > 0.3
    made = letters.lines(
        label,
        SIDE_ROOM if sideways else WIDTH * 0.6,
        LETTERS,
        most=3 if sideways else 1,
    )
    class_ = "middle" if not sideways else "end" if across < 0 else None
    # Words stand outside the rim: over it at the top, under it at the bottom.
    first = down * (radius + AWAY) + 5 + (down - 1) / 2 * LINE * (len(made) - 1)
    first += 0 if sideways else down * 8
    x = across * (radius + AWAY)
    return [_Box(line, x, first + LINE * at, class_) for at, line in enumerate(made)]


def _meet(one: _Box, other: _Box) -> bool:
    a, b = one.edges, other.edges
    return a[0] < b[2] + 4 and b[0] < a[2] + 4 and a[1] < b[3] and b[1] < a[3]


def _direction(place: float, count: int) -> tuple[float, float]:
    angle = 2 * pi * place / count - pi / 2
    return cos(angle), sin(angle)
