"""Changing a text: the version must be the one the writer saw, and every wording is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F

from tovholder.organisation.models import Account

from ..conflict import Conflict
from ..models import Goal, Revision, Sign, Task
from ..rules import obstacle_to_planning


def refuse_resting(case_id: UUID) -> None:
    """Raise ValidationError where the cooperation has ended: the plan is read, not changed."""
    if obstacle := obstacle_to_planning(case_id):
        raise ValidationError(obstacle)


def name_of(subject: Goal | Sign | Task) -> str:
    """`goal`, `sign` or `task`: the column that points to it."""
    return type(subject).__name__.lower()


def keep_wording(subject: Goal | Sign | Task, wording: Mapping[str, str], by: Account) -> None:
    """Write down this version of the subject's words."""
    Revision.objects.create(
        case_id=subject.case_id,
        version=subject.version,
        words=dict(wording),
        by=by,
        **{name_of(subject): subject},
    )


def change(
    subject: Goal | Sign | Task,
    *,
    version: int,
    fields: Mapping[str, Any],
    wording: Mapping[str, str],
    by: Account,
) -> None:
    """Change the fields of a subject that still has this version.

    Raises Conflict with the other's words when someone was faster.
    """
    model = type(subject)
    changed = model.objects.filter(pk=subject.pk, version=version).update(
        **fields, version=F("version") + 1
    )
    if not changed:
        raise _conflict(subject)
    for name, value in fields.items():
        setattr(subject, name, value)
    subject.version = version + 1
    keep_wording(subject, wording, by)


def _conflict(subject: Goal | Sign | Task) -> Conflict:
    name = name_of(subject)
    latest = (
        Revision.objects.filter(**{name: subject.pk})
        .select_related("by")
        .order_by("-version")
        .first()
    )
    if latest is None:
        raise LookupError(f"{name} {subject.pk} has no revision to show")
    return Conflict(theirs=latest.words, version=latest.version, by=latest.by.name, at=latest.at)
