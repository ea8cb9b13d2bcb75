"""A link for one who has a chair and no sign-in: it may write once, and never reads."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account

from .calling import Invitation


class Links(CaseRows):
    """How one speaks of links."""

    def standing(self) -> Links:
        """Those not used and not withdrawn. Whether the meeting still waits is asked elsewhere."""
        return self.filter(sent_at__isnull=True, withdrawn_at__isnull=True)


class PreparationLink(CaseRow):
    """The secret address by which one chair without a sign-in prepares, once.

    Shown once to whoever leads the meeting and kept as a hash. `sent_at`: it was used, and opens
    nothing more. The database itself sets it, where the words are written.
    """

    AREA = "meetings"

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="links")
    hashed = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Links.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(sent_at__isnull=True, withdrawn_at__isnull=True),
                name="meetings_one_standing_link",
            ),
            models.CheckConstraint(
                condition=Q(hashed__regex="^[0-9a-f]{64}$"), name="meetings_link_is_a_hash"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="meetings_link_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="meetings_link_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.made_at:%Y-%m-%d}"
