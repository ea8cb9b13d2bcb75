"""What is said at the board, and how far the table has come (S-26, S-27)."""

# Keys to a sibling are resolved in the book that declares the table, where mypy cannot look.
# mypy: disable-error-code="misc"

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account


class Contributions(models.QuerySet[Any]):
    """How one speaks of words."""

    def standing(self) -> Self:
        """Those that have not been taken down, in the order they were said."""
        return self.filter(removal__isnull=True).order_by("written_at", "id")

    def waiting(self) -> Self:
        """Parked, and neither taken up nor let go."""
        return self.standing().filter(parked_at__isnull=False, settlement__isnull=True)


class AnyContribution(models.Model):
    """A sentence on the board with the voice it was said by.

    `parked_at`: it was said before its step opened, and waits there, visible to all.
    """

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="contributions")
    step = models.CharField(max_length=80)
    column = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    voice = models.ForeignKey("Invitation", models.PROTECT, related_name="contributions")
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())
    parked_at = models.DateTimeField(null=True, blank=True)
    prepared = models.OneToOneField(
        "Preparation", models.PROTECT, null=True, blank=True, related_name="contribution"
    )
    version = models.PositiveIntegerField(default=1)

    wordings: Any
    corrected: list[Any]  # where `Afterwards.mark` was asked
    own: bool

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["meeting", "step"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="%(app_label)s_contribution_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class AnyWording(models.Model):
    """How a sentence read before it was changed."""

    contribution = models.ForeignKey("Contribution", models.PROTECT, related_name="wordings")
    version = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "version"], name="%(app_label)s_one_wording"
            ),
        ]


class AnyRemoval(models.Model):
    """A sentence was taken down from the board. It is still on record."""

    contribution = models.OneToOneField("Contribution", models.PROTECT, related_name="removal")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class AnySettlement(models.Model):
    """A parked proposal was taken up as something someone does, or let go.

    Each book says what its `task` is.
    """

    contribution = models.OneToOneField("Contribution", models.PROTECT, related_name="settlement")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class AnyPassage(models.Model):
    """The table moved: a step opened or closed, by whom, and what was stepped over.

    `sealed`: from here on some are alone, and nothing is written until the table moves again.
    """

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="passages")
    step = models.CharField(max_length=80)
    opened = models.BooleanField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    order = models.PositiveIntegerField()
    stepped_over = models.JSONField(default=list)
    sealed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="%(app_label)s_one_passage_at_a_time"
            ),
        ]


class AnyApproval(models.Model):
    """Someone said yes to what a step asks everyone to say yes to.

    `content` is the SHA-256 of the text that was signed, so that a changed text is signed anew;
    empty for a framing, whose text is the method's own.
    """

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="approvals")
    voice = models.ForeignKey("Invitation", models.PROTECT, related_name="approvals")
    step = models.CharField(max_length=80)
    content = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "step", "content"], name="%(app_label)s_one_yes_per_wording"
            ),
        ]


class AnyAttendance(models.Model):
    """Whether someone who was invited is here; the last word counts, for people come late."""

    invitation = models.ForeignKey("Invitation", models.PROTECT, related_name="attendance")
    here = models.BooleanField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
