"""Who does what, by when, with whom, and what became of it (S-26, S-63)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .goals import NOTE_LENGTH, TEXT_LENGTH, Goal

NAME_LENGTH = 250


class Tasks(CaseRows):
    def open(self) -> Self:
        """Promises that wait to be kept: no end yet, and not a wish without a yes."""
        return self.filter(Q(wish=False) | Q(answer__accepted=True), end=None)

    def wishes(self) -> Self:
        """The family's wishes that wait for the professional's answer."""
        return self.filter(wish=True, answer=None, end=None)

    def waiting(self) -> Self:
        """Promises to keep and wishes to answer: what the plan still holds."""
        return self.filter(Q(wish=False) | Q(answer=None) | Q(answer__accepted=True), end=None)

    def of_account(self, account: Account) -> Self:
        """What this account has to do, as itself or as the person it belongs to."""
        # One person has one account: a single value lets the database use both indexes.
        person = Subquery(Person.objects.filter(account=account.pk).values("pk")[:1])
        return self.filter(Q(owner_account=account.pk) | Q(owner_person=person))

    def due_by(self, day: date) -> Self:
        """What should be done on or before the day."""
        return self.filter(due__lte=day)

    def contacts(self) -> Self:
        """Who is the family's contact, or was and nobody has said how it went (S-35)."""
        return self.open().filter(contact=True)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due__lt=today)

    def ended(self) -> Self:
        return self.exclude(end=None).select_related("end", "end__by").order_by("-end__at", "pk")

    def declined(self) -> Self:
        """Wishes a professional said no to, with the reason, the latest first."""
        return self.filter(wish=True, answer__accepted=False, end=None).order_by("-answer__at")

    def in_order(self) -> Self:
        """The nearest day first; what has no day yet comes last."""
        return self.order_by(models.F("due").asc(nulls_last=True), "set_at", "pk")


class Task(CaseRow):
    """One thing somebody does: text, one owner, a day, and with whom if anyone.

    The owner is known by account or by person where there is one, and always by the name people
    agreed to: whoever may read the plan may read that name, also where they may not look the
    person up. A *wish* is the family's question to a professional. It has no day before the
    professional answers; the answer gives the day, or says why not. Of the family's *contact*
    the day is the last one (S-35).
    """

    AREA = "plan"

    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="tasks")
    text = models.CharField(max_length=TEXT_LENGTH)
    owner_account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_name = models.CharField(max_length=NAME_LENGTH)
    due = models.DateField(null=True, blank=True)
    together_with = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    wish = models.BooleanField(default=False)
    contact = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    objects = Tasks.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="plans_task_has_text"),
            models.CheckConstraint(
                condition=~Q(owner_name="")
                & (Q(owner_account__isnull=True) | Q(owner_person__isnull=True)),
                name="plans_task_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(wish=True) | Q(due__isnull=False), name="plans_task_has_day"
            ),
            models.CheckConstraint(
                condition=Q(wish=False) | Q(owner_account__isnull=False),
                name="plans_wish_is_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(contact=False) | Q(wish=False), name="plans_contact_has_said_yes"
            ),
        ]
        indexes = [
            models.Index(fields=["owner_account", "due"], name="plans_task_of_account"),
            models.Index(fields=["case"], condition=Q(contact=True), name="plans_contact_of_case"),
        ]

    def __str__(self) -> str:
        return self.text

    def is_of(self, account: Account) -> bool:
        """Whether the account has this to do, as itself or as the person it belongs to."""
        if self.owner_account_id == account.pk:
            return True
        return self.owner_person is not None and self.owner_person.account_id == account.pk


class WishAnswer(CaseRow):
    """The professional's yes, with a day, or no, with a reason (S-26, step four)."""

    AREA = "plan"

    task = models.OneToOneField(Task, models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    words = models.CharField(max_length=NOTE_LENGTH, blank=True, default="")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(words=""), name="plans_wish_no_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.accepted}"


class TaskEnd(CaseRow):
    """A promise was kept, or could not be, because; or is no longer needed, because."""

    AREA = "plan"

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Done")
        COULD_NOT = "could_not", _("Could not be done")
        NOT_NEEDED = "not_needed", _("No longer needed")

    task = models.OneToOneField(Task, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=10, choices=Outcome)
    because = models.CharField(max_length=NOTE_LENGTH, blank=True, default="")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="kept") | ~Q(because=""), name="plans_task_end_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.outcome}"
