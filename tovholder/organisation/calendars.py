"""The secret address of somebody's own calendar: whom it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from .models import Account, CalendarLink
from .secret_addresses import hash_of


@dataclass(frozen=True)
class Holder:
    """Whose calendar a secret opens, and whether the fixed days of their teams stand there."""

    account: Account
    fixed_days: bool


def link_of(account: Account) -> CalendarLink | None:
    """The standing address of one's own calendar."""
    return CalendarLink.objects.filter(account=account, ended_at__isnull=True).first()


def holder_of(secret: str) -> Holder | None:
    """Whom a standing address belongs to; None once it is ended or its holder is gone.

    Asked by the database's own function, since nobody is signed in who may read the table.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT account, fixed_days FROM calendar_of(%s)", [hash_of(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    account = Account.objects.select_related("professional__unit").get(pk=row[0])
    return Holder(account, fixed_days=row[1])
