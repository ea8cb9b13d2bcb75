"""What is written before and at a gathering, what each answered, what was chosen."""

from __future__ import annotations

from django.db import models

from tovholder.meetings.table import (
    AnyAnswered,
    AnyApproval,
    AnyAttendance,
    AnyChoice,
    AnyContribution,
    AnyMark,
    AnyPassage,
    AnyPreparation,
    AnyPrepared,
    AnyRemoval,
    AnySettlement,
    AnySummary,
    AnyWording,
)
from tovholder.meetings.table import Choices as AnyChoices
from tovholder.meetings.table import Contributions as AnyContributions

from .promises import Task
from .rows import ForumRow, ForumRows, nobodys_number


class Preparation(AnyPreparation, ForumRow):
    objects = ForumRows.as_manager()

    class Meta(AnyPreparation.Meta):
        abstract = False
        constraints = [*AnyPreparation.Meta.constraints, nobodys_number("text", "preparation")]


class Prepared(AnyPrepared, ForumRow):
    objects = ForumRows.as_manager()


class Contributions(AnyContributions, ForumRows):  # type: ignore[override] # a manager of each
    """How one speaks of words."""


class Contribution(AnyContribution, ForumRow):
    """A sentence; one that is the table's own has no voice."""

    voice = models.ForeignKey(
        "Invitation", models.PROTECT, null=True, blank=True, related_name="contributions"
    )

    objects = Contributions.as_manager()  # type: ignore[assignment] # a forum's rows, and more

    class Meta(AnyContribution.Meta):
        abstract = False
        constraints = [*AnyContribution.Meta.constraints, nobodys_number("text", "contribution")]


class Wording(AnyWording, ForumRow):
    objects = ForumRows.as_manager()


class Removal(AnyRemoval, ForumRow):
    objects = ForumRows.as_manager()


class Settlement(AnySettlement, ForumRow):
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ForumRows.as_manager()


class Passage(AnyPassage, ForumRow):
    objects = ForumRows.as_manager()


class Approval(AnyApproval, ForumRow):
    objects = ForumRows.as_manager()


class Attendance(AnyAttendance, ForumRow):
    objects = ForumRows.as_manager()


class Mark(AnyMark, ForumRow):
    objects = ForumRows.as_manager()

    class Meta(AnyMark.Meta):
        abstract = False
        constraints = [*AnyMark.Meta.constraints, nobodys_number("words", "mark")]


class Answered(AnyAnswered, ForumRow):
    objects = ForumRows.as_manager()


class Summary(AnySummary, ForumRow):
    objects = ForumRows.as_manager()


class Choices(AnyChoices, ForumRows):  # type: ignore[override] # a manager of each
    """How one speaks of what was chosen."""


class Choice(AnyChoice, ForumRow):
    objects = Choices.as_manager()  # type: ignore[assignment] # a forum's rows, and more
