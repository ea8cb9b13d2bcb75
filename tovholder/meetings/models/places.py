"""Where a case's meetings are held: rows of their own, since where a child is can be kept from
somebody who reads the rest of the meeting (decision 37)."""

from __future__ import annotations

from typing import Any

from django.db import models

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.cases.whereabouts import AREA, tells_where


class Place(CaseRow):
    """A place in the words of whoever said it; the same words at one case are one row."""

    AREA = AREA

    words = models.CharField(max_length=200)

    objects = CaseRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "words"], name="meetings_place_said_once"),
        ]


def kept() -> Any:
    """The key to a place, where one is said."""
    return models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )


def words_of(key: str) -> property:
    """A place as words; none where it is not told. It is written by actions/placing.py."""

    def told(row: Any) -> str:
        if getattr(row, f"{key}_id") is None or not tells_where(row.case_id):
            return ""
        try:
            place: Place | None = getattr(row, key)
        except Place.DoesNotExist:
            return ""
        return place.words if place else ""

    return property(told)
