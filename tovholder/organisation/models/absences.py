"""Who is away, and who stands in: read by whatever asks who may see, never moved (S-85)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from .places import Account


class Absences(models.QuerySet["Absence"]):
    def current(self) -> "Absences":
        """Those that hold now."""
        return self.not_ended().filter(starts__lte=Now(), ends__gt=Now())

    def not_over(self) -> "Absences":
        """Those that hold now or lie ahead."""
        return self.not_ended().filter(ends__gt=Now())

    def not_ended(self) -> "Absences":
        """Those nobody ended before their time."""
        return self.filter(ended_at__isnull=True)

    def told(self) -> "Absences":
        """With everybody's names, the first to begin first."""
        named = self.select_related("account", "cover", "said_by", "ended_by")
        return named.order_by("starts", "pk")


class Absence(models.Model):
    """Somebody at work is away for a time, and a colleague stands in (S-85).

    The row moves nothing: while it holds, the colleague sees through the seats of the one who is
    away (cases, migration 0022). Why somebody is away is nobody's business and is not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="absences")
    cover = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="covers")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    said_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Absences.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(cover=F("account")), name="organisation_absence_another_stands_in"
            ),
            # Whoever leads says it for another, and does not open another's cases to themselves.
            models.CheckConstraint(
                condition=~Q(cover=F("said_by")), name="organisation_absence_said_by_another"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="organisation_absence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="organisation_absence_somebody_ends_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=["cover"],
                condition=Q(ended_at__isnull=True),
                name="organisation_absence_cover",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.starts:%Y-%m-%d}"
