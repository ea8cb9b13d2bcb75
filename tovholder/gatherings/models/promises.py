"""What a forum promised itself, what became of it, and how a gathering closed."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tovholder.meetings.table import AnyAgreedTask, AnyContinuation, AnyReview
from tovholder.meetings.table import LastSaid as AnyLastSaid
from tovholder.organisation.models import Account

from .rows import ForumRow, ForumRows, nobodys_number


class Promises(ForumRows):
    """How one speaks of promises."""

    def open(self) -> Self:
        """Those that wait to be kept, the nearest day first."""
        return self.filter(end=None).order_by("due", "set_at", "pk")


class Task(ForumRow):
    """One thing a colleague does, by when: about the forum and its work, never about anybody."""

    text = models.CharField(max_length=300)
    owner_account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=250)
    due = models.DateField()
    together_with = models.CharField(max_length=250, blank=True)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    # A promise in a plan may be a wish, or serve a goal; one of a forum is neither.
    wish = False
    goal = None

    objects = Promises.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner_account", "due"], name="gatherings_task_of_account")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="gatherings_task_has_text"),
            nobodys_number("text", "task"),
        ]

    def __str__(self) -> str:
        return self.text


class TaskEnd(ForumRow):
    """A promise was kept, or is no longer needed, because."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Done")
        NOT_NEEDED = "not_needed", _("No longer needed")

    task = models.OneToOneField(Task, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=10, choices=Outcome)
    because = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ForumRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="kept") | ~Q(because=""), name="gatherings_task_end_says_why"
            ),
            nobodys_number("because", "taskend"),
        ]


class AgreedTask(AnyAgreedTask, ForumRow):
    task = models.OneToOneField(Task, models.PROTECT, related_name="agreed")

    objects = ForumRows.as_manager()


class Review(AnyReview, ForumRow):
    task = models.ForeignKey(Task, models.PROTECT, related_name="reviews")

    objects = ForumRows.as_manager()

    class Meta(AnyReview.Meta):
        abstract = False
        constraints = [*AnyReview.Meta.constraints, nobodys_number("because", "review")]


class LastSaid(AnyLastSaid, ForumRows):  # type: ignore[override] # a manager of each
    """Rows of which the last said counts."""


class Continuation(AnyContinuation, ForumRow):
    next_place = models.CharField(max_length=200, blank=True)

    objects = LastSaid.as_manager()  # type: ignore[assignment] # a forum's rows, and more

    class Meta(AnyContinuation.Meta):
        abstract = False
        constraints = [
            *AnyContinuation.Meta.constraints,
            nobodys_number("ends_because", "continuation"),
        ]
