"""What each answers for themselves, and what the table chooses together (S-28, S-87)."""

# Keys to a sibling are resolved in the book that declares the table, where mypy cannot look.
# mypy: disable-error-code="misc"

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account


class AnyMark(models.Model):
    """One answer of one voice to one item of a step: a value of 0 to 10, words, or both.

    `shown`: until then only `by` can read the row, which the database itself sees to. `unnamed`:
    others may be told the words, without whose they are (`evaluating`).
    """

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="marks")
    step = models.CharField(max_length=80)
    item = models.CharField(max_length=80)
    voice = models.ForeignKey("Invitation", models.PROTECT, related_name="marks")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)
    shown = models.BooleanField(default=False)
    unnamed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "step", "item"], name="%(app_label)s_one_mark_per_item"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=10),
                name="%(app_label)s_mark_within_scale",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(words=""),
                name="%(app_label)s_mark_says_something",
            ),
        ]


class AnyAnswered(models.Model):
    """A voice has answered a step; which answers is not said here."""

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="answered")
    step = models.CharField(max_length=80)
    voice = models.ForeignKey("Invitation", models.PROTECT, related_name="answered")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "step"], name="%(app_label)s_answered_once_per_step"
            ),
        ]


class AnySummary(models.Model):
    """What is kept of an item where nobody's own answer is: the middle and the spread.

    `median`, `low` and `high` are empty where fewer than three answered: the middle of one or
    two would tell what each of them said. `count` is how many answered.
    """

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="summaries")
    step = models.CharField(max_length=80)
    item = models.CharField(max_length=80)
    median = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    low = models.PositiveSmallIntegerField(null=True, blank=True)
    high = models.PositiveSmallIntegerField(null=True, blank=True)
    count = models.PositiveSmallIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "step", "item"], name="%(app_label)s_one_summary_per_item"
            ),
        ]


class Choices(models.QuerySet["AnyChoice"]):
    """How one speaks of what was chosen."""

    def standing(self) -> Self:
        """Those not taken back, in the order they were chosen."""
        return self.filter(taken_back_at__isnull=True).order_by("at", "id")


class AnyChoice(models.Model):
    """The table chose an item together; choosing otherwise takes it back."""

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="choices")
    step = models.CharField(max_length=80)
    item = models.CharField(max_length=80)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "step", "item"],
                condition=Q(taken_back_at__isnull=True),
                name="%(app_label)s_chosen_once",
            ),
        ]
