"""Somebody without a way in reads a case in an emergency, and others are told in the same moment.

What the others are told says who, when, on which ground and why, and never whose case it is.
The database writes it, since nobody holds a seat before (decision 26).
"""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from tovholder.organisation.models import Account

from .cases import Seat


class EmergencyAccesses(models.QuerySet["EmergencyAccess"]):
    def visible_to(self, account: Account) -> "EmergencyAccesses":
        """One's own, and those one was told of."""
        told = ToldOfEmergency.objects.filter(emergency=OuterRef("pk"), account=account)
        return self.filter(Q(by=account) | Exists(told))


class EmergencyAccess(models.Model):
    """One look in an emergency: who, when, on which ground, why. Without a seat nothing opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    ground = models.CharField(max_length=60, help_text="A legal basis of the catalogue.")
    reason = models.TextField()
    again = models.BooleanField(help_text="The same person's case a second time within a day.")
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, null=True, related_name="emergency")

    objects = EmergencyAccesses.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S+\s+\S+\s+\S+\s+\S+\s+\S+"),
                name="cases_emergency_says_why",
            ),
        ]

    @property
    def reference(self) -> str:
        """What it is called when people talk about it; leads to nothing."""
        return self.id.hex[:8].upper()


class ToldOfEmergency(models.Model):
    """One who was told, in the transaction that opened the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    emergency = models.ForeignKey(EmergencyAccess, on_delete=models.PROTECT, related_name="told")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emergency", "account"], name="cases_told_once"),
        ]


class AnswerToEmergency(models.Model):
    """One who was told has seen it: whether they asked about it, and what they wrote."""

    told = models.OneToOneField(
        ToldOfEmergency, on_delete=models.PROTECT, primary_key=True, related_name="answer"
    )
    asked = models.BooleanField(help_text="They have talked with the one who looked.")
    words = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())


def told_and_silent(account: int) -> QuerySet[ToldOfEmergency]:
    """What somebody was told of and has not answered, the oldest first."""
    return (
        ToldOfEmergency.objects.filter(account=account, answer=None)
        .select_related("emergency__by")
        .order_by("emergency__at", "pk")
    )
