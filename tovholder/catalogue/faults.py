"""What is wrong with a catalogue file: where, and which words are known there."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from .lines import line_of


@dataclass(eq=False)
class Fault(Exception):
    """One mistake in one file. `place` is a line or the path of a key; `message` a sentence."""

    file: Path
    place: str
    message: str

    def __str__(self) -> str:
        line = self.place if self.place.isdigit() else line_of(self.file, self.place)
        where = f"{self.file}:{line}" if line else f"{self.file}"
        spot = f" in {self.place}" if self.place and not self.place.isdigit() else ""
        return f"{where}{spot}: {self.message}"


def unknown(file: Path, place: str, word: str, known: Iterable[str], what: str) -> Fault:
    """A fault for a word nobody knows, with the words that are known and the nearest of them."""
    words = sorted(known)
    near = get_close_matches(word, words, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    listed = ", ".join(words) or "none"
    return Fault(file, place, f"unknown {what} {word!r}.{hint} Known: {listed}.")
