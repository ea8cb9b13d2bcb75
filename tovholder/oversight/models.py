"""Who watches over it: what the family reads of the trace, and what the officer has decided."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.cases.models import Case, Talk
from tovholder.consent.models import Basis
from tovholder.organisation.models import Account
from tovholder.people.models import Person


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


class AccessRequests(models.QuerySet["AccessRequest"]):
    def waiting(self) -> "AccessRequests":
        """Those whose answer has not left the house."""
        return self.filter(approval__isnull=True)

    def told(self) -> "AccessRequests":
        """With what has been said of each, the nearest deadline first."""
        said = self.select_related("by", "extension__by", "approval__answer__by", "approval__by")
        return said.order_by("received", "at", "pk")


class AccessRequest(models.Model):
    """Somebody asks what is kept about a person (GDPR art. 15), for themselves or their child.

    The family asks from its own case; what came by letter or was said at a desk the officer
    writes down. `name` is kept as it was said, since the officer opens no case.
    """

    class How(models.TextChoices):
        OWN_PAGE = "own_page"
        LETTER = "letter"
        IN_PERSON = "in_person"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=260, help_text="Whom it is about.")
    asked_by = models.CharField(max_length=260, help_text="Who asks, and for whom, in words.")
    how = models.CharField(max_length=10, choices=How)
    received = models.DateField()
    due = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = AccessRequests.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how="own_page", case__isnull=False)
                | Q(how__in=("letter", "in_person"), case__isnull=True),
                name="oversight_access_request_by_a_way",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(asked_by=""), name="oversight_access_request_says_who"
            ),
            models.CheckConstraint(
                condition=Q(due__gt=models.F("received")), name="oversight_access_request_is_due"
            ),
        ]

    @property
    def deadline(self) -> date:
        """The last day for the answer, as it was put off where it was."""
        extension = getattr(self, "extension", None)
        return extension.due if extension is not None else self.due

    @property
    def final(self) -> "AccessAnswer | None":
        """The answer that left the house, once two persons have stood for it."""
        approval = getattr(self, "approval", None)
        return approval.answer if approval is not None else None


class AccessExtension(models.Model):
    """The deadline of a request put off, once, with the reason the one who asked is told."""

    request = models.OneToOneField(
        AccessRequest, on_delete=models.PROTECT, primary_key=True, related_name="extension"
    )
    due = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="oversight_access_extension_why")
        ]


class AccessAnswer(models.Model):
    """How one officer would answer: what is handed out and how, what is held back and why.

    Words about papers, never what stands in them. The latest is the one another may approve.
    """

    class Outcome(models.TextChoices):
        ALL = "all"
        PART = "part"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "request"], name="oversight_access_answer_of"),
            models.CheckConstraint(condition=~Q(words=""), name="oversight_access_answer_says"),
        ]


class AccessApproval(models.Model):
    """Another officer stands for an answer too; with that it leaves the house. Once a request."""

    request = models.OneToOneField(
        AccessRequest, on_delete=models.PROTECT, primary_key=True, related_name="approval"
    )
    answer = models.OneToOneField(AccessAnswer, on_delete=models.PROTECT, related_name="approval")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
