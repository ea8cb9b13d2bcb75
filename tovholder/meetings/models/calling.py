"""The case book's meetings, and those invited to them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.cases.whereabouts import tells_where
from tovholder.consent.models import Basis
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from ..table import AnyInvitation, AnyMeeting, AnyMeetingEnd, AnySpared
from ..table import Invitations as AnyInvitations
from ..table import Meetings as AnyMeetings
from ..table.meetings import sibling
from ..table.sides import Company, Side
from .places import kept, words_of

if TYPE_CHECKING:
    from tovholder.cases.access import Door

    from ..actions.calling import Chair
    from ..book import Book


class Meetings(AnyMeetings, CaseRows):  # type: ignore[override] # a manager of each
    """Meetings, with the scope of a case's rows."""

    def with_missing_yes(self, account: int) -> Self:
        """Each that this account called with the name of one who is called in on a yes that
        stands no more, or will not when the meeting is held (`without_yes`)."""
        stands = Basis.objects.standing().filter(pk=OuterRef("basis"))
        then = stands.filter(Q(ends__isnull=True) | Q(ends__gt=OuterRef("meeting__starts_at")))
        chairs = sibling(self.model, "Invitation").objects.standing()
        without = chairs.filter(meeting=OuterRef("pk"), basis__isnull=False).filter(~Exists(then))
        named = without.filter(meeting__called_by=account).order_by("name", "pk").values("name")
        return self.annotate(without_yes=Subquery(named[:1]))


class Meeting(AnyMeeting, CaseRow):
    """People gathered about one case. `company` is who may sit there, and never changes (S-62)."""

    AREA = "meetings"

    company = models.CharField(max_length=20, choices=Company.choices, default=Company.FAMILY)
    where = kept()
    PLACE = "where"
    place = words_of("where")
    without_yes: str | None  # where `with_missing_yes` was asked

    objects = Meetings.as_manager()  # type: ignore[assignment] # a case's rows, and more

    class Meta(AnyMeeting.Meta):
        abstract = False
        indexes = [models.Index(fields=["case", "starts_at"])]
        constraints = [
            *AnyMeeting.Meta.constraints,
            models.UniqueConstraint(fields=["id", "company"], name="meetings_meeting_company"),
        ]

    @property
    def book(self) -> Book:
        from ..book import CASE_BOOK  # the book knows the plan's verbs, which know these nouns

        return CASE_BOOK

    @property
    def owner(self) -> dict[str, UUID]:
        return {"case_id": self.case_id}

    @property
    def door(self) -> Door:
        """The door it was opened through: its case's."""
        return self.case.door

    @property
    def home(self) -> str:
        return reverse("meetings:list", args=[self.case_id])

    def seating(self, chair: Chair) -> dict[str, Any]:
        return {
            "company": self.company,
            "person": chair.person,
            "relation": chair.relation,
            "trusted": chair.trusted,
            **_called_in(chair),
        }


def _called_in(chair: Chair) -> dict[str, Any]:
    said = chair.called_in
    return {field.name: getattr(said, field.name) for field in fields(said)} if said else {}


class MeetingEnd(AnyMeetingEnd, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Invitations(AnyInvitations, CaseRows):  # type: ignore[override] # a manager of each
    """Chairs, with the scope of a case's rows."""


NOT_CALLED_IN = Q(workplace="", because="", basis__isnull=True, called_in_by__isnull=True)
CALLED_IN = (
    Q(basis__isnull=False, called_in_by__isnull=False)
    & ~Q(workplace="")
    & ~Q(because="")
    & ~Q(profession="")
)


class Invitation(AnyInvitation, CaseRow):
    """A chair at a meeting about a case. `company` is the meeting's own.

    A professional without an account here (a doctor at the hospital) is called in to this one
    meeting: by whom, from where and why, on a basis of its own. `profession` is then the title
    they give themselves, in words.
    """

    AREA = "meetings"

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    relation = models.CharField(max_length=80, blank=True)
    trusted = models.BooleanField(default=False)
    company = models.CharField(max_length=20, choices=Company.choices, default=Company.FAMILY)
    workplace = models.CharField(max_length=200, blank=True)
    because = models.TextField(blank=True, help_text="Why somebody from outside is needed.")
    basis = models.ForeignKey(Basis, models.PROTECT, null=True, blank=True, related_name="+")
    called_in_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Invitations.as_manager()  # type: ignore[assignment] # a case's rows, and more

    class Meta(AnyInvitation.Meta):
        abstract = False
        constraints = [
            *AnyInvitation.Meta.constraints,
            models.CheckConstraint(
                condition=Q(company=Company.FAMILY) | Q(side=Side.PROFESSIONAL),
                name="meetings_professionals_sit_alone",
            ),
            models.CheckConstraint(
                condition=(Q(side=Side.PROFESSIONAL, account__isnull=True) & CALLED_IN)
                | ((~Q(side=Side.PROFESSIONAL) | Q(account__isnull=False)) & NOT_CALLED_IN),
                name="meetings_called_in_on_a_basis",
            ),
        ]

    @property
    def works_at(self) -> str:
        return self.workplace if tells_where(self.case_id) else ""


class Spared(AnySpared, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()
