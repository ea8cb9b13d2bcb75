"""Through which seats somebody stands in now, for pages that show what is another's (S-85)."""

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import Seat


def seats_covered(account: int) -> QuerySet[Seat]:
    """Others' seats that the account sees through while they are away; the database says which,
    of whoever acts alone (migration 0022)."""
    covered = RawSQL("SELECT unnest(mine('covered')) WHERE current_account() = %s", [account])
    return Seat.objects.filter(pk__in=covered)
