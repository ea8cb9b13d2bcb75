"""The adult a child trusts, whoever that is by profession (S-39).

Nothing here is changed: a new word is a new row, and the last one counts, so that one sees who it
was before.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account

from .cases import CaseRow, CaseRows, Seat


class TrustedAdults(CaseRows):
    def last_word(self) -> "TrustedAdults":
        """The last word of each case."""
        newer = TrustedAdult.objects.filter(
            Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")),
            case=OuterRef("case"),
        )
        return self.filter(~Exists(newer))

    def no_longer_there(self) -> "TrustedAdults":
        """Those who do not see the case any more."""
        there = Seat.objects.standing().of_professionals()
        inside = there.filter(case=OuterRef("case"), account=OuterRef("account"))
        return self.filter(~Exists(inside), account__isnull=False)


class TrustedAdult(CaseRow):
    """Whom a child trusts among those who work with it, since when, and who chose.

    Without an account it is nobody, since that is what was answered. FHIR: CareTeam.participant
    with a role of its own.
    """

    AREA = "overview"

    class Chooser(models.TextChoices):
        CHILD = "child"
        PARENTS = "parents"
        TOGETHER = "together"

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    chosen_by = models.CharField(max_length=10, choices=Chooser)
    since = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = TrustedAdults.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen_by__in=["child", "parents", "together"]),
                name="cases_trustedadult_chosen_by_someone",
            ),
        ]
