"""The consents somebody has given: each told, and what has been seen by it already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.consent.models import AlsoGiven, Basis, Consent
from tovholder.consent.rules import DECIDES, LONGEST, days_before_asking_again, end_of_day
from tovholder.organisation.models import Account
from tovholder.people.models import Person, Relation
from tovholder.ui.dates import day_text

from .consents_due import decides_today
from .models import Case, Seat
from .whereabouts import tells_where
from .wording import area_titles, days_until, expiry_sentence, listed, opened_titles, receivers


@dataclass(frozen=True)
class Given:
    """A consent that stands, and everyone who sees the case by it."""

    case_id: UUID
    consent: Consent
    seats: tuple[Seat, ...]
    decides: bool  # whether the reader would be the one to give it today

    @property
    def basis(self) -> Basis:
        return self.consent.basis

    @property
    def matter(self) -> str:
        """What they see, in words; what it says where nobody reads anything by it."""
        areas = {area for seat in self.seats for area in seat.areas}
        return opened_titles(areas) if areas else self.consent.matter

    @property
    def receivers(self) -> str:
        names = listed(seat.account.name for seat in self.seats if seat.account)
        return names or receivers(self.consent.receiver, where=tells_where(self.case_id))

    @property
    def is_near_its_end(self) -> bool:
        days = days_until(self.basis.ends) if self.basis.ends else None
        return days is not None and days <= days_before_asking_again(self.basis.kind)

    @property
    def expiry(self) -> str:
        """`expires in 14 days`."""
        return expiry_sentence(days_until(self.basis.ends)) if self.basis.ends else ""

    @property
    def may_renew(self) -> bool:
        refused = refusal_to_renew(self.basis, self.seats, decides=self.decides)
        return self.is_near_its_end and refused is None

    @property
    def renew_url(self) -> str:
        return reverse("cases:renew", args=[self.case_id, self.basis.pk])


def given_by(account: Account, case: Case) -> list[Given]:
    """Every consent this one has given, or said yes to with others, that stands at a case."""
    mine = Q(given_by__account=account) | Q(
        basis__in=AlsoGiven.objects.filter(given_by__account=account).values("basis")
    )
    consents = (
        Consent.objects.filter(mine, person=case.person_id, basis__in=Basis.objects.standing())
        .select_related("basis__recorded_by", "given_by")
        .order_by("basis__ends", "pk")
    )
    seats: dict[UUID, list[Seat]] = {}
    for seat in _standing(case).filter(basis__consent__in=consents):
        seats.setdefault(seat.basis_id, []).append(seat)
    parent = _decides_for_a_child(account, case)
    return [
        Given(case.pk, one, held, decides_by(account, case, one.basis, held, for_a_child=parent))
        for one in consents
        for held in (tuple(seats.get(one.pk, ())),)
    ]


def decides_by(
    account: Account,
    case: Case,
    basis: Basis,
    seats: Iterable[Seat],
    *,
    for_a_child: bool | None = None,
) -> bool:
    """Whether this one would be the one to give a consent of this kind to these people today."""
    if for_a_child is None:
        for_a_child = _decides_for_a_child(account, case)
    receivers = [seat.account for seat in seats if seat.account]
    return decides_today(case.person, receivers, basis.kind, account, for_a_child=for_a_child)


def _decides_for_a_child(account: Account, case: Case) -> bool:
    return Relation.objects.filter(
        DECIDES, person=case.person_id, relative__account=account
    ).exists()


def resting_on(case: Case, basis: Basis) -> list[Seat]:
    """Everyone who sees an opened case by this consent now."""
    return list(_standing(case).filter(basis=basis))


def _standing(case: Case) -> QuerySet[Seat]:
    seats = Seat.objects.standing().filter(case=case, stand_in__isnull=True)
    return seats.select_related("account__professional__unit").order_by("account__sort_key", "pk")


def givers_of(basis: Basis) -> list[Person]:
    """Everyone whose yes is in a consent, the first first."""
    others = AlsoGiven.objects.filter(basis=basis).select_related("given_by").order_by("at", "pk")
    return [basis.consent.given_by, *(one.given_by for one in others)]


def refusal_to_renew(basis: Basis, seats: Iterable[Seat], *, decides: bool) -> str | None:
    """Why one tap does not renew this consent, or None where it does."""
    if not decides:
        return _("Somebody else decides about this today, and is the one to ask.")
    if basis.consent.needs > 1:
        return _("More than one must say yes. Ask to be asked again.")
    if not list(seats) or basis.ends is None:
        return _("Nobody sees anything by this consent. Ask to be asked again.")
    return None


def new_end(basis: Basis) -> datetime:
    """As long again as it was given for, from today; never longer than a consent lasts."""
    ends = basis.ends or timezone.now()
    lasted = min(ends - basis.starts, LONGEST - timedelta(days=1))
    return end_of_day(timezone.localdate() + timedelta(days=max(lasted.days, 1)))


@dataclass(frozen=True)
class Seen:
    """What somebody has opened by a consent, and on which days."""

    name: str
    areas: str
    days: tuple[date, ...]

    @property
    def sentence(self) -> str:
        """`Anna Holm has seen the plan on 3, 4 and 9 May.` Many days are counted."""
        if len(self.days) > MANY:
            told = _("%(count)d days, the last on %(day)s") % {
                "count": len(self.days), "day": day_text(self.days[-1], year=True),
            }  # fmt: skip
        else:
            told = listed(day_text(day) for day in self.days)
        return _("%(name)s has seen %(areas)s: %(days)s.") % {
            "name": self.name, "areas": self.areas, "days": told,
        }  # fmt: skip


MANY = 4  # days told one by one


def seen_by(basis: Basis) -> list[Seen]:
    """Who has seen what by a consent, told by the trace: nobody else's looks are read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account, day, area FROM seen_by_consent(%s, %s)",
            [basis.pk, timezone.get_current_timezone_name()],
        )
        rows = cursor.fetchall()
    names = dict(
        Account.objects.filter(pk__in={account for account, *_rest in rows}).values_list(
            "pk", "name"
        )
    )
    days: dict[int, set[date]] = {}
    areas: dict[int, set[str]] = {}
    for account, day, area in rows:
        days.setdefault(account, set()).add(day)
        areas.setdefault(account, set()).add(area)
    return sorted(
        (
            Seen(names.get(account, ""), area_titles(areas[account]), tuple(sorted(days[account])))
            for account in days
        ),
        key=lambda one: one.name,
    )
