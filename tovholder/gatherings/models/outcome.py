"""What came of the advice a panel gave (S-52)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account

from .calling import Meeting
from .rows import ForumRow, ForumRows, nobodys_number


class Outcome(ForumRow):
    """What whoever asked did with the advice, and whether it helped. It is told once, and read by
    those who were asked; like the question it names nobody."""

    class Helped(models.TextChoices):
        YES = "yes"
        PARTLY = "partly"
        NO = "no"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="outcome")
    did = models.TextField()
    helped = models.CharField(max_length=10, choices=Helped)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ForumRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(did=""), name="gatherings_outcome_says_what"),
            models.CheckConstraint(
                condition=Q(helped__in=["yes", "partly", "no"]),
                name="gatherings_outcome_says_whether",
            ),
            nobodys_number("did", "outcome"),
        ]
