"""What a board holds, as plain values: all that a guard may know.

The guards are pure: they get this picture and nothing else, so they can be tested
without a database and give the same answer to everyone at the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FAMILY = "family"
PROFESSIONAL = "professional"
COMPANION = "companion"

SURROUNDINGS = "surroundings"

# The column of a closing step that says what is written down, and by whom.
DOCUMENTATION = "documentation"


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone at the table. `side` is family, professional or companion."""

    id: str
    name: str
    side: str
    profession: str = ""
    here: bool = True


TABLE = Voice("", "", "")
"""A sentence that is the table's own is nobody's."""


@dataclass(frozen=True, slots=True)
class Word:
    """A sentence on the board, with the voice it was said by."""

    step: str
    voice: Voice
    column: str = ""
    parked: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and what its signs are about: the child, or the surroundings (S-31)."""

    text: str
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """Something someone takes home. `due` is None where no date was agreed."""

    text: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step has come. A step may be opened again after it was closed."""

    id: str
    title: str
    opened: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """One meeting as it stands now.

    `approvals` and `answered` say by step which voices did, and `asked` the sides a step asks where
    it does not ask everyone; `values` holds by step and item what
    was answered and is shown to all; `chosen` by step what the table chose, of `wanted` so many.
    `missing` says by step what it still asks for.
    `held` are the methods of the book's meetings that were held and ended, and `consent` says
    whether a consent stands: both for what is asked before calling. `at` is the step whose guards
    are being asked.
    """

    steps: Mapping[str, StepState]
    voices: tuple[Voice, ...] = ()
    words: tuple[Word, ...] = ()
    approvals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    answered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wanted: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    consent: bool = False
    held: frozenset[str] = frozenset()
    at: str = ""
    goals: tuple[Goal, ...] = ()
    promises: tuple[Promise, ...] = ()
    child_told: bool = False
    coherence: bool = False
    continuation: bool = False

    @property
    def here(self) -> tuple[Voice, ...]:
        """Those who came."""
        return tuple(voice for voice in self.voices if voice.here)

    @property
    def approved(self) -> frozenset[str]:
        """The voices that said yes at the step whose guards are being asked."""
        return self.approvals.get(self.at, frozenset())

    @property
    def documented(self) -> bool:
        """Whether it is agreed who writes down what."""
        return any(word.column == DOCUMENTATION for word in self.words)

    def said_in(self, step: str) -> tuple[Word, ...]:
        """The words that count in a step: parked ones wait, and do not."""
        return tuple(word for word in self.words if word.step == step and not word.parked)

    def title(self, step: str) -> str:
        return self.steps[step].title if step in self.steps else step
