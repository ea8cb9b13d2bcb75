"""The smaller items: forums, professions, legal bases, guides; and the three tables."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from .items import Item
from .keeping import Kept
from .rhythms import Rhythm, read_rhythm
from .tables import Table
from .vocabulary import (
    ANSWERED,
    BASIS_KINDS,
    BREAK_GLASS,
    COUNTRIES,
    EXCHANGE,
    FORUM_ASKS,
    FORUM_DECISIONS,
    FORUM_HOLDS,
    LEADING,
    OPENINGS,
    PROFESSION_GROUPS,
    RIGHTS,
    SEATLESS,
    WARNING,
)


@dataclass(frozen=True)
class Forum(Item):
    """A kind of team: who sits there, how often it meets, what it may decide (S-19, S-54).

    `every_days` is 0 where it has no rhythm of days; `rhythm` is None where it falls on no
    weekday that can be known. `holds` says whether it may take up a child's case
    or holds nothing about anybody. One that is `closed` takes no new member once it has met.
    Concerns come to it from the forums of `reached_from`; `routes` are the ways on from it, each
    with words. `pair`: led by two of different professions (S-42). `asks`: who may bring it a
    question; `outcome_days` after the answer they are asked what came of it, 0 where they are not.
    `agreement` is the method by which it makes its agreement.
    """

    professions: tuple[str, ...]
    every_days: int
    rhythm: Rhythm | None
    decisions: tuple[str, ...]
    instrument: str
    holds: str
    closed: bool
    reached_from: tuple[str, ...]
    routes: tuple[str, ...]
    takes_anonymous: bool
    pair: bool
    asks: str
    outcome_days: int
    agreement: str

    @property
    def holds_cases(self) -> bool:
        """Whether a child's case may be taken up there."""
        return self.holds == "cases"

    @property
    def receives_notifications(self) -> bool:
        """Whether notifications of concern are received there (S-25)."""
        return self.holds == "notifications"

    def sections(self) -> dict[str, frozenset[str]]:
        told = {
            "purpose": frozenset[str](),
            "mandate": frozenset[str](),
            "routes": frozenset(self.routes),
        }
        return told | ({"decisions": frozenset(self.decisions)} if self.decisions else {})

    def may_tell(self, section: str) -> frozenset[str]:
        """What the two who lead are asked to do may stand with the mandate."""
        return frozenset({"pair"}) if self.pair and section == "mandate" else frozenset()


@dataclass(frozen=True)
class Profession(Item):
    """A profession: what it is called, knows and can do (S-70).

    `group` is where it works, where that is a row of a board; `media` an address that shows it.
    """

    group: str
    media: str

    def sections(self) -> dict[str, frozenset[str]]:
        return {"knows": frozenset(), "can": frozenset()}

    def lists(self) -> frozenset[str]:
        return frozenset({"knows", "can"})


@dataclass(frozen=True)
class Guide(Item):
    """A page of help. One that `leads` methods, named by their ids, is for whoever leads them:
    what one says, what one leaves out, and what to do when it goes wrong (S-57).
    """

    leads: tuple[str, ...] = ()

    def sections(self) -> dict[str, frozenset[str]]:
        return {name: frozenset[str]() for name in LEADING} if self.leads else {}

    def lists(self) -> frozenset[str]:
        return frozenset(self.sections())


