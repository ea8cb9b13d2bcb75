"""What we do together: the case, the seats at it, who holds the rope, how it ends."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from tovholder.audit.prepared import Among
from tovholder.consent.models import Basis, Withdrawal
from tovholder.organisation.models import Account, Forum, Membership, Professional
from tovholder.people.models import Person

if TYPE_CHECKING:
    from ..access import Door
    from ..holding import Held


# The roles people have at a case because of their work.
AT_WORK = ("professional", "authority")
FAMILY = ("parent", "child")


class Seats(models.QuerySet["Seat"]):
    def standing(self) -> "Seats":
        """Seats whose period holds now, whose basis nobody has withdrawn, and at work only of
        those who work here (decision 15).

        The database keeps a seat's period within its basis' own (migration 0004).
        """
        withdrawn = Withdrawal.objects.filter(basis=OuterRef("basis"))
        gone = Professional.objects.gone().filter(account=OuterRef("account"))
        return (
            self.filter(starts__lte=Now())
            .filter(Q(ends__isnull=True) | Q(ends__gt=Now()))
            .filter(~Exists(withdrawn), Q(role__in=FAMILY) | ~Exists(gone), end__isnull=True)
        )

    def held_by(self, account: Account) -> "Seats":
        """Seats the account holds itself, through a forum it sits in now, or reads for whoever
        is away; which those are the database says, of whoever acts alone (migration 0022)."""
        forums = Membership.objects.current().filter(account=account).values("forum")
        covered = RawSQL(
            "SELECT unnest(mine('covered')) WHERE current_account() = %s",
            [getattr(account, "pk", account)],
        )
        return self.filter(Q(account=account) | Q(forum__in=forums) | Q(pk__in=covered))

    def around_the_child(self) -> "Seats":
        """Seats of the family and of those at work with it: who looks in for another reason, as
        in an emergency, is told of nowhere on the way."""
        return self.filter(role__in=AT_WORK + FAMILY)

    def of_professionals(self) -> "Seats":
        """Seats held by people at work; a triage team does not count (S-41)."""
        return self.filter(role__in=AT_WORK, account__isnull=False)


class Cases(models.QuerySet["Case"]):
    def visible_to(self, account: Account) -> "Cases":
        """Cases at which the account holds a standing seat."""
        seats = Seat.objects.standing().held_by(account).filter(case=OuterRef("pk"))
        return self.filter(Exists(seats))

    def open(self) -> "Cases":
        """Cases that nobody has closed, or that were opened again."""
        return self.filter(~Exists(Closure.objects.standing().filter(case=OuterRef("pk"))))

    def closed(self) -> "Cases":
        """Cases whose cooperation has ended."""
        return self.filter(Exists(Closure.objects.standing().filter(case=OuterRef("pk"))))

    def coordinated_by(self, account: Account) -> "Cases":
        """Cases where the account said yes last and still holds a seat of its own (S-41)."""
        said_yes = Handover.objects.filter(to=account, answer__accepted=True).values("case")
        last = Handover.objects.filter(case=OuterRef("pk")).accepted().values("to")[:1]
        seats = Seat.objects.standing().of_professionals()
        seats = seats.filter(account=account, case=OuterRef("pk"))
        mine = self.filter(Exists(seats), pk__in=said_yes)
        return mine.alias(holder=Subquery(last)).filter(holder=account.pk)


class Case(models.Model):
    """One person's case: what everyone around them does together. FHIR: EpisodeOfCare."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Cases.as_manager()

    # Set by the door when the case is opened for someone.
    door: "Door"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "person"], name="cases_case_person"),
        ]

    def get_absolute_url(self) -> str:
        """The case page. It is drawn above, by the page that shows everything; its address is
        fixed, so that rows below can lead there without knowing it."""
        return f"/cases/{self.pk}/"


class CaseRows(models.QuerySet[Any]):
    """Rows of cases; every package's QuerySets on a case derive from this."""

    def visible_to(self, account: Account) -> Self:
        """Rows of cases where the account's standing seat covers the rows' area."""
        seats = Seat.objects.standing().held_by(account)
        area = self.model.AREA
        return self.filter(Exists(seats.filter(case=OuterRef("case"), areas__contains=[area])))

    def within(self, held: "Held") -> Self:
        """The same, for seats already read: what a page of many cases asks."""
        return self.at(held.cases(self.model.AREA))

    def at(self, cases: Iterable[uuid.UUID]) -> Self:
        """Rows of these cases, which somebody's seats have opened."""
        return self.filter(Among("case_id", cases))

    def in_open_cases(self) -> Self:
        """Rows of cases that nobody has closed."""
        return self.filter(~Exists(Closure.objects.standing().filter(case=OuterRef("case"))))

    def of(self, case: "Case") -> Self:
        """Rows of one case, which the door has opened."""
        return self.filter(case=case)


class CaseRow(models.Model):
    """A row that belongs to a case and lies in one of its areas.

    An area never divides a row: what lies in another area is another row.
    """

    AREA: ClassVar[str] = "overview"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    objects = CaseRows.as_manager()

    class Meta:
        abstract = True


class Seat(models.Model):
    """A place at a case: who, why, which areas of it, from when to when.

    The only door there is. The basis is for the same person as the case, which the database
    itself checks. FHIR: CareTeam.participant.
    """

    class Role(models.TextChoices):
        PROFESSIONAL = "professional"
        AUTHORITY = "authority"
        PARENT = "parent"
        CHILD = "child"
        EMERGENCY = "emergency"
        SUPERVISOR = "supervisor"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="seats")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    role = models.CharField(max_length=20, choices=Role)
    areas = ArrayField(models.CharField(max_length=40))
    starts = models.DateTimeField(db_default=Now())
    ends = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Seats.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, forum__isnull=True)
                | Q(account__isnull=True, forum__isnull=False),
                name="cases_seat_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="cases_seat_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=("emergency", "supervisor")) | Q(ends__isnull=False),
                name="cases_seat_lent_for_a_time",
            ),
        ]

    @property
    def holder(self) -> Account | Forum | None:
        return self.account or self.forum


class SeatEnd(CaseRow):
    """A seat given back or taken away before its time, with the reason."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="end")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)


class Handovers(CaseRows):
    def accepted(self) -> "Handovers":
        """Those someone has said yes to, the newest first."""
        return self.filter(answer__accepted=True).order_by("-answer__at")

    def waiting(self) -> "Handovers":
        """Those nobody has answered."""
        return self.filter(answer__isnull=True)


class Handover(CaseRow):
    """Someone is asked to hold the rope (S-41); who held it goes on until the yes."""

    to = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="handovers")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    why = models.TextField(blank=True, help_text="How the coordinator was chosen.")

    objects = Handovers.as_manager()


class HandoverAnswer(CaseRow):
    """A yes, or a no with its reason."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)


class Closures(CaseRows):
    def standing(self) -> "Closures":
        """Those after which nobody took the case up again."""
        return self.filter(reopening__isnull=True)


class Closure(CaseRow):
    """The cooperation ended: why, and what was reached (S-31)."""

    class Kind(models.TextChoices):
        REACHED = "reached"
        ONE_IS_ENOUGH = "one_is_enough"
        FAMILY_WISHES = "family_wishes"
        MOVED = "moved"
        OTHER = "other"

    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    objects = Closures.as_manager()


class Reopening(CaseRow):
    """A closed case taken up again, with the reason."""

    closure = models.OneToOneField(Closure, on_delete=models.PROTECT, related_name="reopening")
    reason = models.TextField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
