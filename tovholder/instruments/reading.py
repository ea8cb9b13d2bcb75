"""Answers read as they were asked, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tovholder.catalogue.instruments import Instrument, Question
from tovholder.catalogue.words import Section
from tovholder.ui.dates import day_text


@dataclass(frozen=True)
class Reading:
    """One question with its answer in words; `tone` is the colour of a choice that has one."""

    id: str
    question: str
    text: str
    tone: str = ""


def read(instrument: Instrument, answers: Mapping[str, Any]) -> list[Reading]:
    """Every question that is among the answers, in the instrument's order."""
    words = instrument.words()
    return [
        _reading(question, words[question.id], str(answers[question.id]))
        for question in instrument.questions
        if question.id in answers
    ]


def _reading(question: Question, words: Section, answer: str) -> Reading:
    for option in question.options:
        if option.id == answer:
            return Reading(question.id, words.title, words[option.id].title, option.colour)
    if question.kind == "date" and answer:
        answer = day_text(date.fromisoformat(answer), year=True)
    return Reading(question.id, words.title, answer)
