"""Instruments: what people are asked, each question with its kind (idea 3 of the design)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .items import Item
from .tables import Table
from .vocabulary import COLOURS, LANGUAGES, QUESTION_KINDS, SUBJECTS


@dataclass(frozen=True)
class Option:
    """One answer to choose; `colour` where the question is one of worry."""

    id: str
    colour: str = ""


@dataclass(frozen=True)
class Question:
    """One field: its kind, whether it must be answered, how long (characters), its options.

    `highest` is the top of a scale that begins at 0, and 0 for what is no scale. `point` tells
    where in its source the question comes from.
    """

    id: str
    kind: str
    required: bool
    longest: int
    options: tuple[Option, ...]
    identifies: bool
    highest: int
    point: str


@dataclass(frozen=True)
class DutySign:
    """Something described that brings up the personal duty to notify (S-18, S-25).

    `stems` are, per language, beginnings of words; all words of one stem must stand near each
    other. `questions` are the fields looked at: what was seen or said, never the colour.
    """

    id: str
    stems: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Instrument(Item):
    """A set of questions about a subject; released versions never change.

    The subject is the child, its surroundings, a team, or a meeting. What is about a team is
    asked in a forum alone, so that nobody reads it as being about one child.
    """

    subject: str
    questions: tuple[Question, ...]
    duty_signs: tuple[DutySign, ...]
    duty_questions: tuple[str, ...]

    def question(self, question_id: str) -> Question:
        """The question of that id. KeyError where there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def may_tell(self, section: str) -> frozenset[str]:
        """The ends of a scale may have words of their own."""
        scales = {question.id for question in self.questions if question.kind == "scale"}
        return frozenset({"lowest", "highest"}) if section in scales else frozenset()

    def sections(self) -> dict[str, frozenset[str]]:
        """The sections the words must have, with the parts each must have."""
        asked = {q.id: frozenset(option.id for option in q.options) for q in self.questions}
        if self.duty_signs:
            asked["duty"] = frozenset(sign.id for sign in self.duty_signs)
        return asked


def read_instrument(table: Table, common: dict[str, Any]) -> Instrument:
    """An instrument from its file. Raises Fault."""
    questions = tuple(_question(row) for row in table.tables("question"))
    ids = [question.id for question in questions]
    if not ids or len(set(ids)) < len(ids):
        raise table.fault("an instrument has questions, each with an id of its own.")
    return Instrument(
        **common,
        subject=table.word("subject", SUBJECTS),
        questions=questions,
        duty_signs=tuple(_duty_sign(row) for row in table.tables("duty_sign")),
        duty_questions=table.texts("duty_questions", ids),
    )


def _question(row: Table) -> Question:
    kind = row.word("kind", QUESTION_KINDS)
    question = Question(
        id=row.name("id"),
        kind=kind,
        required=row.take("required", bool, default=False),
        longest=row.count("longest", 4000),
        options=tuple(_option(option, kind) for option in row.tables("option")),
        identifies=row.take("identifies", bool, default=False),
        highest=row.count("highest", 10, highest=10) if kind == "scale" else 0,
        point=row.text("point", ""),
    )
    has_options = bool(row.content.get("option"))
    if row.understands("kind") and (kind in ("choice", "colour")) != has_options:
        row.note("a choice has options, and nothing else has.")
    row.done()
    return question


def _option(row: Table, kind: str) -> Option:
    option = Option(row.name("id"), row.word("colour", COLOURS) if kind == "colour" else "")
    row.done()
    return option


def _duty_sign(row: Table) -> DutySign:
    stems = row.below(row.take("stems", dict), "stems")
    sign = DutySign(row.name("id"), {language: stems.texts(language) for language in LANGUAGES})
    stems.done()
    row.done()
    return sign
