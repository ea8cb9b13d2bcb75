"""The secret address of somebody's own calendar: whom it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from tovholder.catalogue import catalogue

from .models import Account, CalendarLink
from .secret_addresses import hash_of


@dataclass(frozen=True)
class Holder:
    """Whose calendar a secret opens; whether the fixed days of their teams stand there, and
    whether it reminds them."""

    account: Account
    fixed_days: bool
    reminds: bool


def link_of(account: Account) -> CalendarLink | None:
    """The standing address of one's own calendar."""
    return CalendarLink.objects.filter(account=account, ended_at__isnull=True).first()


def holder_of(secret: str) -> Holder | None:
    """Whom a standing address belongs to; None once it is ended or its holder is gone.

    Asked by the database's own function, since nobody is signed in who may read the table.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account, fixed_days, reminds FROM calendar_of(%s)", [hash_of(secret)]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    account = Account.objects.select_related("professional__unit").get(pk=row[0])
    return Holder(account, fixed_days=row[1], reminds=row[2])


def alarms_for(account: Account) -> tuple[int, ...]:
    """How many minutes before a meeting somebody's calendar reminds them; none if they said no."""
    link = link_of(account)
    return alarms(reminds=link is None or link.reminds)


def alarms(*, reminds: bool) -> tuple[int, ...]:
    """The municipality's own, or none."""
    return catalogue().municipality.reminders.calendar if reminds else ()
