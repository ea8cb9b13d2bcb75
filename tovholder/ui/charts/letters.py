"""How much room words take, without a browser: estimated widths of Inter.

The estimate is a little generous, so that what fits here fits on the screen.
"""

from collections.abc import Sequence
from functools import lru_cache

NARROW = frozenset("fijlrtI.,:;'|!()[] ")
WIDE = frozenset("mwMWÆŒæœ@%—")
ELLIPSIS = "…"
SOFT_HYPHEN = "\u00ad"


@lru_cache(maxsize=4096)
def width(words: str, size: float = 13) -> float:
    """Pixels that words take at a size of letters in pixels."""
    return sum(_share(letter) for letter in words) * size


def shortened(words: str, room: float, size: float = 13) -> str:
    """Words that fit in a room of pixels, cut with an ellipsis where they must be."""
    if width(words, size) <= room:
        return words
    kept = words
    while kept and width(kept + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def lines(words: str, room: float, size: float = 13, most: int = 3) -> Sequence[str]:
    """Words broken between words into lines that fit a room, at most `most` of them.

    A long word breaks at a soft hyphen (U+00AD); without one it is shortened, and so is the
    last line when more follows.
    """
    made: list[str] = []
    for word in _parts(words, room, size):
        together = f"{made[-1]} {word}" if made and not made[-1].endswith("-") else word
        if made and together != word and width(together, size) <= room:
            made[-1] = together
        else:
            made.append(word)
    if len(made) > most:
        made = [*made[: most - 1], " ".join(made[most - 1 :])]
    return [shortened(line, room, size) for line in made]


def _parts(words: str, room: float, size: float) -> list[str]:
    parts: list[str] = []
    for word in words.split():
        whole = word.replace(SOFT_HYPHEN, "")
        if SOFT_HYPHEN not in word or width(whole, size) <= room:
            parts.append(whole)
            continue
        *first, last = word.split(SOFT_HYPHEN)
        parts += [*(f"{part}-" for part in first), last]
    return parts


@lru_cache(maxsize=1024)
def _share(letter: str) -> float:
    if letter in NARROW:
        return 0.33
    if letter in WIDE or ord(letter) > 0x2E80:
        return 0.92
    if letter.isupper() or letter.isdigit():
        return 0.67
    return 0.56
