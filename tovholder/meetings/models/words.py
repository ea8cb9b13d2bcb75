"""The case book's words, and how far its meetings have come."""

from __future__ import annotations

from django.db import models

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account
from tovholder.plans.models import Task

from ..table import (
    AnyApproval,
    AnyAttendance,
    AnyContribution,
    AnyPassage,
    AnyRemoval,
    AnySettlement,
    AnyWording,
)
from ..table import Contributions as AnyContributions
from .links import PreparationLink


class Contributions(AnyContributions, CaseRows):  # type: ignore[override] # a manager of each
    """What is said, with the scope of a case's rows."""


class Contribution(AnyContribution, CaseRow):
    """A sentence written by somebody signed in, or by its own voice through a link."""

    AREA = "meetings"

    written_by = models.ForeignKey(  # type: ignore[assignment] # nobody is signed in behind a link
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(
        PreparationLink, models.PROTECT, null=True, blank=True, related_name="words"
    )

    objects = Contributions.as_manager()  # type: ignore[assignment] # a case's rows, and more

    class Meta(AnyContribution.Meta):
        abstract = False
        constraints = [
            *AnyContribution.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(written_by__isnull=False, link__isnull=True)
                | models.Q(written_by__isnull=True, link__isnull=False),
                name="meetings_word_signed_in_or_by_link",
            ),
        ]


class Wording(AnyWording, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Removal(AnyRemoval, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Settlement(AnySettlement, CaseRow):
    AREA = "meetings"

    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaseRows.as_manager()


class Passage(AnyPassage, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Approval(AnyApproval, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Attendance(AnyAttendance, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()
