"""Somebody asks what is kept about a person: the request, the papers weighed, and the answer."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.cases.models import Case
from tovholder.catalogue.vocabulary import ACCESS, PARTY_ACCESS
from tovholder.organisation.models import Account
from tovholder.people.models import Person


class AccessRequests(models.QuerySet["AccessRequest"]):
    def waiting(self) -> "AccessRequests":
        """Those whose answer has not left the house."""
        return self.filter(approval__isnull=True)

    def told(self) -> "AccessRequests":
        """With what has been said of each, the nearest deadline first."""
        said = self.select_related("by", "extension__by", "approval__answer__by", "approval__by")
        return said.order_by("received", "at", "pk")


class AccessRequest(models.Model):
    """Somebody asks what is kept about a person (GDPR art. 15), or as a party for their papers.

    The kind is that of the rule in the catalogue, which tells the time and what may be left out.

    The family asks from its own case; what came by letter or was said at a desk the officer
    writes down. `name` is kept as it was said, since the officer opens no case.
    """

    class Kind(models.TextChoices):
        KEPT = ACCESS
        PARTY = PARTY_ACCESS

    class AsksAs(models.TextChoices):
        """As what a party asks; whether it is one, an officer says."""

        SELF = "self"
        UNDER_AGE = "under_age"
        CUSTODY = "custody"
        NEAR = "near"
        GUARDIAN = "guardian"
        REPRESENTATIVE = "representative"

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
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.KEPT)
    asks_as = models.CharField(max_length=20, choices=AsksAs, blank=True, default="")
    authority = models.CharField(
        max_length=260,
        blank=True,
        default="",
        help_text="What was seen of the right to ask for somebody else.",
    )
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
            models.CheckConstraint(
                condition=Q(kind=ACCESS) | ~Q(asks_as=""), name="oversight_party_asks_as"
            ),
            models.CheckConstraint(
                condition=~Q(asks_as__in=("guardian", "representative")) | ~Q(authority=""),
                name="oversight_party_shows_authority",
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
    ground = models.TextField(
        blank=True, default="", help_text="Why not all of it is handed out, by law, a line each."
    )
    complaint = models.TextField(
        blank=True, default="", help_text="How one complains, as the rule said that day."
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "request"], name="oversight_access_answer_of"),
            models.CheckConstraint(condition=~Q(words=""), name="oversight_access_answer_says"),
            models.CheckConstraint(
                condition=Q(outcome="all") | (~Q(ground="") & ~Q(complaint="")),
                name="oversight_access_answer_by_law",
            ),
        ]

    @property
    def hands_out(self) -> bool:
        """Whether papers that were weighed here leave with it."""
        return self.outcome != "refused" and self.request.weighed.exists()


class AccessApproval(models.Model):
    """Another officer stands for an answer too; with that it leaves the house. Once a request."""

    request = models.OneToOneField(
        AccessRequest, on_delete=models.PROTECT, primary_key=True, related_name="approval"
    )
    answer = models.OneToOneField(AccessAnswer, on_delete=models.PROTECT, related_name="approval")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class WeighedPaper(models.Model):
    """Whether one paper is handed out with the answer to a request; the latest counts.

    A notification may leave `unnamed`: without whoever signed it.

    A paper is one row about the person, named by its kind and key, and weighed as it was `read`:
    where it says something else since, nobody has weighed it. What nobody has weighed is held back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="weighed")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    read = models.CharField(
        max_length=64, default="", help_text="The SHA-256 of its words, in hexadecimal digits."
    )
    given = models.BooleanField()
    unnamed = models.BooleanField(default=False, help_text="Leaves without who wrote it.")
    because = models.TextField(
        blank=True, help_text="Why it or who wrote it is held back, and by which law."
    )
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given=True, unnamed=False) | ~Q(because=""),
                name="oversight_held_back_says_why",
            ),
            models.CheckConstraint(
                condition=Q(given=True) | Q(unnamed=False), name="oversight_unnamed_leaves"
            ),
        ]
        indexes = [models.Index(fields=["request", "kind", "key"], name="oversight_weighed")]


class AccessBundle(models.Model):
    """What was handed out with an answer, byte for byte as it left the house."""

    approval = models.OneToOneField(
        AccessApproval, on_delete=models.PROTECT, primary_key=True, related_name="bundle"
    )
    paper = models.BinaryField(help_text="The PDF.")
    data = models.BinaryField(help_text="The same as JSON.")
    given = models.PositiveIntegerField()
    held_back = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Of the PDF, in hexadecimal digits.")
