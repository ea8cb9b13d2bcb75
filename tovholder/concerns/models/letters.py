"""What a teacher writes: the draft, the concern, and in tables of their own what it says."""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from tovholder.audit.prepared import Among
from tovholder.instruments.models import AnswerSheet
from tovholder.organisation.models import Account, Forum, Membership

if TYPE_CHECKING:
    from tovholder.concerns.access import ConcernDoor

    from .deciding import Decision


class Draft(AnswerSheet):
    """A concern someone has begun to write. Nobody else reads it; sending it deletes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["account", "-saved_at"], name="concerns_draft_mine")]


class Concerns(models.QuerySet["Concern"]):
    """The language of concerns: whose, waiting for whom, in which order."""

    def of_author(self, account: Account) -> "Concerns":
        """The concerns someone has written, the newest first."""
        return self.filter(author=account.pk).order_by("-sent_at")

    def with_course(self) -> "Concerns":
        """Each with its forum, the child's name and, as `course`, its decisions in order."""
        from .deciding import Decision

        course = Decision.objects.with_words().order_by("number")
        return self.select_related("forum", "identity").prefetch_related(
            models.Prefetch("decisions", queryset=course, to_attr="course")
        )

    def visible_to(self, account: Account) -> "Concerns":
        """Own concerns, those to a forum one leads, and those shared with a forum one sits in."""
        sits_there = Exists(_memberships(account))
        leads_it = Exists(_memberships(account).filter(chair=True))
        return self.filter(
            Q(author=account.pk) | Q(leads_it) | (Q(sits_there) & ~Q(shown=Concern.Shown.NOTHING))
        )

    def waiting(self) -> "Concerns":
        """Those a triage has something to do with now."""
        return self.filter(due_at__lte=Now())

    def in_order(self) -> "Concerns":
        """The most worried first, and among equals the one that has waited longest."""
        return self.order_by("-worry", "sent_at", "pk")

    def in_forums(self, memberships: list[Membership]) -> "Concerns":
        """Those an account may see as member or leader of these forums."""
        return self.in_queues(**queues_of(memberships))

    def in_queues(self, led: list[UUID], sat_in: list[UUID]) -> "Concerns":
        """Those of the forums one leads, and of the others one sits in what the leader has shown
        on a basis."""
        shared = Q(Among("forum", sat_in)) & ~Q(shown=Concern.Shown.NOTHING)
        return self.filter(Q(Among("forum", led)) | shared)

    def waiting_for(self, account: Account) -> "Concerns":
        """Those that wait for this account: to reply, to read an answer, or to decide."""
        from .deciding import Answer, Question

        asked = Question.objects.filter(concern=OuterRef("pk"), reply__isnull=True)
        answered = Answer.objects.filter(
            decision__concern=OuterRef("pk"), acknowledgement__isnull=True
        )
        mine = Q(author=account.pk) & (Exists(asked) | Exists(answered))
        queue = Q(due_at__lte=Now()) & (
            Exists(_memberships(account).filter(chair=True))
            | (Exists(_memberships(account)) & ~Q(shown=Concern.Shown.NOTHING))
        )
        return self.filter(mine | queue)


def queues_of(memberships: list[Membership]) -> dict[str, list[UUID]]:
    """The forums of these memberships: those that are `led`, and those one is a member of."""
    return {
        "led": [one.forum_id for one in memberships if one.chair],
        "sat_in": [one.forum_id for one in memberships if not one.chair],
    }


def _memberships(account: Account) -> models.QuerySet[Membership]:
    return Membership.objects.current().filter(account=account.pk, forum=OuterRef("forum_id"))


class Concern(models.Model):
    """A letter from someone who works with a child to a triage (S-18). It is not a case.

    The row holds nothing that says who the child is: the name lies in `ConcernIdentity`, the
    words in `Sheet` (author and leader) and `Shared` (the forum). FHIR: Communication.
    """

    class Worry(models.IntegerChoices):
        """How worried the author is; the words are the instrument's."""

        GREEN = 1
        YELLOW = 2
        RED = 3

    class Shown(models.TextChoices):
        """What the forum's other members may see; set by the database from the last ground."""

        NOTHING = "nothing"
        MASKED = "masked"
        NAMED = "named"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="concerns")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="concerns")
    # Noted by the database when it is sent, and never changed.
    sent_to = models.ForeignKey(
        Forum,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The forum the author wrote to; its leader knows who the child is.",
    )
    anonymous_approach = models.BooleanField(
        default=False, help_text="Told to the author by someone who gave no name."
    )
    sent_at = models.DateTimeField(db_default=Now())
    worry = models.PositiveSmallIntegerField(choices=Worry)
    child_heard = models.BooleanField(help_text="Whether the child's own side is told.")
    parents_heard = models.BooleanField(help_text="Whether the parents' side is told.")
    draft = models.UUIDField(help_text="The draft it came from: the same one is sent once.")
    shown = models.CharField(max_length=7, choices=Shown, default=Shown.NOTHING)
    grounds_recorded = models.PositiveSmallIntegerField(default=0)
    decisions_made = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(
        null=True,
        db_default=Now(),
        help_text="From when the triage has something to do with it; empty when it has not.",
    )

    # Given by the door and by `with_course`.
    door: "ConcernDoor"
    course: "list[Decision]"

    objects = Concerns.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "draft"], name="concerns_concern_once"),
            models.CheckConstraint(
                condition=Q(worry__in=[1, 2, 3]), name="concerns_concern_worry_known"
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-sent_at"], name="concerns_concern_mine"),
            models.Index(
                fields=["forum", "-worry", "sent_at"],
                condition=Q(due_at__isnull=False),
                name="concerns_concern_waiting",
            ),
        ]

    @property
    def leader_knows_child(self) -> bool:
        """Whether the leader of the forum where it is knows who the child is.

        Only the leader the author wrote to does, until the others may know it too.
        """
        return self.shown == Concern.Shown.NAMED or self.forum_id == self.sent_to_id

    @property
    def days_waited(self) -> int:
        """Whole days since it was sent."""
        return (timezone.localdate() - timezone.localdate(self.sent_at)) // timedelta(days=1)


class ConcernIdentity(models.Model):
    """Who the child is, as the author knows the child."""

    concern = models.OneToOneField(
        Concern, on_delete=models.PROTECT, primary_key=True, related_name="identity"
    )
    name = models.CharField(max_length=200)
    group = models.CharField(max_length=40, blank=True)


class Sheet(AnswerSheet):
    """The concern in the author's own words. The author and the forum's leader read it."""

    concern = models.OneToOneField(
        Concern, on_delete=models.PROTECT, primary_key=True, related_name="sheet"
    )
