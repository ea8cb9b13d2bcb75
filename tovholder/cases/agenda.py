"""What cases put on someone's day: who asks them to coordinate, which consents run out."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from tovholder.organisation.models import Account

from .models import Case, Handover, Seat

SOON = timedelta(days=30)


def handovers_waiting(account: Account) -> QuerySet[Handover]:
    """Questions whether `account` will coordinate, the oldest first."""
    return (
        Handover.objects.visible_to(account)
        .waiting()
        .filter(to=account)
        .select_related("case__person", "asked_by")
        .order_by("asked_at", "id")
    )


def consents_expiring(account: Account, within: timedelta = SOON) -> QuerySet[Seat]:
    """Seats that a consent opens and that close soon, at open cases `account` coordinates.

    Each with its case, person, holder and consent, the first to end first. A seat whose holder
    has another that stands longer is left out: the consent was renewed.
    """
    coordinated = list(Case.objects.open().coordinated_by(account).values_list("pk", flat=True))
    soon = Now() + within
    longer = Seat.objects.standing().filter(
        Q(ends__isnull=True) | Q(ends__gt=soon),
        case=OuterRef("case"),
        account=OuterRef("account"),
    )
    return (
        Seat.objects.standing()
        .filter(case__in=coordinated, basis__consent__isnull=False, ends__lte=soon)
        .filter(~Exists(longer))
        .select_related("case__person", "account", "basis__consent")
        .order_by("ends", "account__sort_key", "id")
    )
