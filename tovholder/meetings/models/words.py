"""The case book's words, and how far its meetings have come."""

from __future__ import annotations

from django.db import models

from tovholder.cases.models import CaseRow, CaseRows
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


class Contributions(AnyContributions, CaseRows):  # type: ignore[override] # a manager of each
    """What is said, with the scope of a case's rows."""


class Contribution(AnyContribution, CaseRow):
    AREA = "meetings"

    objects = Contributions.as_manager()  # type: ignore[assignment] # a case's rows, and more


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
