"""A colleague who comes in another's place (S-55)."""

from django.db import models
from django.db.models import Q

from .cases import CaseRow, Seat


class StandIn(CaseRow):
    """A seat held in another's place until an end: the meeting's, as a rule (S-55).

    It rests on the same basis, so that it falls with it.
    """

    AREA = "overview"

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="stand_in")
    instead_of = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="stand_ins")
    why = models.TextField(help_text="Why the other cannot come; the family reads it.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="cases_standin_says_why"),
        ]
