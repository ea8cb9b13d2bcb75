"""What somebody who is invited answers: that they come, or that the time does not suit (S-55)."""

# Keys to a sibling are resolved in the book that declares the table, where mypy cannot look.
# mypy: disable-error-code="misc"

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tovholder.organisation.models import Account


class Says(models.TextChoices):
    """What one can answer. A professional never says the last: a colleague comes instead."""

    COMES = "comes", _("I come")
    ANOTHER_TIME = "another-time", _("Ask for another time")
    CANNOT = "cannot", _("I cannot come")


class Replies(models.QuerySet[Any]):
    """How one speaks of answers."""

    def standing(self) -> Self:
        """Given for the time the meeting is called for now, the last one last."""
        called_for = F("invitation__meeting__starts_at")
        return self.filter(starts_at=called_for).order_by("at", "id")


class AnyReply(models.Model):
    """One answer to one time: a meeting that is moved asks again. The last one counts.

    It is given by the one who is invited and nobody else: by key, in each book's walls.
    """

    invitation = models.ForeignKey("Invitation", models.PROTECT, related_name="replies")
    starts_at = models.DateTimeField(help_text="The time that was answered.")
    says = models.CharField(max_length=20, choices=Says.choices)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(says__in=Says.values), name="%(app_label)s_reply_says"
            ),
        ]

    @property
    def words(self) -> str:
        """What was said with it, where the reader may know; empty for everybody else."""
        said = getattr(self, "said_with", None)
        return said.text if said else ""


class AnyReplyWords(models.Model):
    """The few words somebody said with an answer, which whoever leads reads and nobody else.

    A row of their own, since the database hides rows: that somebody comes, all may know.
    """

    reply = models.OneToOneField("Reply", models.PROTECT, related_name="said_with")
    text = models.TextField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="%(app_label)s_reply_words_say_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text
