"""The smaller items: forums, professions, legal bases, guides; and the three tables."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from .items import Item
from .tables import Table
from .vocabulary import BASIS_KINDS, COUNTRIES, FORUM_DECISIONS, RIGHTS


@dataclass(frozen=True)
class Forum(Item):
    """A kind of team: who sits there, how often it meets, what it may decide (S-19, S-54)."""

    professions: tuple[str, ...]
    every_days: int
    decisions: tuple[str, ...]
    instrument: str

    def sections(self) -> dict[str, frozenset[str]]:
        return {
            "purpose": frozenset(),
            "mandate": frozenset(),
            "routes": frozenset(),
            "decisions": frozenset(self.decisions),
        }


@dataclass(frozen=True)
class Profession(Item):
    """A profession: what it is called, knows and can do (S-70)."""

    def sections(self) -> dict[str, frozenset[str]]:
        return {"knows": frozenset(), "can": frozenset()}

    def lists(self) -> frozenset[str]:
        return frozenset({"knows", "can"})


@dataclass(frozen=True)
class Guide(Item):
    """A page of help."""


@dataclass(frozen=True)
class LegalBasis(Item):
    """A rule by which someone may know something: dated, sourced, verified or not (S-73)."""

    kind: str
    law: str
    paragraph: str
    valid_from: date | None
    valid_to: date | None
    replaces: str
    source: str
    checked_on: date | None
    verified: bool
    parameters: MappingProxyType[str, Any]

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day; both ends belong to it."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Area(Item):
    """A part of a case that a seat may cover."""


@dataclass(frozen=True)
class Role(Item):
    """What a seat's holder is at the case: rights, and the areas a seat covers at first."""

    rights: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Retention:
    """How long a table's columns are kept, from when, and why."""

    model: str
    keep: str
    why: str
    columns: MappingProxyType[str, str]


def read_forum(table: Table, common: dict[str, Any]) -> Forum:
    return Forum(
        **common,
        professions=table.texts("professions"),
        every_days=table.count("every_days"),
        decisions=table.texts("decisions", FORUM_DECISIONS),
        instrument=table.text("instrument", ""),
    )


def read_profession(table: Table, common: dict[str, Any]) -> Profession:  # noqa: ARG001
    """A profession is its words."""
    return Profession(**common)


def read_guide(table: Table, common: dict[str, Any]) -> Guide:  # noqa: ARG001
    """A guide is its words."""
    return Guide(**common)


def read_legal_basis(table: Table, common: dict[str, Any]) -> LegalBasis:
    if common["country"] not in COUNTRIES:
        raise table.fault("a legal basis belongs to a country: dk or no.")
    return LegalBasis(
        **common,
        kind=table.word("kind", BASIS_KINDS),
        law=table.text("law"),
        paragraph=table.text("paragraph", ""),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        replaces=table.text("replaces", ""),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        verified=table.take("verified", bool),
        parameters=MappingProxyType(table.take("parameters", dict, {})),
    )


def read_area(table: Table, common: dict[str, Any]) -> Area:  # noqa: ARG001
    """An area is its words."""
    return Area(**common)


def read_role(table: Table, common: dict[str, Any]) -> Role:
    return Role(**common, rights=table.texts("rights", RIGHTS), areas=table.texts("areas"))
