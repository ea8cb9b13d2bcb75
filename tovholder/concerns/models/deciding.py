"""What a triage decides, what it asks, and what the author hears."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tovholder.cases.models import Case
from tovholder.organisation.models import Account, Forum

from .letters import Concern


class Decisions(models.QuerySet["Decision"]):
    def with_words(self) -> "Decisions":
        """Each with what was asked and replied, answered and read."""
        return self.select_related(
            "question__reply",
            "answer__acknowledgement",
            "taken_by",
            "referral__from_forum",
            "referral__to_forum",
        )

    def for_forum(self, concern: Concern) -> "Decisions":
        """Those the forum may read: on an anonymous ground, those written while it stood.

        What was written before may hold the child's name.
        """
        made = self.filter(concern=concern)
        if concern.shown == Concern.Shown.MASKED:
            return made.filter(grounds_recorded=concern.grounds_recorded)
        return made


class Decision(models.Model):
    """What one sitting decided about one concern (S-19).

    `one_person` answers the first question, whether one person can solve this (S-97); it and its
    reason are kept. Only a request for more may leave it open.
    """

    class Kind(models.TextChoices):
        LOCAL = "local"
        MORE = "more"
        REFERRED = "referred"
        SENT_ON = "sent-on"
        ENOUGH = "enough"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(help_text="1 for the first decision of a concern.")
    grounds_recorded = models.PositiveSmallIntegerField(
        help_text="How many grounds there were when it was written."
    )
    kind = models.CharField(max_length=8, choices=Kind)
    one_person = models.BooleanField(null=True)
    reason = models.TextField(blank=True, help_text="Why one person can, or cannot, solve it.")
    effort = models.TextField(blank=True, help_text="What is done locally.")
    responsible = models.CharField(max_length=200, blank=True, help_text="Who does it.")
    look_again_on = models.DateField(null=True)
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    taken_home = models.BooleanField(
        default=False, help_text="Prioritised in the taker's own unit, across schools."
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = Decisions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "number"], name="concerns_decision_in_turn"),
            models.CheckConstraint(
                condition=Q(kind="more") | (Q(one_person__isnull=False) & ~Q(reason="")),
                name="concerns_decision_one_person_asked",
            ),
            models.CheckConstraint(
                condition=~Q(kind="local")
                | (~Q(effort="") & ~Q(responsible="") & Q(look_again_on__isnull=False)),
                name="concerns_decision_local_what_who_when",
            ),
            models.CheckConstraint(
                condition=~Q(kind="sent-on")
                | (Q(taken_by__isnull=False) & Q(case__isnull=False) & Q(one_person=False)),
                name="concerns_decision_sent_on_taken",
            ),
            models.CheckConstraint(
                condition=~Q(kind="referred") | Q(one_person=False),
                name="concerns_decision_referred_needs_more",
            ),
        ]


class Referral(models.Model):
    """A concern goes on to another forum, with all that was said about it (S-20, S-21).

    Writing the row moves the concern; the database does it, and nothing else can.
    """

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, primary_key=True, related_name="referral"
    )
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="referrals")
    from_forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    to_forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_forum=F("to_forum")),
                name="concerns_referral_goes_somewhere_else",
            )
        ]


class Question(models.Model):
    """What the triage asks the author before it can decide."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="questions")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="question")
    text = models.TextField()


class Reply(models.Model):
    """What the author answered, in own words; the forum reads it in `Shared`."""

    question = models.OneToOneField(
        Question, on_delete=models.PROTECT, primary_key=True, related_name="reply"
    )
    text = models.TextField()
    at = models.DateTimeField(db_default=Now())


class Answer(models.Model):
    """What the author is told, and the part she is asked to take herself."""

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, primary_key=True, related_name="answer"
    )
    text = models.TextField()
    part = models.TextField(blank=True, help_text="What the author is asked to do.")


class Acknowledgement(models.Model):
    """The author has read the answer."""

    answer = models.OneToOneField(
        Answer, on_delete=models.PROTECT, primary_key=True, related_name="acknowledgement"
    )
    at = models.DateTimeField(db_default=Now())
