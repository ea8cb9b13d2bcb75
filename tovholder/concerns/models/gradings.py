"""How worried somebody is about a child just now, held against a ruler (S-22).

A colour is somebody's, has a reason, and ends by itself. It leads to whom to invite. It is no
quality of a child: it stands at one case alone, and nothing lists, counts or sorts children by it.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account


class Gradings(CaseRows):
    def standing(self) -> "Gradings":
        """Those whose last day has not passed and that nobody has lifted."""
        return self.filter(ends_on__gte=timezone.localdate(), end__isnull=True)


class Grading(CaseRow):
    """A colour with its reason and its last day; `ruler` is the one it was held against.

    The parents have been told, on a day and in words; or it says why they have not been.
    """

    AREA = "concern"

    class Colour(models.TextChoices):
        GREEN = "green"
        YELLOW = "yellow"
        RED = "red"

    ruler = models.CharField(max_length=80)
    colour = models.CharField(max_length=10, choices=Colour)
    reason = models.TextField()
    ends_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    told_how = models.TextField(blank=True)
    not_told_because = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Gradings.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="concerns_grading_has_a_reason"),
            models.CheckConstraint(
                condition=Q(told_on__isnull=False, not_told_because="")
                | (Q(told_on__isnull=True) & ~Q(not_told_because="")),
                name="concerns_grading_parents_told_or_why_not",
            ),
            models.UniqueConstraint(fields=["id", "case"], name="concerns_grading_case"),
        ]


class GradingEnd(CaseRow):
    """A colour lifted before its last day, with the reason."""

    AREA = "concern"

    grading = models.OneToOneField(Grading, on_delete=models.PROTECT, related_name="end")
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
