"""What cases put on someone's day: who asks them to coordinate, which consents run out."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from tovholder.audit.prepared import Reading
from tovholder.organisation.models import Account

from .models import Case, Handover, Seat

SOON = timedelta(days=30)


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
