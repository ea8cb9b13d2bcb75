"""A notification of concern (S-25): signed in person, received by the authority, read by no other.

It stands outside every team and every case: no seat opens it and nothing refers to it. Who reads
it is written in the database, as with a concern (decision 29).
"""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from tovholder.cases.models import Case
from tovholder.instruments.models import AnswerSheet
from tovholder.organisation.models import Account, Forum, Membership, Unit
from tovholder.people.models import Person


class NotificationDraft(AnswerSheet):
    """A notification someone has begun. Nobody else reads it; signing it deletes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["account", "-saved_at"], name="concerns_begun_mine")]


class Notifications(models.QuerySet["Notification"]):
    """The language of notifications: whose, received where, waiting for what."""

    def visible_to(self, account: Account) -> "Notifications":
        """Those someone has signed, and those of a reception one sits at now."""
        sits_there = Membership.objects.current().filter(
            account=account.pk, forum=OuterRef("forum_id")
        )
        return self.filter(Q(signer=account.pk) | Exists(sits_there))

    def of_signer(self, account: Account) -> "Notifications":
        """Those someone has signed, the newest first."""
        return self.filter(signer=account.pk).order_by("-signed_at", "pk")

    def received_in(self, memberships: list[Membership]) -> "Notifications":
        """Those of these receptions."""
        return self.filter(forum__in=[one.forum_id for one in memberships])

    def told(self) -> "Notifications":
        """Each with where it came from and what has been said of it so far."""
        last = models.Prefetch(
            "assessments", Assessment.objects.select_related("by").order_by("number")
        )
        return self.select_related("signer", "unit", "forum", "receipt__by").prefetch_related(last)


class Notification(AnswerSheet):
    """What a professional has told the authority of one child, in her own name.

    `waits` is set by the database alone: until it has been assessed and its receipt sent, and
    again when the signer adds to it. FHIR: Communication.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    signer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="Where the signer worked then."
    )
    profession = models.CharField(max_length=60, help_text="What the signer signed as.")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    legal_basis = models.CharField(max_length=60, help_text="The rule in force that day.")
    signed_at = models.DateTimeField(db_default=Now())
    acute = models.BooleanField(help_text="The child is in danger now, the signer says.")
    assess_by = models.DateTimeField(null=True, help_text="Empty where the rule says no time.")
    receipt_by = models.DateField(null=True, help_text="Empty where the rule says no time.")
    draft = models.UUIDField(help_text="The draft it came from: the same one is signed once.")
    waits = models.BooleanField(default=True, editable=False)

    objects = Notifications.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signer", "draft"], name="concerns_notified_once"),
        ]
        indexes = [
            models.Index(fields=["signer", "-signed_at"], name="concerns_notified_mine"),
            models.Index(fields=["forum", "-signed_at"], name="concerns_notified_there"),
            models.Index(
                fields=["forum", "assess_by"],
                condition=Q(waits=True),
                name="concerns_notified_waiting",
            ),
        ]

    @property
    def child_name(self) -> str:
        return str(self.answer("name"))

    @property
    def is_late(self) -> bool:
        """Whether the time to assess it has run out; asked of one nobody has assessed."""
        return self.assess_by is not None and self.assess_by < timezone.now()


class NotificationRow(models.Model):
    """Something said of a notification afterwards: a row with who and when, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Supplement(NotificationRow):
    """What the signer adds or puts right; what was signed stays as it was."""

    notification = models.ForeignKey(
        Notification, on_delete=models.PROTECT, related_name="supplements"
    )
    number = models.PositiveSmallIntegerField(help_text="1 for the first supplement.")
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "number"], name="concerns_supplement_in_turn"
            ),
        ]


class Assessment(NotificationRow):
    """What the reception finds must happen, and why. The last one stands.

    `after` is how many supplements had been read: what comes later asks for a new assessment.
    """

    class Outcome(models.TextChoices):
        ACUTE = "acute"
        EXAMINATION = "examination"
        PASSED_ON = "passed-on"
        NO_STEP = "no-step"

    notification = models.ForeignKey(
        Notification, on_delete=models.PROTECT, related_name="assessments"
    )
    number = models.PositiveSmallIntegerField(help_text="1 for the first assessment.")
    after = models.PositiveSmallIntegerField(help_text="How many supplements were there.")
    outcome = models.CharField(max_length=11, choices=Outcome)
    passed_to = models.CharField(max_length=200, blank=True)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "number"], name="concerns_assessment_in_turn"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="concerns_assessment_says_why"),
            models.CheckConstraint(
                condition=Q(outcome="passed-on") ^ Q(passed_to=""),
                name="concerns_assessment_passed_on_to_whom",
            ),
        ]


class Receipt(NotificationRow):
    """That the notification has come: the signer always hears it (S-25)."""

    notification = models.OneToOneField(
        Notification, on_delete=models.PROTECT, related_name="receipt"
    )


class ToldBack(NotificationRow):
    """Whether something was started, where the rule lets the signer hear it; never what."""

    notification = models.OneToOneField(
        Notification, on_delete=models.PROTECT, related_name="told_back"
    )
    started = models.BooleanField()


class NotifiedChild(NotificationRow):
    """Which person the child is, found by the reception; the last one stands.

    `case` is one the finder already had a seat at. Nothing shows there: the reference is read
    from here alone.
    """

    notification = models.ForeignKey(
        Notification, on_delete=models.PROTECT, related_name="children"
    )
    number = models.PositiveSmallIntegerField(help_text="1 for the first match.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    birth_date = models.DateField(null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "number"], name="concerns_notified_child_in_turn"
            ),
        ]
