"""A leader has work at some cases looked at: which, by chance or for a reason; by whom; until when.

The database draws and gives the seats, so that whoever sets it up learns of no case.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account, Unit

from .cases import Seat


class Supervisions(models.QuerySet["Supervision"]):
    def visible_to(self, account: Account) -> "Supervisions":
        """Those one set up, and those one does."""
        return self.filter(Q(set_up_by=account) | Q(supervisor=account))

    def waiting(self) -> "Supervisions":
        """Those whose supervisor has not said what they found."""
        return self.filter(result=None)


class Supervision(models.Model):
    """Supervision of a unit's work at named cases. Drawn with a seed, or chosen for a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    set_up_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(help_text="What is looked at; the family reads it.")
    reason = models.TextField(blank=True, help_text="Why this one; empty where it was drawn.")
    seed = models.CharField(max_length=40, blank=True, help_text="What the draw began with.")
    pool = models.PositiveIntegerField(
        null=True, help_text="Among how many cases it was drawn; of one chosen nothing is said."
    )
    at = models.DateTimeField(db_default=Now())
    ends = models.DateTimeField()

    objects = Supervisions.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="cases_supervision_says_what"),
            models.CheckConstraint(
                condition=(Q(reason="", pool__isnull=False) & ~Q(seed=""))
                | (Q(seed="", pool__isnull=True) & ~Q(reason="")),
                name="cases_supervision_drawn_or_chosen",
            ),
        ]


class SupervisedSeat(models.Model):
    """One case of a supervision, by its seat: to whoever set it up, a reference and no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="seats")
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="supervised")

    @property
    def reference(self) -> str:
        """What the case is called when the two talk about the work."""
        return self.id.hex[:8].upper()


class SupervisionResult(models.Model):
    """What was found about the work, never about a child; with it the seats end."""

    supervision = models.OneToOneField(
        Supervision, on_delete=models.PROTECT, primary_key=True, related_name="result"
    )
    words = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="cases_supervision_found_words")
        ]
