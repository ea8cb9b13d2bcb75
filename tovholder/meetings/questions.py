"""The questions a method asks everyone before the meeting."""

from __future__ import annotations

from dataclasses import dataclass

from tovholder.catalogue.methods import Method

from .actions.preparing import Answer
from .table import AnyInvitation


@dataclass(frozen=True, slots=True)
class Question:
    """One question: of which step, in which column its answer will stand."""

    step: str
    column: str
    title: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.step}.{self.column}"


def questions_of(method: Method, side: str) -> list[Question]:
    """The method's preparation for one side of the table, in the order of its steps.

    Where only some sides speak, the others are not asked either: they would stand there.
    """
    words = method.words()
    return [
        Question(
            step=step.id,
            column=prompt,
            title=words[step.id][prompt].title,
            text=method.question(step, prompt, side),
        )
        for step in method.steps
        if side in (step.options.get("voices_from") or (side,))
        for prompt in step.prompts
        if prompt not in step.options.get("refused", ())
    ]


def answers_from(questions: list[Question], asked: dict[str, object]) -> list[Answer]:
    """What a PreparationForm heard, as answers."""
    return [
        Answer(
            step=question.step,
            column=question.column,
            text=str(asked.get(question.key) or ""),
            held_back=bool(asked.get(f"{question.key}-held")),
        )
        for question in questions
    ]


def saved_answers(invitation: AnyInvitation, questions: list[Question]) -> dict[str, object]:
    """What someone has written so far, as the form begins."""
    kept = {
        (answer.step, answer.column): answer
        for answer in invitation.meeting.book.Preparation.objects.filter(invitation=invitation)
    }
    initial: dict[str, object] = {}
    for question in questions:
        if answer := kept.get((question.step, question.column)):
            initial[question.key] = answer.text
            initial[f"{question.key}-held"] = answer.held_back
    return initial
