"""On what basis a forum reads about a child, what it reads, and who the child is."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tovholder.instruments.models import AnswerSheet
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .letters import Concern


class Grounds(models.QuerySet["Ground"]):
    def standing(self) -> "Grounds":
        """The last one of each concern: the one that holds."""
        return self.filter(number=F("concern__grounds_recorded"))


class Ground(models.Model):
    """Why others than the author and the leader may read a concern (S-19, S-44, S-45).

    Recorded by the forum's leader. A new one takes the place of the one before, which stays.
    """

    class Kind(models.TextChoices):
        AGREED = "agreed"
        ANONYMOUS = "anonymous"
        EXCHANGE = "exchange"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="grounds")
    number = models.PositiveSmallIntegerField(help_text="1 for the first ground of a concern.")
    kind = models.CharField(max_length=9, choices=Kind)
    agreed_on = models.DateField(null=True, help_text="The day the parents agreed.")
    agreed_how = models.TextField(blank=True, help_text="How they agreed, and to what.")
    why_not_anonymous = models.TextField(blank=True)
    why_not_with_parents = models.TextField(blank=True)
    why_not_consent = models.TextField(blank=True)
    necessary = models.TextField(blank=True, help_text="Why the exchange is necessary, in words.")
    parties = ArrayField(models.CharField(max_length=60), default=list)
    legal_basis = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Grounds.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "number"], name="concerns_ground_in_turn"),
            models.CheckConstraint(
                condition=~Q(kind="agreed") | (Q(agreed_on__isnull=False) & ~Q(agreed_how="")),
                name="concerns_ground_agreed_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(kind="exchange")
                | (
                    ~Q(why_not_anonymous="")
                    & ~Q(why_not_with_parents="")
                    & ~Q(why_not_consent="")
                    & ~Q(necessary="")
                    & ~Q(legal_basis="")
                    & Q(parties__len__gt=0)
                ),
                name="concerns_ground_exchange_explained",
            ),
        ]


class Shared(AnswerSheet):
    """What the forum reads on one ground: as written, or with the child's name hidden.

    One row for the concern itself, one for each reply to a question. The words as they were
    written never lie in a table the members can read while the ground is anonymous.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="shared")
    # Read by ground; an index by question would lure the planner to all rows without one.
    question = models.ForeignKey(
        "concerns.Question",
        on_delete=models.PROTECT,
        null=True,
        related_name="shared",
        db_index=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ground", "question"], nulls_distinct=False, name="concerns_shared_once"
            )
        ]


class HiddenWords(models.Model):
    """What else than name and class the leader hid on an anonymous ground.

    The words point to the child themselves, so only the author and the leader can read them.
    """

    ground = models.OneToOneField(
        Ground, on_delete=models.PROTECT, primary_key=True, related_name="hidden_words"
    )
    words = ArrayField(models.CharField(max_length=100), default=list)


class Matches(models.QuerySet["Match"]):
    def newest(self) -> "Match | None":
        """The one that holds."""
        return self.order_by("-number").first()


class Match(models.Model):
    """Which person the child is, found by the leader among the school's pupils.

    The name stands here too, since a triage holds no seat and cannot read the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="matches")
    number = models.PositiveSmallIntegerField(help_text="A later match corrects the one before.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    birth_date = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Matches.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "number"], name="concerns_match_in_turn")
        ]
