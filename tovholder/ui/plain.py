"""What people write, made fit to keep: nothing in it that nobody can see."""

import unicodedata

KEPT = frozenset("\n\t")
# "Other, control" and half of a surrogate pair: neither can be read or printed.
UNREADABLE = frozenset({"Cc", "Cs"})
# Signs that turn the reading direction of what follows: a word could be shown as another.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """The text without control, turning and half characters, lines ended alike, NFC.

    Emoji and every alphabet stay; no word is cut.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    visible = "".join(
        sign
        for sign in lines
        if sign in KEPT or (unicodedata.category(sign) not in UNREADABLE and sign not in TURNING)
    )
    return unicodedata.normalize("NFC", visible)
