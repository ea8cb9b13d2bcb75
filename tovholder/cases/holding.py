"""What an account's seats open, read once for a page of many cases.

Whatever such a page shows is then asked for by the cases themselves: to ask for the seats again
with every row costs more than the rows.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from tovholder.organisation.models import Account

from .whereabouts import remember_all


@dataclass(frozen=True)
class HeldSeat:
    """A standing seat of one's own, or of a forum one sits in now."""

    seat: uuid.UUID
    case: uuid.UUID
    areas: Sequence[str]


@dataclass(frozen=True)
class Held:
    """The seats somebody holds; `protects` where an address near one of the cases is protected.

    `talks` is false where it is known that the holder takes part in no talk without consent; of
    who holds no seat that is not known.
    """

    seats: Sequence[HeldSeat]
    protects: bool = False
    talks: bool = True

    def cases(self, area: str) -> list[uuid.UUID]:
        """The cases of which a seat covers `area`."""
        return list({one.case: None for one in self.seats if area in one.areas})

    def seats_at(self, cases: Sequence[uuid.UUID], area: str) -> list[uuid.UUID]:
        """The seats that show `area` of these cases, for the look."""
        asked = set(cases)
        return [one.seat for one in self.seats if one.case in asked and area in one.areas]


def held_by(account: Account) -> Held:
    """The seats the account holds; nothing for anyone but the one the transaction acts for.

    Written by hand, since the database has the same answer as a function by its indexes; the
    QuerySet that says it is `Seat.objects.standing().held_by(account)`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seat_id, case_id, areas,"
            " case_id = ANY ((SELECT my_cases('whereabouts'))::uuid[]),"
            " person_id = ANY ((SELECT mine('kept'))::uuid[]),"
            " EXISTS (SELECT 1 FROM people_protection), (SELECT cardinality(my_talks())) > 0"
            " OR EXISTS (SELECT FROM talks_called_off())"
            " FROM my_seats() WHERE current_account() = %s",
            [account.pk],
        )
        found = cursor.fetchall()
    remember_all((row[1] for row in found if row[3]), (row[1] for row in found if row[4]))
    return Held(
        [HeldSeat(*row[:3]) for row in found],
        protects=any(row[5] for row in found),
        talks=not found or any(row[6] for row in found),
    )
