"""What the family knows before it comes: nothing told there is new to it (S-36)."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Side
from .sitting import Sitting
from .table import AnyContribution


@dataclass(frozen=True, slots=True)
class Told:
    """What the professionals will tell under one heading."""

    title: str
    words: list[AnyContribution]


def told_beforehand(sitting: Sitting) -> list[Told]:
    """The prepared words of the professionals, where the method leaves the family alone with them.

    Elsewhere what people prepare is read when all sit down.
    """
    if not sitting.method.has("alone") or sitting.passages:
        return []
    words = sitting.method.words()
    found = []
    for step in sitting.method.steps:
        for column, said in sitting.words_in(step.id).items():
            told = [word for word in said if word.voice.side == Side.PROFESSIONAL]
            part = words[step.id].get(column)
            if told and part is not None:
                found.append(Told(part.title, told))
    return found
