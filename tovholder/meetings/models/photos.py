"""A photo of a whiteboard, in the case's book alone: nobody can search a picture for names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account

from .calling import Meeting


class Photos(CaseRows):
    """How one speaks of photos."""

    def standing(self) -> Photos:
        """Those that have not been taken down, in the order they were taken."""
        return self.filter(taken_down_at__isnull=True).order_by("taken_at", "id")


class Photo(CaseRow):
    """What hung on the wall at one step of a meeting, and in words what it says.

    Taken down, the picture and its words are gone, and that it was there stays on record.
    """

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="photos")
    step = models.CharField(max_length=80)
    says = models.TextField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    taken_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(db_default=Now())
    taken_down_at = models.DateTimeField(null=True, blank=True)

    objects = Photos.as_manager()

    class Meta:
        indexes = [models.Index(fields=["meeting", "step"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(says="") | Q(taken_down_at__isnull=False),
                name="meetings_photo_is_told_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.says


class PhotoContent(CaseRow):
    """The picture itself, apart, so that no list of photos carries it."""

    AREA = "meetings"

    photo = models.OneToOneField(Photo, models.PROTECT, related_name="kept")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    content = models.BinaryField()

    objects = CaseRows.as_manager()

    def __str__(self) -> str:
        return str(self.photo_id)
