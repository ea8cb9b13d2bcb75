"""The secret address under which somebody's own calendar reads when they meet."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .places import Account


class CalendarLink(models.Model):
    """The secret address under which somebody's own calendar reads when they meet (S-56).

    Whoever has the address reads the times and nothing else, so it is kept as a hash alone and
    shown once. `fixed_days`: whether the days of one's teams stand there before anybody has
    called a meeting. `reminds`: whether the calendar gives a sign before a meeting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="calendar_links")
    hashed = models.CharField(max_length=64, unique=True, editable=False)
    fixed_days = models.BooleanField(default=False)
    reminds = models.BooleanField(default=True)
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(ended_at__isnull=True),
                name="organisation_one_calendar_link",
            ),
            models.CheckConstraint(
                condition=Q(hashed__regex="^[0-9a-f]{64}$"),
                name="organisation_calendar_link_is_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.made_at:%Y-%m-%d}"
