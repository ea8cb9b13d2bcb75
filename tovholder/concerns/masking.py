"""Hiding who a child is in what is written about the child (S-45).

Pure: text and names in, text out. It hides too much rather than too little: a child
called *Sol* costs the reader a sun. What it cannot know (a nickname, a sibling, a
street) the school leader adds in `also` after reading the text through.
"""

import re
import unicodedata
from collections.abc import Iterable

MARK = "[…]"

# Standing alone these are ordinary Danish and Norwegian words, and no name by themselves; the
# name a child is called by is hidden whatever it is.
PARTICLES = frozenset(
    [
        "af",
        "al",
        "av",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "du",
        "el",
        "la",
        "le",
        "van",
        "von",
    ]
)

LETTER_BEFORE = r"(?<![^\W\d_])"
LETTER_AFTER = r"(?![^\W\d_])"
GENITIVE = r"(?:['’´`]?s|['’´`])?"
SCHOOL_YEAR = r"(?:klasse|klassetrin|trinn|kl|class|year|grade)"


def masked(text: str, *, name: str = "", group: str = "", also: Iterable[str] = ()) -> str:
    """The text with every occurrence of the child's name and class replaced by `MARK`.

    Upper and lower case, accents, a genitive *s*, hyphens, invisible characters and
    initials with full stops make no difference.
    """
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    visible = unicodedata.normalize("NFC", visible)
    called = next(iter(_words(name)), "")
    patterns = _name_patterns(name, called) + _group_patterns(group)
    for word in also:
        patterns += _name_patterns(word)
    if not patterns:
        return visible
    folded, places = _folded(visible)
    hits = re.finditer("|".join(patterns), folded)
    return _replaced(visible, [(places[hit.start()], places[hit.end()]) for hit in hits])


def hidden_in(text: str, **who: str) -> int:
    """How many places of the text `masked` would hide."""
    return masked(text, **who).count(MARK) - text.count(MARK)


def _replaced(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], MARK]
        at = max(end, start)
    return "".join([*parts, text[at:]])


def _fold(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in plain if not unicodedata.combining(part)).casefold()


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded for comparison, and for each folded place its place in the text."""
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in _fold(sign):
            folded.append(part)
            places.append(place)
    return "".join(folded), [*places, len(text)]


def _words(text: str) -> list[str]:
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    folded = "".join(_fold(sign) for sign in unicodedata.normalize("NFC", visible))
    return re.findall(r"[^\W_]+", folded)


def _name_patterns(name: str, called: str = "") -> list[str]:
    words = _words(name)
    if not words:
        return []
    whole = r"[\W_]+".join(map(re.escape, words))
    alone = [word for word in words if len(word) > 1 and (word not in PARTICLES or word == called)]
    patterns = [LETTER_BEFORE + whole + GENITIVE + LETTER_AFTER]
    patterns += [
        LETTER_BEFORE + re.escape(word) + GENITIVE + LETTER_AFTER
        for word in sorted(set(alone), key=len, reverse=True)
    ]
    if len(words) > 1:
        initials = r"\.\s?".join(re.escape(word[0]) for word in words)
        patterns.append(LETTER_BEFORE + initials + r"\." + GENITIVE)
    return patterns


def _group_patterns(group: str) -> list[str]:
    words = re.findall(r"\d+|[^\W\d_]+", " ".join(_words(group)))
    if not words:
        return []
    together = r"[\s.\-]*".join(map(re.escape, words))
    if all(word.isdigit() for word in words):
        together += r"\s*\.?\s*" + SCHOOL_YEAR
    if words[0].isdigit():
        return [r"(?<!\d)" + together + GENITIVE + r"(?![^\W_])"]
    return [LETTER_BEFORE + together + GENITIVE + r"(?![^\W_])"]
