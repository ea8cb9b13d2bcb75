"""The sorts of value a key of a method file may have: each is read, checked and answered typed.

Which key has which sort stands in `vocabulary.OPTIONS`.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .faults import unknown
from .tables import Table

FAMILY_SIDES = frozenset({"family", "companion"})
SIDES = frozenset({"professional", *FAMILY_SIDES})
Kinds = Mapping[str, str]
"""The ids of a method's steps, in order, each with its kind, or "" where that is no kind."""


@dataclass(frozen=True, slots=True)
class Option(ABC):
    """A sort of value. `default` is what holds where the file says nothing."""

    default: Any = None

    @abstractmethod
    def read(self, row: Table, key: str, steps: Kinds) -> Any:
        """The value of the key, checked. Raises Fault with the words that are known."""


@dataclass(frozen=True, slots=True)
class Flag(Option):
    """true or false."""

    def read(self, row: Table, key: str, steps: Kinds) -> bool:  # noqa: ARG002 as every option
        return bool(row.take(key, bool))


@dataclass(frozen=True, slots=True)
class Count(Option):
    """A whole number, both ends belonging to it."""

    lowest: int = 1
    highest: int = 99_999

    def read(self, row: Table, key: str, steps: Kinds) -> int:  # noqa: ARG002 as every option
        return row.count(key, lowest=self.lowest, highest=self.highest)


@dataclass(frozen=True, slots=True)
class Word(Option):
    """One of the known words."""

    known: Collection[str] = frozenset()

    def read(self, row: Table, key: str, steps: Kinds) -> str:  # noqa: ARG002 as every option
        return row.word(key, self.known)


@dataclass(frozen=True, slots=True)
class Words(Option):
    """A list of known words."""

    default: Any = ()
    known: Collection[str] = frozenset()

    def read(self, row: Table, key: str, steps: Kinds) -> tuple[str, ...]:  # noqa: ARG002 as every option
        return row.texts(key, self.known)


@dataclass(frozen=True, slots=True)
class Sides(Words):
    """A list of sides of the table."""

    known: Collection[str] = SIDES


@dataclass(frozen=True, slots=True)
class Names(Option):
    """A list of ids of the file's own, each with words in every language file."""

    default: Any = ()

    def read(self, row: Table, key: str, steps: Kinds) -> tuple[str, ...]:  # noqa: ARG002 as every option
        return row.names(key)


@dataclass(frozen=True, slots=True)
class Steps(Option):
    """Steps of the same method: one, or `many`; only of some `kinds` where those are given."""

    many: bool = True
    kinds: frozenset[str] = frozenset()

    def read(self, row: Table, key: str, steps: Kinds) -> str | tuple[str, ...]:
        known = [
            step for step, kind in steps.items() if not self.kinds or kind in self.kinds or not kind
        ]
        return row.texts(key, known) if self.many else row.word(key, known)


@dataclass(frozen=True, slots=True)
class Reference(Option):
    """Something else in the catalogue, looked up once everything is read.

    In one `folder` an id is enough (`web-meetings@1`); over several `folders` it stands with its
    folder (`guides/signs`). `besides` are words that name no item.
    """

    folders: tuple[str, ...] = ()
    many: bool = False
    besides: Collection[str] = frozenset()

    def read(self, row: Table, key: str, steps: Kinds) -> str | tuple[str, ...]:  # noqa: ARG002 as every option
        named = row.texts(key) if self.many else (row.text(key),)
        for name in named:
            self._check(row, key, name)
        return named if self.many else named[0]

    def _check(self, row: Table, key: str, name: str) -> None:
        if len(self.folders) < 2 or name in self.besides:
            return
        folder, slash, item = name.partition("/")
        if folder not in self.folders or not (slash and item):
            known = [*(f"{folder}/…" for folder in self.folders), *self.besides]
            told = unknown(row.file, row.at(key), name, known, f"word for {key!r}:")
            row.note_fault(told, key)

    def named(self, value: Any) -> list[tuple[str, str]]:
        """The folder and the name of every item a value names."""
        names = value if self.many else (value,) if value else ()
        wanted = [name for name in names if name not in self.besides]
        if len(self.folders) == 1:
            return [(self.folders[0], name) for name in wanted]
        return [(name.partition("/")[0], name.partition("/")[2]) for name in wanted]
