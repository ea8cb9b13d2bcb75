"""How the adults see what a child has around it (S-38).

Kept apart from what the child says, which lies in its own talk. Nothing here is changed: what
somebody saw on a day stands with its day, so that two dates can be laid beside each other.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.cases.models import CaseRow
from tovholder.organisation.models import Account


class Seen(CaseRow):
    """How much an adult sees of one of the things a child needs: a level, words, or both.

    The last word of each counts. It tells of the surroundings and never of the child: nothing is
    added up. FHIR: QuestionnaireResponse.item.
    """

    AREA = "meetings"

    instrument = models.CharField(max_length=80)
    item = models.CharField(max_length=80)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(text=""), name="meetings_seen_says_something"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=10),
                name="meetings_seen_within_scale",
            ),
        ]
