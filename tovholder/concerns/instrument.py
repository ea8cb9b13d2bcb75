"""The instrument a concern is written with, and what its answers mean here."""

from collections.abc import Mapping
from typing import Any

from tovholder.catalogue import catalogue
from tovholder.catalogue.instruments import Instrument
from tovholder.instruments.models import AnswerSheet

from .models import Concern

CONCERN = "concern@1"

NAME, GROUP, CHILD, PARENTS, WORRY = "name", "group", "child", "parents", "worry"


def concern_instrument() -> Instrument:
    """The version new concerns are asked by."""
    return catalogue().instrument(CONCERN)


def without_identity(sheet: AnswerSheet) -> dict[str, Any]:
    """The answers but those that say who the child is; those lie in a table of their own."""
    identifies = {q.id for q in sheet.asked_by().questions if q.identifies}
    return {key: value for key, value in sheet.answers.items() if key not in identifies}


def worry_of(answers: Mapping[str, Any]) -> Concern.Worry:
    """The colour as a number that can be put in order."""
    return Concern.Worry[str(answers[WORRY]).upper()]


def is_urgent(answers: Mapping[str, Any]) -> bool:
    """Whether the colour chosen so far is red."""
    return answers.get(WORRY) == Concern.Worry.RED.name.lower()
