"""A called meeting that is moved, or called off: a row with who, when and why."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account

from .calling import Meeting


class Rescheduling(CaseRow):
    """The meeting was moved: when and where it was to be, and when and where it is to be now.

    `number` counts the times a meeting was moved, from 1. The meeting's own row carries the
    time that holds; these rows tell how it came to.
    """

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reschedulings")
    number = models.PositiveIntegerField()
    was_starts_at = models.DateTimeField()
    was_ends_at = models.DateTimeField()
    was_place = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    because = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="meetings_one_rescheduling_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meetings_moved_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="meetings_moved_because"),
        ]


class CallingOff(CaseRow):
    """The meeting will not be held. Its chairs, and what people prepared, stay on record."""

    AREA = "meetings"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="called_off")
    because = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="meetings_called_off_because"),
        ]
