"""Passkeys: a key that lies in somebody's device and never leaves it (WebAuthn, level 3)."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .places import Account


class Passkeys(models.QuerySet["Passkey"]):
    def standing(self) -> "Passkeys":
        """Those that still open the house."""
        return self.filter(ended_at=None)


class Passkey(models.Model):
    """One device's key to one account: its public half, and what its holder calls it.

    Read by the account itself alone. Taken away by its holder or, where the device is gone, by
    an administrator, who says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential = models.BinaryField(unique=True, help_text="What the device calls the key.")
    public_key = models.BinaryField(help_text="COSE; empty when it has ended.")
    uses = models.BigIntegerField(help_text="The device's own count of uses, where it keeps one.")
    spent = models.BinaryField(default=b"", help_text="The challenge it answered last.")
    added_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.TextField(blank=True, help_text="Why somebody else took it away.")

    objects = Passkeys.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, public_key=b""),
                name="organisation_ended_passkeys_keep_no_key",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_passkeys_have_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
