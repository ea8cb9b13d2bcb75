"""Pathways: the phases a family and those around it go through together, and what fulfils each.

A pathway keeps nothing of its own. It is read from meetings, consents and the plan, so a
municipality writes its own with a file, and changes it without touching any case (S-34).
"""

from dataclasses import dataclass
from typing import Any

from .items import Item
from .tables import Table
from .vocabulary import PATHWAY_FACTS


@dataclass(frozen=True)
class Fulfilment:
    """One thing a phase asks for: a fact of the closed list, and for meetings by which methods."""

    fact: str
    methods: tuple[str, ...]


@dataclass(frozen=True)
class Phase:
    """A phase is done when all it asks for is there."""

    id: str
    asks: tuple[Fulfilment, ...]


@dataclass(frozen=True)
class Pathway(Item):
    """Phases in their order. It has begun once a meeting by one of `begins` is called."""

    begins: tuple[str, ...]
    phases: tuple[Phase, ...]

    def sections(self) -> dict[str, frozenset[str]]:
        return {phase.id: frozenset() for phase in self.phases}

    def methods(self) -> frozenset[str]:
        """Every method named in it, by id or by id and version."""
        named = [name for phase in self.phases for ask in phase.asks for name in ask.methods]
        return frozenset((*self.begins, *named))


def read_pathway(table: Table, common: dict[str, Any]) -> Pathway:
    """A pathway from its file. Raises Fault."""
    begins = table.texts("begins")
    if not begins:
        raise table.fault("a pathway begins with a meeting by one of the methods in 'begins'.")
    phases = tuple(_phase(row) for row in table.tables("phase"))
    if not phases or len({phase.id for phase in phases}) < len(phases):
        raise table.fault("a pathway has [[phase]], each with an id of its own.")
    return Pathway(**common, begins=begins, phases=phases)


def _phase(row: Table) -> Phase:
    phase = Phase(row.name("id"), tuple(_fulfilment(one) for one in row.tables("asks")))
    if not phase.asks:
        raise row.fault("a phase that asks for nothing would never be done: asks = [{ fact = … }].")
    row.done()
    return phase


def _fulfilment(row: Table) -> Fulfilment:
    fact = row.word("fact", PATHWAY_FACTS)
    methods = row.texts("methods")
    if PATHWAY_FACTS[fact] and not methods:
        raise row.fault(f"'methods' is missing: {fact!r} says by which.")
    if methods and not PATHWAY_FACTS[fact]:
        raise row.fault(f"{fact!r} is about no meeting.", "methods")
    row.done()
    return Fulfilment(fact, methods)
