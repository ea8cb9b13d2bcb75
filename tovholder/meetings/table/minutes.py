"""What is left after a meeting: its minutes are a draft that each reads, and then they are final.

Between the end and the final minutes each corrects their own words and nobody else's; how they
read before stays (`Wording`). Both are facts of the database (`walls.minutes`).
"""

# Keys to a sibling are resolved in the book that declares the table, where mypy cannot look.
# mypy: disable-error-code="misc"

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from tovholder.organisation.models import Account


class AnyMinutesRead(models.Model):
    """Somebody who was there says: I have read it. Nobody says it for another."""

    invitation = models.OneToOneField("Invitation", models.PROTECT, related_name="minutes_read")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class AnyMinutesFinal(models.Model):
    """The minutes are final: from here on no word of the meeting is written or changed."""

    meeting = models.OneToOneField("Meeting", models.PROTECT, related_name="minutes_final")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
