"""What cases put on someone's day: who asks them to coordinate, which consents run out."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from tovholder.audit.prepared import Reading
from tovholder.organisation.models import Account

from .models import Case, Handover, Seat
from .rules import last_on_exchange

SOON = timedelta(days=30)
A_WEEK = timedelta(days=7)


_waiting = Reading(
    lambda account: (
        Handover.objects.visible_to(Account(pk=account))
        .waiting()
        .filter(to=account)
        .select_related("case__person", "asked_by")
        .order_by("asked_at", "id")
    ),
    account=int,
)


def _expiring(account: int) -> QuerySet[Seat]:
    longer = Seat.objects.standing().filter(
        Q(ends__isnull=True) | Q(ends__gt=Now() + SOON),
        case=OuterRef("case"),
        account=OuterRef("account"),
    )
    coordinated = Case.objects.open().coordinated_by(Account(pk=account))
    return (
        Seat.objects.standing()
        .filter(case__in=coordinated, basis__consent__isnull=False, ends__lte=Now() + SOON)
        # A substitute goes when the meeting is over, as was said; no consent runs out.
        .filter(~Exists(longer), stand_in__isnull=True)
        .select_related("case__person", "account", "basis__consent")
        .order_by("ends", "account__sort_key", "id")
    )


_on_their_way_out = Reading(
    lambda account: (
        Seat.objects.standing()
        .filter(account=account, case__in=Case.objects.open())
        .filter(case__in=_ending_for(account).values("case"))
        .select_related("case__person", "basis")
        .order_by("ends", "id")
    ),
    account=int,
)


def _ending_for(account: int) -> QuerySet[Seat]:
    """Seats of one's own that end within a week and rest on no consent."""
    seats = Seat.objects.standing().filter(account=account, ends__lte=Now() + A_WEEK)
    return seats.filter(basis__consent=None, stand_in=None)


_soon_ending = Reading(_expiring, account=int)


def handovers_waiting(account: Account) -> list[Handover]:
    """Questions whether `account` will coordinate, the oldest first."""
    return _waiting(account=account.pk)


def consents_expiring(account: Account) -> list[Seat]:
    """Seats that a consent opens and that close within a month, at open cases one coordinates.

    Each with its case, person, holder and consent, the first to end first. A seat whose holder
    has another that stands longer is left out: the consent was renewed.
    """
    return _soon_ending(account=account.pk)


def exchanges_ending(account: Account) -> list[Seat]:
    """Seats of one's own on a one-time exchange that ends within a week, with nothing after it.

    Each with its case, person and basis, the first to end first.
    """
    by_case: dict[UUID, list[Seat]] = {}
    for seat in _on_their_way_out(account=account.pk):
        by_case.setdefault(seat.case_id, []).append(seat)
    last = [seat for seats in by_case.values() for seat in last_on_exchange(seats)]
    return [seat for seat in last if seat.ends and seat.ends <= timezone.now() + A_WEEK]
