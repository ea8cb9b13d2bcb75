"""Reading a TOML table strictly: what is asked for must be there, what is not asked for may not."""

import re
import tomllib
from collections.abc import Collection, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .faults import Fault, tell, text_of, unknown

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
WANTED: dict[object, str] = {
    int: "A whole number is wanted, without quotation marks.",
    str: "A text is wanted, in quotation marks.",
    bool: "true or false is wanted, without quotation marks.",
    list: "A list is wanted, in square brackets.",
}
# What is answered where nothing could be understood.
STEADS: dict[object, Any] = {int: 0, str: "", bool: False, list: [], dict: {}}


class Table:
    """One table of a file. Every `take` names a key; `done` refuses those nobody took.

    What cannot be understood is noted, something harmless is answered in its stead, and reading
    goes on, so that its author is told of everything at once. `tell` raises what was noted: `done`
    does of the whole file, and so does whoever asks what goes together, once it can be known.
    """

    def __init__(
        self, file: Path, content: dict[str, Any], place: str = "", noted: list[Fault] | None = None
    ) -> None:
        self.file, self.content, self.place = file, dict(content), place
        self.taken: set[str] = set()
        self.misread: set[str] = set()
        self.noted: list[Fault] = [] if noted is None else noted
        self.tells = noted is None

    def below(self, content: dict[str, Any], place: str) -> "Table":
        """A table in this one; what is noted there is noted here."""
        return Table(self.file, content, self.at(place), self.noted)

    def tell(self) -> None:
        """Raise what was noted, if anything was."""
        tell(self.noted)

    def note(self, message: str, key: str = "") -> None:
        """Note a fault, and go on reading."""
        self.note_fault(self.fault(message, key), key)

    def note_fault(self, fault: Fault, key: str) -> None:
        """Note a fault about a key, once."""
        self.misread.add(key)
        if not any((one.place, one.message) == (fault.place, fault.message) for one in self.noted):
            self.noted.append(fault)

    def understands(self, key: str) -> bool:
        """Whether nothing was noted about a key that was read."""
        return key not in self.misread

    def fault(self, message: str, key: str = "") -> Fault:
        return Fault(self.file, ".".join(part for part in (self.place, key) if part), message)

    def take(self, key: str, kind: type, default: Any = ...) -> Any:
        """The value of a key, of the right kind. Without a default it must be there."""
        self.taken.add(key)
        instead = STEADS.get(kind) if default is ... else default
        if key not in self.content:
            if default is ...:
                self.note_fault(self.fault(f"{key!r} is missing."), key)
            return instead
        value = self.content[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            wanted = f" {WANTED[kind]}" if kind in WANTED else ""
            self.note(f"{key!r} cannot be {value!r}.{wanted}", key)
            return instead
        return value

    def text(self, key: str, default: Any = ...) -> str:
        return str(self.take(key, str, default))

    def name(self, key: str) -> str:
        """An id: what the words name, so small letters, digits and hyphens."""
        name = self.text(key)
        if self._is_said(key, name) and not NAME.fullmatch(name):
            self.note(f"{name!r} is no id: small letters, digits, hyphens.", key)
        return name

    def count(self, key: str, default: Any = ..., *, lowest: int = 1, highest: int = 99_999) -> int:
        """A whole number, both ends belonging to it. A default may lie outside: nothing said."""
        value: int = self.take(key, int, default)
        if not lowest <= value <= highest and (key in self.content or default is ...):
            if self._is_said(key, value):
                told = f"{key!r} cannot be {value}: a whole number from {lowest} to {highest}."
                self.note(told, key)
            return lowest
        return value

    def day(self, key: str) -> date | None:
        """A date without a time of day, or None where it is not written."""
        value: date | None = self.take(key, date, None)
        if isinstance(value, datetime):
            self.note(f"{key!r} is a day, such as 2024-01-31, without a time.", key)
            return None
        return value

    def word(self, key: str, known: Collection[str], default: Any = ...) -> str:
        """A text that must be one of the known words."""
        word = self.text(key, default)
        if word in known or (default is not ... and word == default):
            return word
        if self._is_said(key, word):
            self.note_fault(
                unknown(self.file, self.at(key), word, known, f"word for {key!r}:"), key
            )
        return min(known, default="") if default is ... else str(default)

    def texts(self, key: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts, each of the known words where those are given."""
        values = []
        for value in self.take(key, list, []):
            if not isinstance(value, str):
                self.note(f"{key!r} is a list of texts, not of {value!r}.", key)
            elif known is not None and value not in known:
                told = unknown(self.file, self.at(key), value, known, f"word for {key!r}:")
                self.note_fault(told, key)
            else:
                values.append(value)
        if len(set(values)) < len(values):
            self.note(f"{key!r} names something twice.", key)
        return tuple(dict.fromkeys(values))

    def names(self, key: str) -> tuple[str, ...]:
        """A list of ids: what the words name."""
        names = self.texts(key)
        for name in names:
            if not NAME.fullmatch(name):
                self.note(f"{name!r} is no id: small letters, digits, hyphens.", key)
        return names

    def tables(self, key: str) -> list["Table"]:
        """A list of tables, each read in its turn."""
        rows = self.take(key, list, [])
        for row in rows:
            if not isinstance(row, dict):
                self.note(f"{key!r} is a list of tables, not of {row!r}.", key)
        return [
            self.below(row, f"{key}[{n}]") for n, row in enumerate(rows, 1) if isinstance(row, dict)
        ]

    def rest(self) -> dict[str, Any]:
        """What nobody has taken yet; now it is."""
        left = {key: value for key, value in self.content.items() if key not in self.taken}
        self.taken |= set(left)
        return left

    def may_have(self, keys: Iterable[str]) -> None:
        """Keys that are known here whether or not they are there."""
        self.taken |= set(keys)

    def done(self) -> None:
        """Refuse keys that nobody asked for; of a whole file, tell all that was noted in it."""
        for key in self.content:
            if key not in self.taken:
                self.note_fault(unknown(self.file, self.at(key), key, self.taken, "key"), key)
        if self.tells:
            self.tell()

    def _is_said(self, key: str, value: object) -> bool:
        """Whether a value stands in the file, and is not what was answered in its stead."""
        return key in self.content and self.content[key] == value

    def at(self, key: str) -> str:
        """The path of a key from the top of the file."""
        return ".".join(part for part in (self.place, key) if part)


def read_table(file: Path) -> Table:
    """Read a TOML file. Raises Fault where it is not TOML, or not text at all."""
    try:
        return Table(file, tomllib.loads(text_of(file)))
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        line = message.split("line ")[1].split(",", maxsplit=1)[0] if "line " in message else ""
        raise Fault(file, line, f"not valid TOML: {message}.") from None
    except (ValueError, RecursionError) as error:  # numbers too long, lists too deep
        raise Fault(file, "", f"not valid TOML: {error}.") from None
