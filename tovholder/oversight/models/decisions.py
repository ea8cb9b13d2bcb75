"""What the family reads of the trace, and what the officer has decided."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.cases.models import Case, Talk
from tovholder.consent.models import Basis
from tovholder.organisation.models import Account


class PlainBasis(models.Model):
    """A kind of legal basis that the catalogue does not call sensitive.

    Written by the owner alone, whenever the tables are brought up to date: the database decides
    by it what a family reads of the trace, and nobody who asks can say otherwise. A kind that
    does not stand here is sensitive.
    """

    kind = models.CharField(max_length=60, primary_key=True)


class Decided(models.Model):
    """Whether the family reads something, why, and who decided it; the latest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    shown = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class LookDecision(Decided):
    """Whether the family reads of the looks that went through one sensitive basis.

    Until there is one they do not; the latest counts. By the data-protection officer alone.
    """

    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="oversight_look_decision_why")
        ]


class TalkDecision(Decided):
    """Whether the family reads of a talk without consent that it was dangerous to tell of.

    Until there is one they do not; the latest counts. By the data-protection officer alone.
    """

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="oversight_talk_decision_why")
        ]


class NamesDecision(Decided):
    """Whether families read the names of those who looked, decided by the authority.

    For everybody, or for one case, which then counts before the other; the latest counts.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by = models.TextField(help_text="Who decided for the authority, in words.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(decided_by=""), name="oversight_names_decision_why"
            )
        ]


class LookAnswer(models.Model):
    """What was said of somebody's looks at one case on one day: a question answered, no judgement.

    The case is told by its reference, so that a leader who answers learns nothing of whose it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=8)
    day = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & Q(reference__regex="^[0-9A-F]{8}$"),
                name="oversight_look_answer_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(by=models.F("account")), name="oversight_nobody_answers_for_themselves"
            ),
        ]
        indexes = [models.Index(fields=["account", "day"], name="oversight_answers")]
