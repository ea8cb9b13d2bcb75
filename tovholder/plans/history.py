"""What every text of a plan has said, told from the newest change to the first word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tovholder.cases.models import Case
from tovholder.ui.dates import day_text

from .models import Goal, Revision, Sign, Task


@dataclass(frozen=True, slots=True)
class Version:
    """One wording: who wrote what and when."""

    text: str
    more: tuple[tuple[str, str], ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """One goal, sign or promise with all its wordings, the newest first."""

    id: str
    kind: str
    title: str
    ended: str
    versions: tuple[Version, ...]


def history_of(case: Case) -> list[Subject]:
    """Everything ever written in the plan's texts, in four queries."""
    versions: dict[UUID, list[Version]] = {}
    for revision in Revision.objects.of(case).latest_first():
        key = revision.goal_id or revision.sign_id or revision.task_id
        versions.setdefault(key, []).append(
            Version(
                text=revision.words["text"],
                more=_in_words(revision.words),
                by=revision.by.name,
                at=revision.at,
            )
        )
    found: dict[UUID, Goal | Sign | Task] = {}
    for model in (Goal, Sign, Task):
        for row in model.objects.of(case).select_related("end"):
            found[row.pk] = row
    return [_subject(found[key], told) for key, told in versions.items()]


def _subject(row: Goal | Sign | Task, versions: list[Version]) -> Subject:
    return Subject(
        id=f"{type(row).__name__.lower()}-{row.pk}",
        kind=_kind(row),
        title=row.text,
        ended=_ended(row),
        versions=tuple(versions),
    )


def _kind(row: Goal | Sign | Task) -> str:
    if isinstance(row, Goal):
        return pgettext("a text of the plan", "Goal")
    if isinstance(row, Sign):
        return pgettext("a text of the plan", "Sign")
    return pgettext("a text of the plan", "Wish") if row.wish else _("Promise")


def _ended(row: Goal | Sign | Task) -> str:
    end = getattr(row, "end", None)
    if end is None:
        return ""
    return _("No longer looked for") if isinstance(row, Sign) else str(end.get_outcome_display())


def _in_words(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The fields beside the text with their labels; empty ones are left out."""
    labels = {
        "need": _("What is missing today"),
        "watchers": _("Who sees it"),
        "owner": _("Who"),
        "due": _("By when"),
        "together_with": _("Together with"),
    }
    return tuple(
        (labels[name], day_text(date.fromisoformat(words[name])) if name == "due" else words[name])
        for name in labels
        if words.get(name)
    )
