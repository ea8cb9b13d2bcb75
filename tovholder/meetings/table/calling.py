"""A meeting and those invited to it (S-26, S-29)."""

# Keys to a sibling are resolved in the book that declares the table, where mypy cannot look.
# mypy: disable-error-code="misc"

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from tovholder.organisation.models import Account

from ..engine.sealing import may_seal
from .sides import Side, Writing, title_of

if TYPE_CHECKING:
    from ..actions.calling import Chair
    from ..book import Book
    from .replying import AnyReply


class AnyMeeting(models.Model):
    """People gathered about something they share, following one method from one file.

    Each book says in its own Meeting what it is: `book`, `owner` (what every row of it is owned
    by), `case_id` (None in the forum's book), `door` and `home`.
    """

    method = models.CharField(max_length=80)
    purpose = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    called_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(db_default=Now())
    writing = models.CharField(max_length=20, choices=Writing.choices, default=Writing.PEN)
    pen_holder = models.ForeignKey(Account, models.PROTECT, related_name="+")
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    instrument = models.CharField(
        max_length=80, blank=True, help_text="The instrument chosen when the meeting was called."
    )

    PLACE = "place"
    """The field of the place: the words themselves, or the key to where a book keeps them."""

    place: Any  # words; each book keeps them its own way
    passages: Any
    reschedulings: Any
    end: Any
    minutes_final: Any
    case_id: UUID | None  # for the trace; None in the forum's book
    title = ""  # the method's, where a list asked for it
    unread: bool  # where `with_reading_of` was asked
    unprepared: bool  # where `with_preparation_of` was asked
    unanswered: bool  # where `with_answer_of` was asked
    moved_from: datetime | None  # where `with_move` was asked
    revision: int  # where `with_revision` was asked, as `revised_at`
    revised_at: datetime

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="%(app_label)s_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(writing__in=Writing.values), name="%(app_label)s_writing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Its board; before it has begun, its invitation."""
        return self.address("meeting")

    # What each book says for itself: Django's models cannot be abstract in Python's sense too.

    @property
    @abstractmethod
    def book(self) -> Book:
        """Where this meeting is written: every row of it is a row of this book."""

    @property
    @abstractmethod
    def door(self) -> Any:
        """The door it was opened through: `.account`, `.may(Right)`, `.rights`."""

    @property
    @abstractmethod
    def owner(self) -> dict[str, UUID]:
        """What every row of this meeting is owned by: `book.X.objects.create(**meeting.owner)`."""

    @property
    @abstractmethod
    def home(self) -> str:
        """The address of the page the meeting belongs to."""

    @abstractmethod
    def seating(self, chair: Chair) -> dict[str, Any]:
        """What only this book notes of a chair."""

    @property
    def place_id(self) -> UUID:
        """The case or the forum: whose door closes the board."""
        return next(iter(self.owner.values()))

    def address(self, name: str, *args: Any) -> str:
        """The address of one of the meeting's pages."""
        return reverse(f"{self.book.label}:{name}", args=[self.pk, *args])

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
    def minutes_are_final(self) -> bool:
        return hasattr(self, "minutes_final")

    @property
    def is_called_off(self) -> bool:
        return hasattr(self, "called_off")

    @property
    def has_begun(self) -> bool:
        return bool(self.passages.exists())


class AnyMeetingEnd(models.Model):
    """The meeting is over: its minutes are a draft, until they are made final."""

    meeting = models.OneToOneField("Meeting", models.PROTECT, related_name="end")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Invitations(models.QuerySet[Any]):
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


class AnyInvitation(models.Model):
    """A chair at one meeting. It opens no door: only a seat, or a place in the forum, does.

    A companion (bisidder) has a name and a chair, and no account. Neither has a professional who
    is called in from outside.
    """

    meeting = models.ForeignKey("Meeting", models.PROTECT, related_name="invitations")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=20, choices=Side.choices)
    profession = models.CharField(max_length=80, blank=True)
    invited_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "account"],
                condition=Q(account__isnull=False),
                name="%(app_label)s_one_chair_per_account",
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="%(app_label)s_invitation_side"
            ),
            models.CheckConstraint(
                condition=~Q(side=Side.COMPANION) | Q(account__isnull=True),
                name="%(app_label)s_companion_has_no_account",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="%(app_label)s_invitation_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    contributions: Any
    relation: str  # how the family is related; nothing in the forum's book
    trusted: bool  # that the family trusts them; nobody in the forum's book
    workplace: str  # of whoever is called in from outside; nobody in the forum's book
    here = True  # as the table notes it
    read_at: datetime | None  # where `Afterwards.asked` was asked
    ready = False
    reply: AnyReply | None = None  # what they answered, where a page asks
    short = ""

    @property
    def called(self) -> str:
        """The name people use at the table."""
        return self.short or self.name

    @property
    def title(self) -> str:
        """Who this is to the child, in the reader's language: a profession, a kinship."""
        return title_of(self.side, self.profession, self.relation)

    @property
    def works_at(self) -> str:
        """Where somebody called in from outside works; nothing where that is not told."""
        return ""

    @property
    def is_called_in(self) -> bool:
        """Whether this is a professional without an account here."""
        return self.side == Side.PROFESSIONAL and self.account_id is None


class AnySpared(models.Model):
    """One whom the family could do without at this meeting; the chair is taken away."""

    invitation = models.OneToOneField("Invitation", models.PROTECT, related_name="spared")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
