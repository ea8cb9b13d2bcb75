"""Somebody who would work with a child with whom others work already (decision 14)."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account

from .cases import CaseRow, CaseRows, Seat


class AsksToJoin(CaseRows):
    def waiting(self) -> "AsksToJoin":
        """Those nobody has said no to, of people who have no access yet."""
        inside = (
            Seat.objects.standing()
            .of_professionals()
            .filter(case=OuterRef("case"), account=OuterRef("account"))
        )
        return self.filter(~Exists(inside), declined__isnull=True)


class AskToJoin(CaseRow):
    """Whoever takes a concern home, where the child has an open case: no seat, a question.

    The database writes it, since the one who asks sees nothing of the case.
    """

    AREA = "overview"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = AsksToJoin.as_manager()


class DeclinedToJoin(CaseRow):
    """A no, with its reason. A yes is an access given in the ordinary way."""

    AREA = "overview"

    ask = models.OneToOneField(AskToJoin, on_delete=models.PROTECT, related_name="declined")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="cases_declined_says_why")
        ]
