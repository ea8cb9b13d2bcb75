"""Two small questions about a name: its initials, and the colour of its disc."""

from zlib import crc32

HUES = 6
"""How many colours of discs the style sheet knows."""


def initials(name: str) -> str:
    """The first letters of the first and the last part of a name: `Emma Holm` gives `EH`."""
    parts = [part for part in name.split() if part[0].isalpha()]
    if not parts:
        return "?"
    chosen = parts if len(parts) == 1 else [parts[0], parts[-1]]
    return "".join(part[0] for part in chosen).upper()


def hue(name: str) -> int:
    """A colour that stays with a name, from 1 to `HUES`."""
    return crc32(name.encode()) % HUES + 1
