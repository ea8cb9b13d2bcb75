"""What was written beside the plan, and what every text said before."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.cases.covering import author_of, in_whose_place
from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account

from .goals import NOTE_LENGTH, Goal, Sign
from .tasks import Task


class Comments(CaseRows):
    def in_order(self) -> Self:
        named = self.select_related("by").annotate(in_place_of=in_whose_place())
        return named.order_by("at", "pk")


class Comment(CaseRow):
    """A word beside a goal, beside a task, or beside the plan as a whole. Append-only."""

    AREA = "plan"

    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="comments")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="comments")
    text = models.CharField(max_length=NOTE_LENGTH)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Comments.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="plans_comment_has_text"),
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(task__isnull=True),
                name="plans_comment_is_beside_one",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def author(self) -> str:
        """Who wrote it, and for whom."""
        return author_of(self)


class Revisions(CaseRows):
    def latest_first(self) -> Self:
        return self.select_related("by").order_by("-at", "-version", "pk")


class Revision(CaseRow):
    """One version of one text, the first included: who wrote which words when. Append-only.

    `words` holds the fields as people read them: `{"text": …, "need": …}`.
    """

    AREA = "plan"

    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="revisions")
    sign = models.ForeignKey(Sign, models.PROTECT, null=True, blank=True, related_name="revisions")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="revisions")
    version = models.PositiveIntegerField()
    words = models.JSONField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Revisions.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, sign__isnull=True, task__isnull=True)
                | Q(goal__isnull=True, sign__isnull=False, task__isnull=True)
                | Q(goal__isnull=True, sign__isnull=True, task__isnull=False),
                name="plans_revision_is_of_one",
            ),
            models.UniqueConstraint(fields=["goal", "version"], name="plans_revision_of_goal"),
            models.UniqueConstraint(fields=["sign", "version"], name="plans_revision_of_sign"),
            models.UniqueConstraint(fields=["task", "version"], name="plans_revision_of_task"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.words}"