@dataclass(frozen=True)
class LegalBasis(Item):
    """A rule by which someone may know something: dated, sourced, verified or not (S-73).

    `opens` is what it makes possible, which is told before what it asks. What is seen on a
    `sensitive` one might warn somebody: the family reads of it once that has been decided.
    """

    kind: str
    opens: str
    law: str
    paragraph: str
    valid_from: date | None
    valid_to: date | None
    replaces: str
    source: str
    checked_on: date | None
    verified: bool
    sensitive: bool
    parameters: MappingProxyType[str, Any]

    @property
    def carries_a_seat(self) -> bool:
        """Whether somebody can stand on it to see a case."""
        return self.kind not in SEATLESS

    @property
    def is_exchange(self) -> bool:
        """Whether it lets people talk about a child once, without a consent."""
        return self.kind == EXCHANGE

    @property
    def longest(self) -> timedelta | None:
        """How long an access on it lasts at most; None where nothing is said."""
        days = self.parameters.get("longest_days")
        return timedelta(days=days) if days is not None else None

    @property
    def minutes(self) -> int:
        """How long somebody reads on it in an emergency; 0 for every other rule."""
        return int(self.parameters.get("longest_minutes", 0))

    def sections(self) -> dict[str, frozenset[str]]:
        answered = ("left-out", "complain") if self.kind in ANSWERED else ()
        return dict.fromkeys(("allows", "asks", *answered), frozenset())

    def lists(self) -> frozenset[str]:
        return frozenset({"allows", "asks", "left-out"})

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
    """How long a table's columns are kept, from when, and why.

    `professions` keep longer what one of them has taken part in, where the law has a rule of its
    own for what they write.
    """

    model: str
    keep: str
    why: str
    columns: MappingProxyType[str, str]
    professions: MappingProxyType[str, str]
    kept: Kept
    kept_of: MappingProxyType[str, Kept]


def read_forum(table: Table, common: dict[str, Any]) -> Forum:
    every_days = table.count("every_days", 0)
    return Forum(
        **common,
        professions=table.texts("professions"),
        every_days=every_days,
        rhythm=read_rhythm(table, every_days),
        decisions=table.texts("decisions", FORUM_DECISIONS),
        instrument=table.text("instrument", ""),
        holds=table.word("holds", FORUM_HOLDS, "cases"),
        closed=table.take("closed", bool, default=False),
        reached_from=table.texts("reached_from"),
        routes=table.names("routes"),
        takes_anonymous=table.take("takes_anonymous", bool, default=False),
        pair=table.take("pair", bool, default=False),
        asks=table.word("asks", FORUM_ASKS, "members"),
        outcome_days=table.count("outcome_days", 0, highest=200),
        agreement=table.text("agreement", ""),
    )


def read_profession(table: Table, common: dict[str, Any]) -> Profession:
    """A profession is its words, and where it works."""
    media = table.text("media", "")
    if media and not media.startswith("https://"):
        table.note("an address begins with https://.", "media")
    return Profession(**common, group=table.word("group", PROFESSION_GROUPS, ""), media=media)


def read_guide(table: Table, common: dict[str, Any]) -> Guide:
    """A guide is its words, and the methods it helps to lead."""
    return Guide(**common, leads=table.texts("leads"))


def read_legal_basis(table: Table, common: dict[str, Any]) -> LegalBasis:
    if common["country"] not in COUNTRIES:
        table.note("a legal basis belongs to a country: dk or no.")
    return LegalBasis(
        **common,
        kind=table.word("kind", BASIS_KINDS),
        opens=table.word("opens", OPENINGS),
        law=table.text("law"),
        paragraph=table.text("paragraph", ""),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        replaces=table.text("replaces", ""),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        verified=table.take("verified", bool),
        sensitive=_sensitive(table),
        parameters=_parameters(table),
    )


def _sensitive(table: Table) -> bool:
    """An emergency and a notification always are; a file may say so of any other rule."""
    said = bool(table.take("sensitive", bool, False))
    return said or table.content.get("kind") in WARNING


def _parameters(table: Table) -> MappingProxyType[str, Any]:
    """The rule's numbers. An exchange ends: it must say after how many days."""
    told = table.take("parameters", dict, {})
    days = told.get("longest_days", None if table.content["kind"] == EXCHANGE else 1)
    if type(days) is not int or not 1 <= days <= 366:
        raise table.fault(
            "'longest_days' is a whole number from 1 to 366; an exchange must say it.",
            "parameters",
        )
    minutes = told.get("longest_minutes", None if table.content["kind"] == BREAK_GLASS else 1)
    if type(minutes) is not int or not 1 <= minutes <= 240:
        raise table.fault(
            "'longest_minutes' is a whole number from 1 to 240; an emergency access must say it.",
            "parameters",
        )
    return MappingProxyType(told)


def read_area(table: Table, common: dict[str, Any]) -> Area:  # noqa: ARG001 only words
    """An area is its words."""
    return Area(**common)


def read_role(table: Table, common: dict[str, Any]) -> Role:
    return Role(**common, rights=table.texts("rights", RIGHTS), areas=table.texts("areas"))
