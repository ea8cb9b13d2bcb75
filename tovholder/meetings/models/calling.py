"""A meeting and those invited to it (S-26, S-29)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from ..engine.sealing import may_seal
from ..table.sides import Company, Side, Writing, title_of

if TYPE_CHECKING:
    from tovholder.cases.access import Door

    from ..book import Book


class Meetings(CaseRows):
    """How one speaks of meetings."""

    def upcoming(self) -> Self:
        """Not ended and not called off, soonest first: one that should have been held yesterday
        is still to come."""
        return self.filter(called_off__isnull=True, end__isnull=True).order_by("starts_at", "id")

    def not_to_miss(self) -> Self:
        """Those to come, and those called off that somebody might still come to in vain."""
        expected = Q(called_off__isnull=True) | Q(ends_at__gt=Now())
        return self.filter(expected, end__isnull=True).order_by("starts_at", "id")

    def ended(self) -> Self:
        """Held and ended, latest first."""
        return self.filter(end__isnull=False).order_by("-starts_at", "id")

    def for_account(self, account: Account) -> Self:
        """Those this account is invited to or has called."""
        invited = Invitation.objects.filter(meeting=OuterRef("pk"), account=account)
        return self.filter(Exists(invited) | Q(called_by=account))

    def to_prepare(self, account: Account) -> Self:
        """Those to come that this account has not prepared yet."""
        return self.upcoming().with_preparation_of(account.pk).filter(unprepared=True)

    def with_preparation_of(self, account: int) -> Self:
        """Each with whether it waits for the words of the account with this key (`unprepared`)."""
        from .preparing import Prepared

        ready = Prepared.objects.filter(
            invitation__meeting=OuterRef("pk"), invitation__account=account
        )
        invited = Invitation.objects.filter(meeting=OuterRef("pk"), account=account)
        return self.annotate(unprepared=Exists(invited) & ~Exists(ready))

    def with_move(self) -> Self:
        """Each with when it was to be before it was last moved (`moved_from`), or None."""
        from .changing import Rescheduling

        moves = Rescheduling.objects.filter(meeting=OuterRef("pk")).order_by("-number")
        return self.annotate(moved_from=models.Subquery(moves.values("was_starts_at")[:1]))


class Meeting(CaseRow):
    """People gathered about one case, following one method from one file."""

    AREA = "meetings"

    method = models.CharField(max_length=80)
    purpose = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    called_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(db_default=Now())
    writing = models.CharField(max_length=20, choices=Writing.choices, default=Writing.PEN)
    pen_holder = models.ForeignKey(Account, models.PROTECT, related_name="+")
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    company = models.CharField(max_length=20, choices=Company.choices, default=Company.FAMILY)
    instrument = models.CharField(
        max_length=80, blank=True, help_text="The instrument chosen when the meeting was called."
    )

    title = ""  # the method's, where a list asked for it
    unprepared: bool  # where `with_preparation_of` was asked
    moved_from: datetime | None  # where `with_move` was asked

    objects = Meetings.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meetings_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(writing__in=Writing.values), name="meetings_writing"
            ),
            models.UniqueConstraint(fields=["id", "company"], name="meetings_meeting_company"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.starts_at:%Y-%m-%d}"

    @property
    def book(self) -> Book:
        """Where this meeting is written: every row of it is a row of this book."""
        from ..book import CASE_BOOK  # the book knows the plan's verbs, which know these nouns

        return CASE_BOOK

    @property
    def owner(self) -> dict[str, UUID]:
        """What every row of this meeting is owned by: `book.X.objects.create(**meeting.owner)`."""
        return {"case_id": self.case_id}

    @property
    def door(self) -> Door:
        """The door it was opened through."""
        return self.case.door

    @property
    def home(self) -> str:
        """The address of the page the meeting belongs to."""
        return reverse("cases:case", args=[self.case_id])

    def address(self, name: str, *args: Any) -> str:
        """The address of one of the meeting's pages."""
        return reverse(f"meetings:{name}", args=[self.pk, *args])

    @property
    def sealed(self) -> bool:
        """Whether some are alone just now: nothing at all is written while they are (S-36)."""
        if not may_seal(self.method):
            return False
        last = self.passages.order_by("-order").first()
        return last is not None and last.opened and last.sealed

    @property
    def has_ended(self) -> bool:
        return hasattr(self, "end")

    @property
    def is_called_off(self) -> bool:
        return hasattr(self, "called_off")

    @property
    def has_begun(self) -> bool:
        return self.passages.exists()


class MeetingEnd(CaseRow):
    """The meeting is over; the minutes stand as they are."""

    AREA = "meetings"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="end")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())


class Invitations(CaseRows):
    """How one speaks of those invited."""

    def standing(self) -> Self:
        """Those the meeting was not spared of."""
        return self.filter(spared__isnull=True)

    def in_order(self) -> Self:
        """The family first, then their companion, then the professionals as they were invited."""
        return self.order_by(
            models.Case(
                models.When(side=Side.FAMILY, then=0),
                models.When(side=Side.COMPANION, then=1),
                default=2,
                output_field=models.IntegerField(),
            ),
            "invited_at",
            "name",
        )


class Invitation(CaseRow):
    """A chair at one meeting. It opens no door: only a seat at the case does.

    A companion (bisidder) has a name and a chair, and no account.
    """

    AREA = "meetings"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=20, choices=Side.choices)
    profession = models.CharField(max_length=80, blank=True)
    relation = models.CharField(max_length=80, blank=True)
    trusted = models.BooleanField(default=False)
    company = models.CharField(max_length=20, choices=Company.choices, default=Company.FAMILY)
    invited_at = models.DateTimeField(db_default=Now())

    objects = Invitations.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "account"],
                condition=Q(account__isnull=False),
                name="meetings_one_chair_per_account",
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="meetings_invitation_side"
            ),
            models.CheckConstraint(
                condition=~Q(side=Side.COMPANION) | Q(account__isnull=True),
                name="meetings_companion_has_no_account",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="meetings_invitation_has_a_name"),
            models.CheckConstraint(
                condition=Q(company=Company.FAMILY) | Q(side=Side.PROFESSIONAL),
                name="meetings_professionals_sit_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    here = True  # as the table notes it
    ready = False
    short = ""

    @property
    def called(self) -> str:
        """The name people use at the table."""
        return self.short or self.name

    @property
    def title(self) -> str:
        """Who this is to the child, in the reader's language: a profession, a kinship."""
        return title_of(self.side, self.profession, self.relation)


class Spared(CaseRow):
    """One whom the family could do without at this meeting; the chair is taken away."""

    AREA = "meetings"

    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="spared")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
