"""Methods: how people meet, as steps with guards (idea 2 of the design)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .items import Item
from .tables import Table
from .vocabulary import GUARDS, SIDES, STEP_KINDS, STRICTNESS


@dataclass(frozen=True)
class Guard:
    """A question asked before a step opens or closes, and what follows where it is not met."""

    guard: str
    otherwise: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One step of a method: its kind, its guards, its columns, and what is asked beforehand.

    `prompts` are the questions everyone is asked before the meeting; the answer to one that is
    also a column stands in that column. `options` are the kind's own keys.
    """

    id: str
    kind: str
    opens: tuple[Guard, ...]
    closes: tuple[Guard, ...]
    columns: tuple[str, ...]
    prompts: tuple[str, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Method(Item):
    """A way of meeting. `follow_up` is the method of the meeting that comes after, if another."""

    steps: tuple[Step, ...]
    follow_up: str

    def step(self, step_id: str) -> Step:
        """The step of that id. KeyError where the method has none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def sections(self) -> dict[str, frozenset[str]]:
        """The sections the words must have, with the parts each must have."""
        return {
            step.id: frozenset({*step.columns, *step.prompts})
            | (frozenset({"parked"}) if any(g.otherwise == "park" for g in step.opens) else set())
            for step in self.steps
        }

    def may_tell(self, section: str) -> frozenset[str]:
        """A prompt may be asked of one side in other words: `seen-family` beside `seen`."""
        prompts = self.step(section).prompts
        return frozenset(f"{prompt}-{side}" for prompt in prompts for side in SIDES)

    def question(self, step: Step, prompt: str, side: str, language: str | None = None) -> str:
        """What someone of a side of the table is asked before the meeting."""
        words = self.words(language)[step.id]
        return (words.get(f"{prompt}-{side}") or words[prompt]).text

    def lists(self) -> frozenset[str]:
        """A framing is a list of points one says yes to."""
        return frozenset(step.id for step in self.steps if step.kind == "frame")


def read_method(table: Table, common: dict[str, Any]) -> Method:
    """A method from its file. Raises Fault."""
    rows = table.tables("step")
    if not rows:
        raise table.fault("a method has at least one [[step]].")
    ids = [row.name("id") for row in rows]
    steps = tuple(_step(row, ids) for row in rows)
    if len(set(ids)) < len(ids):
        raise table.fault("two steps have the same id.")
    return Method(
        **common,
        steps=steps,
        follow_up=table.text("follow_up", ""),
    )


def _step(row: Table, ids: list[str]) -> Step:
    kind = row.word("kind", STEP_KINDS)
    step = Step(
        id=row.name("id"),
        kind=kind,
        opens=tuple(_guard(guard, ids) for guard in row.tables("opens")),
        closes=tuple(_guard(guard, ids) for guard in row.tables("closes")),
        columns=row.texts("columns") if "columns" in STEP_KINDS[kind] else (),
        prompts=row.texts("prompts") if "prompts" in STEP_KINDS[kind] else (),
        options=MappingProxyType(
            {
                key: row.texts(key, SIDES)
                for key in STEP_KINDS[kind] - {"columns", "prompts"}
                if key in row.content
            }
        ),
    )
    row.done()
    return step


def _guard(row: Table, ids: list[str]) -> Guard:
    name = row.word("guard", GUARDS)
    otherwise = row.word("otherwise", STRICTNESS)
    arguments: dict[str, Any] = {}
    for key, required in GUARDS[name].items():
        if key not in row.content and not required:
            continue
        if key == "professions":
            arguments[key] = row.count(key)
        else:
            arguments[key] = row.texts(key, {"steps": ids, "voices": SIDES}[key])
            if not arguments[key]:
                raise row.fault(f"{key!r} is missing.")
    row.done()
    return Guard(name, otherwise, MappingProxyType(arguments))
