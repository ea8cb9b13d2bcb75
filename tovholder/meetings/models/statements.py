"""What a child says in its own words, and to whom it may be told (S-37).

Nothing else of such a meeting holds a word of the child, and nobody reads a statement but the
child, whoever wrote it down, and those to whom the child lets it be told: the database sees to it.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .calling import Meeting


class Statements(CaseRows):
    """How one speaks of what a child has said."""

    def visible_to(self, account: Account) -> Self:
        """What this account may read: its own, what it wrote down, what it may be told."""
        told = MayBeTold.objects.standing().filter(statement=OuterRef("pk"), account=account)
        child = Person.objects.filter(pk=OuterRef("case__person_id"), account=account)
        theirs = Q(written_by=account) | Q(Exists(child)) | Q(Exists(told))
        return super().visible_to(account).filter(theirs)

    def standing(self) -> Self:
        """Those the child has not taken back, in the order they were said."""
        return self.filter(taken_back_at__isnull=True).order_by("written_at", "id")


class Statement(CaseRow):
    """One answer of a child to one question of a step: words, a level, or both.

    It is never changed: what is said otherwise is taken back and said anew.
    """

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="statements")
    step = models.CharField(max_length=80)
    item = models.CharField(max_length=80)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = Statements.as_manager()

    class Meta:
        indexes = [models.Index(fields=["meeting", "step"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(text=""),
                name="meetings_statement_says_something",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=10),
                name="meetings_statement_within_scale",
            ),
        ]


class Tellings(CaseRows):
    """How one speaks of who may be told."""

    def standing(self) -> Self:
        """Those the child has not taken back."""
        return self.filter(taken_back_at__isnull=True)


class MayBeTold(CaseRow):
    """The child lets a statement be told to someone with a seat at its case, and to nobody else."""

    AREA = "meetings"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="tellings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = Tellings.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "account"],
                condition=Q(taken_back_at__isnull=True),
                name="meetings_told_once",
            ),
        ]
