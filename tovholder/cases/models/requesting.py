"""A parent, or whoever else decides, is asked for consent: nobody gets anything by it (S-43).

Read by those at the case who are family or let people in; a no and its word by whoever said it
and those who let people in (migration 0016).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from tovholder.consent.models import Basis
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .cases import CaseRow, CaseRows


class ConsentRequests(CaseRows):
    def waiting(self) -> "ConsentRequests":
        """Those not taken back, with something that waits for an answer."""
        asked = AskedSharing.objects.waiting().filter(request=OuterRef("pk"))
        return self.filter(Exists(asked), taken_back__isnull=True)


class ConsentRequest(CaseRow):
    """Somebody at work asks for consent. Whoever may consent on the day they answer is asked."""

    AREA = "overview"

    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ConsentRequests.as_manager()


class AskedSharings(CaseRows):
    def waiting(self) -> "AskedSharings":
        """Those nobody has said no to, that became no consent, and whose last day is ahead."""
        settled = SharingAnswer.objects.filter(sharing=OuterRef("pk")).filter(
            Q(accepted=False) | Q(basis__isnull=False)
        )
        return self.filter(~Exists(settled), until__gt=Now(), request__taken_back__isnull=True)


class AskedSharing(CaseRow):
    """One thing asked for: that a receiver sees certain areas, for a purpose, until a day."""

    AREA = "overview"

    request = models.ForeignKey(ConsentRequest, on_delete=models.PROTECT, related_name="sharings")
    receiver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    areas = ArrayField(models.CharField(max_length=40))
    purpose = models.TextField()
    until = models.DateTimeField()

    objects = AskedSharings.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "receiver", "purpose"], name="cases_asked_once"
            )
        ]


class SharingAnswer(CaseRow):
    """A yes, to all that was asked or to less, or a no with or without a word.

    `basis` is the consent it became: none for a no, nor for a yes that waits for another's.
    """

    AREA = "overview"

    sharing = models.ForeignKey(AskedSharing, on_delete=models.PROTECT, related_name="answers")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    accepted = models.BooleanField()
    areas = ArrayField(models.CharField(max_length=40), default=list)
    until = models.DateTimeField(null=True, blank=True)
    word = models.TextField(blank=True)
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sharing", "giver"], name="cases_one_answer_each"),
            models.CheckConstraint(
                condition=Q(accepted=True, until__isnull=False)
                | Q(accepted=False, until__isnull=True, areas=[], basis__isnull=True),
                name="cases_answer_yes_or_no",
            ),
        ]


class RequestTakenBack(CaseRow):
    """A request nobody need answer any more."""

    AREA = "overview"

    request = models.OneToOneField(
        ConsentRequest, on_delete=models.PROTECT, related_name="taken_back"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
