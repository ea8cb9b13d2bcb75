"""The plan's texts as they read at a moment: what a meeting left behind stays as it was agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from .models import Goal, Revision, Sign, Task

FIELDS = ("text", "need", "watchers", "together_with")


def say_as_then(moment: datetime, subjects: Iterable[Goal | Sign | Task]) -> None:
    """Give goals, signs and promises the words they had at a moment, in one question."""
    by_key: dict[UUID, Goal | Sign | Task] = {one.pk: one for one in subjects}
    changed = [key for key, one in by_key.items() if one.version > 1]
    if not changed:
        return
    said = Revision.objects.filter(at__lte=moment)
    found = said.filter(goal__in=changed) | said.filter(sign__in=changed)
    found |= said.filter(task__in=changed)
    for revision in found.order_by("version"):
        key = revision.goal_id or revision.sign_id or revision.task_id
        _say(by_key[key], revision.words)


def _say(subject: Goal | Sign | Task, words: dict[str, str]) -> None:
    for field in FIELDS:
        if field in words:
            setattr(subject, field, words[field])
    if "due" in words and isinstance(subject, Task):
        subject.due = date.fromisoformat(words["due"]) if words["due"] else None
