"""How a forum has agreed to work together, point by point (S-53)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from tovholder.organisation.models import Account

from .calling import Meeting
from .rows import ForumRow, ForumRows, nobodys_number


class Agreements(ForumRows):
    """How one speaks of agreements."""

    def in_force(self) -> Self:
        """Those that came into force, the one that stands first."""
        return self.filter(in_force_at__isnull=False).order_by("-number")

    def standing(self) -> Self:
        """Of each forum the latest that came into force."""
        later = Agreement.objects.filter(forum=OuterRef("forum"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later), in_force_at__isnull=False)


class Agreement(ForumRow):
    """The agreement one gathering makes. Once everyone there has signed it, it is in force until
    the next one is, and is never changed.

    `number` counts those that came into force; `content` is the SHA-256 of what was signed.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="agreement")
    made_at = models.DateTimeField(db_default=Now())
    evaluate_by = models.DateField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    content = models.CharField(max_length=64, blank=True)

    objects = Agreements.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="gatherings_agreement_number"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, in_force_at__isnull=True, content="")
                | (
                    Q(number__isnull=False, in_force_at__isnull=False, evaluate_by__isnull=False)
                    & ~Q(content="")
                ),
                name="gatherings_agreement_made_or_in_force",
            ),
        ]

    @property
    def is_due(self) -> bool:
        """Whether the day has come to look at it again."""
        return self.evaluate_by is not None and self.evaluate_by <= timezone.localdate()

    def get_absolute_url(self) -> str:
        return reverse("gatherings:agreement", args=[self.forum_id])


class AgreementPoint(ForumRow):
    """A point as it was worded. Saying it again adds a row; the highest version stands.

    Version 0 is what was carried over from the agreement before.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="points")
    point = models.CharField(max_length=80)
    text = models.TextField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ForumRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "point", "version"], name="gatherings_one_wording_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="gatherings_agreement_point_says_something"
            ),
            nobodys_number("text", "agreementpoint"),
        ]

    def __str__(self) -> str:
        return self.text


class Signature(ForumRow):
    """The name of a member who was not there when the agreement was made, or has come since.

    It stands under this agreement alone: the next one is signed anew.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ForumRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "by"], name="gatherings_one_signature_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by.name}, {self.at:%Y-%m-%d}"
