"""A called meeting that is moved, or called off: a row with who, when and why."""

# Keys to a sibling are resolved in the book that declares the table, where mypy cannot look.
# mypy: disable-error-code="misc"

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account


class AnyRescheduling(models.Model):
    """The meeting was moved: when and where it was to be, and when and where it is to be now.

    `number` counts the times a meeting was moved, from 1. The meeting's own row carries the
    time that holds; these rows tell how it came to. Each book keeps `was_place` and `place` its
    own way.
    """

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="reschedulings")
    number = models.PositiveIntegerField()
    was_starts_at = models.DateTimeField()
    was_ends_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    because = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="%(app_label)s_one_rescheduling_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(app_label)s_moved_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="%(app_label)s_moved_because"),
        ]


class AnyCallingOff(models.Model):
    """The meeting will not be held. Its chairs, and what people prepared, stay on record."""

    meeting = models.OneToOneField("Meeting", models.PROTECT, related_name="called_off")
    because = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="%(app_label)s_called_off_because"
            ),
        ]
