"""Methods: how people meet, as steps with guards (idea 2 of the design)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .items import Item
from .options import SIDES, Reference
from .vocabulary import ARGUMENTS, CASE, FORUM, OPTIONS, TOLD


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
    also a column stands in that column. `options` holds a typed value for every key of the step's
    kind (`vocabulary.OPTIONS`), what the file does not say with its default.
    """

    id: str
    kind: str
    opens: tuple[Guard, ...]
    closes: tuple[Guard, ...]
    options: Mapping[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        columns: tuple[str, ...] = self.options.get("columns", ())
        return columns

    @property
    def prompts(self) -> tuple[str, ...]:
        prompts: tuple[str, ...] = self.options.get("prompts", ())
        return prompts

    @property
    def guards(self) -> tuple[Guard, ...]:
        """Those before it opens and those before it closes."""
        return (*self.opens, *self.closes)

    @property
    def told(self) -> frozenset[str]:
        """The parts the words of this step must have."""
        ids = {name for key in TOLD for name in self.options.get(key, ())}
        parked = {"parked"} if any(guard.otherwise == "park" for guard in self.opens) else set()
        refused = {"refused"} if self.options.get("refused") else set()
        return frozenset(ids | parked | refused)


@dataclass(frozen=True)
class Method(Item):
    """A way of meeting. `follow_up` is the method of the meeting that comes after, if another.

    `about` is what it concerns: a child's case, or a forum and its work; `company` who may sit
    there: the family and professionals, or professionals alone. `calls` is asked before a meeting
    is called. `open_days` is how many working days it is written over where nobody gathers, else
    0. `instrument_choice` are the instruments one chooses among when calling.
    """

    steps: tuple[Step, ...]
    follow_up: str
    about: str
    company: str
    calls: tuple[Guard, ...]
    lasts_minutes: int
    open_days: int
    instrument_choice: tuple[str, ...]

    @property
    def is_for_forum(self) -> bool:
        """Whether it is written in a forum's book, which knows no child."""
        return self.about == FORUM

    @property
    def is_for_case(self) -> bool:
        """Whether it is written in the book of a child's case."""
        return self.about == CASE

    def has(self, kind: str) -> bool:
        """Whether a step is of that kind."""
        return any(step.kind == kind for step in self.steps)

    def step(self, step_id: str) -> Step:
        """The step of that id. KeyError where the method has none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def sections(self) -> dict[str, frozenset[str]]:
        """The sections the words must have, with the parts each must have."""
        return {step.id: step.told for step in self.steps}

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

    def sentences(self) -> frozenset[str]:
        """Who writes in a closed column is told why, and where it belongs."""
        return frozenset(f"{step.id}/refused" for step in self.steps if step.options.get("refused"))

    def references(self) -> Iterator[tuple[str, str, str]]:
        """Everything else of the catalogue it names: the key, the folder and the name."""
        if self.follow_up:
            yield "follow_up", "methods", self.follow_up
        for name in self.instrument_choice:
            yield "instrument_choice", "instruments", name
        yield from _named_by_guards("calls", self.calls)
        for number, step in enumerate(self.steps, 1):
            place = f"step[{number}]"
            for key, value in step.options.items():
                if isinstance(option := OPTIONS[key], Reference):
                    for folder, name in option.named(value):
                        yield f"{place}.{key}", folder, name
            yield from _named_by_guards(f"{place}.opens", step.opens)
            yield from _named_by_guards(f"{place}.closes", step.closes)


def _named_by_guards(place: str, guards: tuple[Guard, ...]) -> Iterator[tuple[str, str, str]]:
    for number, guard in enumerate(guards, 1):
        for key, value in guard.arguments.items():
            if isinstance(argument := ARGUMENTS[key], Reference):
                for folder, name in argument.named(value):
                    yield f"{place}[{number}].{key}", folder, name
