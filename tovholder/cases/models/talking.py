"""Talking about a child without consent, once, asked for at its case (S-44, decision 33).

Read by those who take part, until the door shuts, and by nobody else; that it happened the family
reads through a function of the database (oversight, migration 0012).
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .cases import Case


class Talks(models.QuerySet["Talk"]):
    def open_to(self, account: Account) -> "Talks":
        """Those somebody takes part in, until the door shuts or the talk is called off."""
        mine = TalkParty.objects.filter(talk=OuterRef("pk"), account=account.pk)
        return self.filter(Exists(mine), ends__gt=Now(), calling_off__isnull=True)

    def to_do(self) -> "Talks":
        """Those that lie ahead, or of which nobody has written what was said."""
        return self.filter(~Exists(TalkNote.objects.filter(talk=OuterRef("pk"))))


class Talk(models.Model):
    """One meeting about a child without consent: why not otherwise, why, who, when.

    `name` stands here since whoever takes part need hold no seat. Where telling the family could
    endanger somebody, `untold_because` says so, and they read of it once that is decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    number = models.PositiveSmallIntegerField(help_text="Which time it is, as it was counted.")
    kind = models.CharField(max_length=80, help_text="The rule it rests on.")
    why_not_anonymous = models.TextField()
    why_not_with_parents = models.TextField()
    why_not_consent = models.TextField()
    necessary = models.TextField(help_text="Why it is necessary, in words the family may read.")
    reason = models.TextField(blank=True, help_text="Why once more.")
    parties = ArrayField(models.CharField(max_length=60))
    meets_on = models.DateField()
    ends = models.DateTimeField(help_text="When the door shuts.")
    untold_because = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Talks.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="cases_talk_in_turn"),
            models.CheckConstraint(
                condition=~Q(why_not_anonymous="")
                & ~Q(why_not_with_parents="")
                & ~Q(why_not_consent="")
                & ~Q(necessary="")
                & Q(parties__len__gt=0),
                name="cases_talk_explained",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="cases_talk_twice_says_why"
            ),
        ]


class TalkParty(models.Model):
    """Somebody who takes part, for a body the rule lists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="taking_part")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["talk", "account"], name="cases_talk_party_once")
        ]


class TalkNote(models.Model):
    """What was said, by somebody who took part. Never changed; another is added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="cases_talk_note_says")]


class TalkCalledOff(models.Model):
    """A talk that will not be held, said before its day by whoever asked for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.OneToOneField(Talk, on_delete=models.PROTECT, related_name="calling_off")
    because = models.TextField(help_text="In words the family may read.")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="cases_talk_called_off_why")
        ]
