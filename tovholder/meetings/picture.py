"""A sitting as plain values: the picture of it that the guards are asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tovholder.catalogue.methods import Method

from .engine import state
from .rules import references
from .table import AnyInvitation, AnyPassage

if TYPE_CHECKING:
    from .sitting import Sitting


def board_of(sitting: Sitting) -> state.Board:
    """The sitting as plain values, for the guards."""
    voices = {chair.pk: _voice(chair) for chair in sitting.invitations}
    return state.Board(
        steps=steps_of(sitting.method, sitting.passages),
        voices=tuple(voices.values()),
        words=tuple(_words(sitting, voices)),
        **answers_of(sitting),
        goals=tuple(
            state.Goal(goal.text, tuple(sign.about for sign in goal.watched))
            for goal in sitting.goals
        ),
        promises=tuple(
            state.Promise(task.text, task.owner_name, task.due) for task in sitting.promises()
        ),
        child_told=sitting.child_is_told is not None,
        coherence=sitting.coherence is not None,
        continuation=sitting.continuation is not None,
    )


def _words(sitting: Sitting, voices: dict[Any, state.Voice]) -> Iterator[state.Word]:
    """What is said; of an interview only that the child has answered, not what."""
    for word in sitting.contributions:
        yield state.Word(
            step=word.step,
            column=word.column,
            voice=voices.get(word.voice_id) or _voice(word.voice),
            parked=word.parked_at is not None,
        )
    for step in sitting.method.steps:
        if step.kind == "interview":
            for voice in sitting.answered.get(step.id, ()):
                yield state.Word(step=step.id, voice=voices[voice])


def answers_of(sitting: Sitting) -> dict[str, Any]:
    """What was approved, answered and chosen; each is read only where a step of the method asks."""
    from .engine.kinds import KINDS  # the kinds know the actions, which read a sitting

    steps = sitting.method.steps
    kinds = {step.kind for step in steps}
    asks = {guard.guard for step in steps for guard in step.guards}
    answering = "answer" in kinds
    return {
        "approvals": {step.id: KINDS[step.kind].approved(sitting, step) for step in steps},
        "missing": {step.id: KINDS[step.kind].missing(sitting, step) for step in steps},
        "answered": {step: frozenset(map(str, voices)) for step, voices in sitting.answered.items()}
        if answering
        else {},
        "asked": {step.id: frozenset(step.options.get("of", ())) for step in steps},
        "values": shown_values(sitting) if answering else {},
        "chosen": {step: tuple(items) for step, items in sitting.choices.items()}
        if "choose" in kinds
        else {},
        "consent": bool("consent-stands" in asks and sitting.consents),
        "held": references(sitting.methods_held) if "method-held" in asks else frozenset(),
        "wanted": {step.id: step.options["count"] for step in steps if "count" in step.options},
    }


def shown_values(sitting: Sitting) -> dict[str, dict[str, tuple[int, ...]]]:
    """By step and item the values everyone at the table may see."""
    values: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for (step, item), marks in sitting.marks.items():
        shown = tuple(mark.value for mark in marks if mark.shown and mark.value is not None)
        if shown:
            values[step][item] = shown
    return dict(values)


def steps_of(method: Method, passages: Sequence[AnyPassage]) -> dict[str, state.StepState]:
    """How far each step of a method has come."""
    words = method.words()
    last = {passage.step: passage for passage in passages}
    return {
        step.id: state.StepState(
            id=step.id,
            title=words[step.id].title,
            opened=step.id in last,
            closed=step.id in last and not last[step.id].opened,
        )
        for step in method.steps
    }


def _voice(chair: AnyInvitation | None) -> state.Voice:
    """The voice of a chair; a sentence that is the table's has nobody's."""
    if chair is None:
        return state.TABLE
    return state.Voice(
        id=str(chair.pk),
        name=chair.name,
        side=chair.side,
        profession=chair.profession,
        here=getattr(chair, "here", True),
    )
