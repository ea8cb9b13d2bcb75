"""What is wrong with a catalogue file: where, and which words are known there."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from .lines import line_of


@dataclass(eq=False)
class Fault(Exception):
    """One mistake in one file. `place` is a line or the path of a key; `message` a sentence.

    `others` were found with it, where one reading finds many.
    """

    file: Path
    place: str
    message: str
    others: tuple["Fault", ...] = ()

    @property
    def line(self) -> int:
        """The line it stands on, from 1; 0 where it is not told."""
        return int(self.place) if self.place.isdigit() else line_of(self.file, self.place) or 0

    @property
    def all(self) -> list["Fault"]:
        """This one and the others."""
        return [self, *self.others]

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        spot = f" in {self.place}" if self.place and not self.place.isdigit() else ""
        return f"{where}{spot}: {self.message}"


def tell(faults: Sequence[Fault]) -> None:
    """Raise what was found, as one; where nothing was, do nothing."""
    if faults:
        first, *others = faults
        first.others = tuple(others)
        raise first


@contextmanager
def noted(faults: list[Fault]) -> Iterator[None]:
    """Note what is raised in between, and go on."""
    try:
        yield
    except Fault as fault:
        faults += fault.all


def text_of(file: Path) -> str:
    """What a file says. Some editors begin it with a mark nobody sees, which is left out."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Fault(file, str(line), "a letter cannot be read: save the file as UTF-8.") from None
    except OSError as error:
        raise Fault(file, "", f"cannot be read: {error}.") from None


def unknown(file: Path, place: str, word: str, known: Iterable[str], what: str) -> Fault:
    """A fault for a word nobody knows, with the words that are known and the nearest of them."""
    words = sorted(known)
    near = get_close_matches(word, words, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    listed = ", ".join(words) or "none"
    return Fault(file, place, f"unknown {what} {word!r}.{hint} Known: {listed}.")
