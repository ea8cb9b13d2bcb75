"""Who stands round the child, and how well they hang together (S-40).

Nothing here is changed: what somebody said of a tie stands with its day, so that the map of any
day can be drawn again.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account

from .cases import CaseRow


class Actor(CaseRow):
    """Someone round the child: with access to the case, or known by name alone.

    `sector` is the part of the child's life they stand in; `role` says in a word or two what they
    are to the child. FHIR: CareTeam.participant, or RelatedPerson.
    """

    class Sector(models.TextChoices):
        FAMILY = "family"
        SCHOOL = "school"
        HEALTH = "health"
        SERVICES = "services"
        LEISURE = "leisure"

    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=20, choices=Sector)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    # Told by the seat of someone with access, when the map is read.
    profession: str = ""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="cases_actor_has_a_name"),
            models.UniqueConstraint(fields=["id", "case"], name="cases_actor_case"),
        ]


class ActorEnd(CaseRow):
    """Someone who no longer stands round the child, with the reason."""

    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="end")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class Bond(CaseRow):
    """What somebody said of a tie on a day; the last word of each tie counts.

    Without `other` the tie is to the child. `quality` is how well they talk together, from 0 (not
    at all) to 3 (often and in time).
    """

    class Strength(models.TextChoices):
        STRONG = "strong"
        WEAK = "weak"
        NONE = "none"

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="bonds")
    other = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="bonds_from"
    )
    strength = models.CharField(max_length=10, choices=Strength)
    quality = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quality__gte=0, quality__lte=3), name="cases_bond_quality_0_to_3"
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("actor")),
                name="cases_bond_between_two",
            ),
        ]
