"""The rows of a board: whose corner of the child's life a sentence comes from (S-28, S-29).

Nobody chooses a row: it follows from the voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tovholder.catalogue import catalogue
from tovholder.organisation.models import profession_title

CHILD, PARENTS, SCHOOL, OTHERS = "child", "parents", "school", "others"
PROFESSIONS = "professions"

TITLES = {
    CHILD: _("The child"),
    PARENTS: _("The parents"),
    SCHOOL: _("The school"),
    OTHERS: _("Others"),
}
BRINGING_UP = ("mother", "father", "parent", "guardian")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a board with its title in the reader's language."""

    id: str
    title: str


def row_of(voice: Any) -> str:
    """The row a voice speaks from: a child, those who bring it up, the school, the others."""
    if voice is None:
        return OTHERS
    if voice.relation == "child":
        return CHILD
    if voice.relation in BRINGING_UP:
        return PARENTS
    profession = catalogue().professions.get(voice.profession)
    return SCHOOL if profession is not None and profession.group == "school" else OTHERS


def rows_of(wanted: Sequence[str], voices: Iterable[Any]) -> list[Row]:
    """The rows a step draws; `professions` stands for each profession at the table."""
    rows = [Row(name, str(TITLES[name])) for name in wanted if name != PROFESSIONS]
    if PROFESSIONS in wanted:
        known = dict.fromkeys(voice.profession for voice in voices if voice.profession)
        rows += [Row(name, str(profession_title(name))) for name in known]
    return rows


def in_rows(rows: Sequence[Row], words: Iterable[Any]) -> list[dict[str, Any]]:
    """The words of a column by row, in the order they were said; what fits none stands last."""
    kept: dict[str, list[Any]] = {row.id: [] for row in rows}
    stray: list[Any] = []
    for word in words:
        profession = word.voice.profession if word.voice else ""
        name = profession if profession in kept else row_of(word.voice)
        kept.get(name, stray).append(word)
    drawn = [{"title": row.title, "words": kept[row.id]} for row in rows]
    return [*drawn, {"title": TITLES[OTHERS], "words": stray}] if stray else drawn
