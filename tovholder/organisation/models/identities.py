"""Who somebody is at a provider outside the house, and whose account that opens."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .places import Account


class Identities(models.QuerySet["Identity"]):
    def standing(self) -> "Identities":
        """Those that still open the house."""
        return self.filter(ended_at=None)


class Identity(models.Model):
    """One person as one provider names them. Of the name a keyed hash is kept, and no more:

    it may be a national number. Read by the account itself alone; nobody is made an account
    by signing in elsewhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="identities")
    provider = models.CharField(max_length=30, help_text="Its key in the operator's file.")
    keyed_hash = models.BinaryField(help_text="Of whom the provider names; empty when it ended.")
    added_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Identities.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["keyed_hash"],
                condition=Q(ended_at__isnull=True),
                name="organisation_one_account_for_an_identity",
            ),
            models.UniqueConstraint(
                fields=["account", "provider"],
                condition=Q(ended_at__isnull=True),
                name="organisation_one_identity_at_a_provider",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(keyed_hash=b""),
                name="organisation_ended_identities_keep_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.provider
