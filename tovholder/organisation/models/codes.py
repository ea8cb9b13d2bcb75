"""One-time codes: what somebody has beside the password."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .places import Account


class OneTimeCodes(models.Model):
    """That an account signs in with codes too: from when to when (RFC 6238).

    Read by the account itself alone. Ended by its holder or, where the telephone is gone, by an
    administrator, who says why and reads nothing of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="one_time_codes")
    sealed = models.BinaryField(help_text="The secret, sealed; empty when it has ended.")
    last_step = models.BigIntegerField(help_text="The latest step a code was used of.")
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.TextField(blank=True, help_text="Why somebody else ended it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(ended_at__isnull=True),
                name="organisation_one_time_codes_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, sealed=b""),
                name="organisation_ended_codes_keep_no_secret",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.began_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """One way in without the telephone; kept as a keyed hash, used once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    codes = models.ForeignKey(OneTimeCodes, on_delete=models.CASCADE, related_name="recovery")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    keyed_hash = models.BinaryField(unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)
