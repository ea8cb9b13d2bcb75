"""What the table agreed, and how the meeting closed (S-26, S-63).

Promises stand in the one plan, or among the forum's own; here is only which of them this meeting
agreed. Each book says what its `task` is.
Of the closing words the last said counts, and those said before it stay readable.
"""

# Keys to a sibling are resolved in the book that declares the table, where mypy cannot look.
# mypy: disable-error-code="misc"

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tovholder.organisation.models import Account


class LastSaid(models.QuerySet[Any]):
    """Rows of which the last said counts."""

    def latest_first(self) -> Self:
        return self.order_by("-at", "-id")


class AnyAgreedTask(models.Model):
    """A task that was promised, or wished for, at this meeting by this voice."""

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="agreed_tasks")
    step = models.CharField(max_length=80)
    voice = models.ForeignKey("Invitation", models.PROTECT, related_name="agreed_tasks")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class AnyReview(models.Model):
    """What became of an earlier promise, said aloud at the meeting (S-29, S-63)."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Done")
        NOT_YET = "not_yet", _("Not yet, because")
        NOT_NEEDED = "not_needed", _("No longer needed, because")

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    because = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["meeting", "task"], name="%(app_label)s_one_review"),
            models.CheckConstraint(
                condition=Q(outcome="kept") | ~Q(because=""), name="%(app_label)s_review_says_why"
            ),
        ]


class SaidAgain(models.Model):
    """A closing word of a meeting; saying it again adds a row."""

    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class AnyContinuation(SaidAgain):
    """A next date, or the word that cooperation ends, with its reason (S-63).

    Each book keeps `next_place` its own way.
    """

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="continuation")
    next_at = models.DateTimeField(null=True, blank=True)
    ends_because = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(next_at__isnull=False, ends_because="")
                | (Q(next_at__isnull=True) & ~Q(ends_because="")),
                name="%(app_label)s_next_date_or_end",
            ),
        ]
