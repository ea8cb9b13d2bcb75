"""Rulers: signs of how a child is, by age and colour, and what one can do at each (S-22, S-71).

A ruler is held against what one sees; it says nothing about a child by itself. Signs that belong
to the duty to notify stand on a ruler with a lane of its own, and never lead to a queue.
"""

from dataclasses import dataclass
from typing import Any

from .items import Item
from .tables import Table
from .vocabulary import COLOURS, LANES

COLOURS_IN_ORDER = ("green", "yellow", "red")


@dataclass(frozen=True)
class Ages:
    """A group of children by age in whole years, both ends belonging to it."""

    id: str
    first: int
    last: int


@dataclass(frozen=True)
class Help:
    """What each of these professions can do at a colour, and whom one invites to a meeting."""

    colour: str
    professions: tuple[str, ...]
    invites: tuple[str, ...]


@dataclass(frozen=True)
class Ruler(Item):
    """Signs by age in three colours, or, with a `lane`, one list by age that goes that way."""

    ages: tuple[Ages, ...]
    help: tuple[Help, ...]
    lane: str

    def ages_at(self, years: int) -> Ages | None:
        """The group a child of that age belongs to, or None."""
        return next((group for group in self.ages if group.first <= years <= group.last), None)

    def help_at(self, colour: str) -> Help | None:
        """What helps at a colour, or None where the ruler does not say."""
        return next((help_ for help_ in self.help if help_.colour == colour), None)

    def sections(self) -> dict[str, frozenset[str]]:
        """A section for each age with a part for each colour; help with a part for each colour."""
        colours = frozenset() if self.lane else frozenset(COLOURS_IN_ORDER)
        told = {group.id: colours for group in self.ages}
        if self.help:
            told["help"] = frozenset(help_.colour for help_ in self.help)
        return told

    def may_tell(self, section: str) -> frozenset[str]:
        """What one profession can do at a colour: `yellow-teacher` beside `yellow`."""
        if section != "help":
            return frozenset()
        return frozenset(f"{one.colour}-{name}" for one in self.help for name in one.professions)

    def lists(self) -> frozenset[str]:
        """Signs are lists: under each age where there is a lane, else under each colour of it."""
        if self.lane:
            return frozenset(group.id for group in self.ages)
        return frozenset(f"{group.id}/{colour}" for group in self.ages for colour in COLOURS)


def read_ruler(table: Table, common: dict[str, Any]) -> Ruler:
    """A ruler from its file. Raises Fault."""
    ages = tuple(_ages(row) for row in table.tables("ages"))
    if not ages or len({group.id for group in ages} | {"help"}) <= len(ages):
        raise table.fault("a ruler has ages, each with an id of its own, none of them 'help'.")
    helps = tuple(_help(row) for row in table.tables("help"))
    if len({help_.colour for help_ in helps}) < len(helps):
        table.note("a colour has its help once.", "help")
    return Ruler(**common, ages=ages, help=helps, lane=table.word("lane", LANES, ""))


def _ages(row: Table) -> Ages:
    first = row.count("from", lowest=0, highest=25)
    group = Ages(row.name("id"), first, row.count("to", lowest=first, highest=25))
    row.done()
    return group


def _help(row: Table) -> Help:
    help_ = Help(row.word("colour", COLOURS), row.texts("professions"), row.texts("invites"))
    row.done()
    return help_
