"""Reading a TOML table strictly: what is asked for must be there, what is not asked for may not."""

import re
import tomllib
from collections.abc import Collection, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .faults import Fault, text_of, unknown

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
WANTED: dict[object, str] = {
    int: "A whole number is wanted, without quotation marks.",
    str: "A text is wanted, in quotation marks.",
    bool: "true or false is wanted, without quotation marks.",
    list: "A list is wanted, in square brackets.",
}


class Table:
    """One table of a file. Every `take` names a key; `done` refuses those nobody took."""

    def __init__(self, file: Path, content: dict[str, Any], place: str = "") -> None:
        self.file, self.content, self.place = file, dict(content), place
        self.taken: set[str] = set()

    def fault(self, message: str, key: str = "") -> Fault:
        return Fault(self.file, ".".join(part for part in (self.place, key) if part), message)

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
        """The value of a key, of the right kind. Without a default it must be there."""
        self.taken.add(key)
        if key not in self.content:
            if default is ...:
                raise self.fault(f"{key!r} is missing.")
            return default
        value = self.content[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            wanted = f" {WANTED[kind]}" if kind in WANTED else ""
            raise self.fault(f"{key!r} cannot be {value!r}.{wanted}", key)
        return value

    def text(self, key: str, default: Any = ...) -> str:
        return str(self.take(key, str, default))

    def name(self, key: str) -> str:
        """An id: what the words name, so small letters, digits and hyphens."""
        name = self.text(key)
        if not NAME.fullmatch(name):
            raise self.fault(f"{name!r} is no id: small letters, digits, hyphens.", key)
        return name

    def count(self, key: str, default: Any = ..., *, lowest: int = 1, highest: int = 99_999) -> int:
        """A whole number, both ends belonging to it. A default may lie outside: nothing said."""
        value: int = self.take(key, int, default)
        if not lowest <= value <= highest and (key in self.content or default is ...):
            told = f"{key!r} cannot be {value}: a whole number from {lowest} to {highest}."
            raise self.fault(told, key)
        return value

    def day(self, key: str) -> date | None:
        """A date without a time of day, or None where it is not written."""
        value: date | None = self.take(key, date, None)
        if isinstance(value, datetime):
            raise self.fault(f"{key!r} is a day, such as 2024-01-31, without a time.", key)
        return value

    def word(self, key: str, known: Collection[str], default: Any = ...) -> str:
        """A text that must be one of the known words."""
        word = self.text(key, default)
        if word not in known and not (default is not ... and word == default):
            raise unknown(self.file, self.at(key), word, known, f"word for {key!r}:")
        return word

    def texts(self, key: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts, each of the known words where those are given."""
        values = self.take(key, list, [])
        for value in values:
            if not isinstance(value, str):
                raise self.fault(f"{key!r} is a list of texts, not of {value!r}.", key)
            if known is not None and value not in known:
                raise unknown(self.file, self.at(key), value, known, f"word for {key!r}:")
        if len(set(values)) < len(values):
            raise self.fault(f"{key!r} names something twice.", key)
        return tuple(values)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of ids: what the words name."""
        names = self.texts(key)
        for name in names:
            if not NAME.fullmatch(name):
                raise self.fault(f"{name!r} is no id: small letters, digits, hyphens.", key)
        return names

    def tables(self, key: str) -> list["Table"]:
        """A list of tables, each read in its turn."""
        rows = self.take(key, list, [])
        for row in rows:
            if not isinstance(row, dict):
                raise self.fault(f"{key!r} is a list of tables, not of {row!r}.", key)
        return [Table(self.file, row, self.at(f"{key}[{n}]")) for n, row in enumerate(rows, 1)]

    def rest(self) -> dict[str, Any]:
        """What nobody has taken yet; now it is."""
        left = {key: value for key, value in self.content.items() if key not in self.taken}
        self.taken |= set(left)
        return left

    def may_have(self, keys: Iterable[str]) -> None:
        """Keys that are known here whether or not they are there."""
        self.taken |= set(keys)

    def done(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self.content:
            if key not in self.taken:
                raise unknown(self.file, self.at(key), key, self.taken, "key")

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
