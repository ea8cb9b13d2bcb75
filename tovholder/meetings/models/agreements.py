"""What the table agreed, and how the meeting closed (S-26, S-63).

Goals and promises stand in the one plan; here is only which of them this meeting agreed.
Of the closing words the last said counts, and those said before it stay readable.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account
from tovholder.plans.models import Goal, Task

from .calling import Invitation, Meeting


class LastSaid(CaseRows):
    """Rows of which the last said counts."""

    def latest_first(self) -> Self:
        return self.order_by("-at", "-id")


class AgreedGoal(CaseRow):
    """A goal of the plan that was set at this meeting."""

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agreed_goals")
    goal = models.OneToOneField(Goal, models.PROTECT, related_name="agreed")

    objects = CaseRows.as_manager()


class AgreedTask(CaseRow):
    """A task of the plan that was promised, or wished for, at this meeting by this voice."""

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agreed_tasks")
    step = models.CharField(max_length=80)
    task = models.OneToOneField(Task, models.PROTECT, related_name="agreed")
    voice = models.ForeignKey(Invitation, models.PROTECT, related_name="agreed_tasks")
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()


class Review(CaseRow):
    """What became of an earlier promise, said aloud at the meeting (S-29, S-63)."""

    AREA = "meetings"

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Done")
        NOT_YET = "not_yet", _("Not yet, because")
        NOT_NEEDED = "not_needed", _("No longer needed, because")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reviews")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    because = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "task"], name="meetings_one_review"),
            models.CheckConstraint(
                condition=Q(outcome="kept") | ~Q(because=""), name="meetings_review_says_why"
            ),
        ]


class SaidAgain(CaseRow):
    """A closing word of a meeting; saying it again adds a row."""

    AREA = "meetings"

    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = LastSaid.as_manager()

    class Meta:
        abstract = True


class ChildIsTold(SaidAgain):
    """Who tells the child what was decided, and by when."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="child_is_told")
    voice = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    due = models.DateField()
    how = models.TextField(blank=True)


class Coherence(SaidAgain):
    """The table's look back: do story, meaning and effort hang together (S-26)?"""

    class Hangs(models.TextChoices):
        YES = "yes", _("Yes, they hang together")
        PARTLY = "partly", _("Partly")
        NO = "no", _("Not yet")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="coherence")
    hangs = models.CharField(max_length=20, choices=Hangs.choices)
    words = models.TextField(blank=True)


class Continuation(SaidAgain):
    """A next date, or the word that cooperation ends, with its reason (S-63)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="continuation")
    next_at = models.DateTimeField(null=True, blank=True)
    next_place = models.CharField(max_length=200, blank=True)
    ends_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(next_at__isnull=False, ends_because="")
                | (Q(next_at__isnull=True) & ~Q(ends_because="")),
                name="meetings_next_date_or_end",
            ),
        ]
