"""Somebody in the family says that something is wrong (GDPR art. 16), and how it was answered."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account

from .cases import CaseRow, CaseRows


class Corrections(CaseRows):
    def told(self) -> "Corrections":
        """With the answer of each, the latest first."""
        return self.select_related("by", "answer__by").order_by("-at", "pk")

    def waiting(self) -> "Corrections":
        """Those nobody has answered."""
        return self.filter(answer__isnull=True)


class Correction(CaseRow):
    """What somebody in the family says is wrong, and what would be right.

    What was written stays: it is mended where it stands, or what the family says stands beside
    it. Those at work with the child read it, and the one who wrote it; nobody else in the family.
    """

    AREA = "overview"

    place = models.CharField(max_length=200, help_text="Where it stands, in words.")
    wrong = models.TextField()
    right = models.TextField(blank=True)
    due = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Corrections.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(wrong=""), name="cases_correction_says_what"
            ),
            models.UniqueConstraint(fields=["id", "case"], name="cases_correction_of_case"),
        ]


class CorrectionAnswer(CaseRow):
    """How it was answered, once: mended, noted beside, or not, and why."""

    AREA = "overview"

    class Outcome(models.TextChoices):
        MENDED = "mended"
        BESIDE = "beside"
        STANDS = "stands"

    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="cases_correction_answer_says")
        ]
