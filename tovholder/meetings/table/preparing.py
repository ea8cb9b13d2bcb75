"""What someone writes before the meeting, and the moment they are ready (S-29)."""

# Keys to a sibling are resolved in the book that declares the table, where mypy cannot look.
# mypy: disable-error-code="misc"

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from tovholder.organisation.models import Account


class AnyPreparation(models.Model):
    """One answer to one of the method's questions, theirs alone until they are ready.

    Only `written_by` can ever read the row, which the database itself sees to.
    `held_back`: they want to say it themselves, so it does not go to the board.
    """

    invitation = models.ForeignKey("Invitation", models.PROTECT, related_name="preparations")
    step = models.CharField(max_length=80)
    column = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    held_back = models.BooleanField(default=False)
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "step", "column"],
                name="%(app_label)s_one_answer_per_question",
            ),
        ]


class AnyPrepared(models.Model):
    """Someone is ready: what they did not hold back now stands on the board."""

    invitation = models.OneToOneField("Invitation", models.PROTECT, related_name="prepared")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
