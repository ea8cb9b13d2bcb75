"""Somebody leaves, and what they coordinated waits for their leader to ask a colleague (S-41)."""

from datetime import timedelta

from django.utils import timezone

from tovholder.organisation import actions as organisation

from . import neighbours
from .cast import Colleague
from .town import Town

NIELS = Colleague("social-worker-3", "Niels Ravnholt", "family", "social-worker")
HIS = slice(30, 32)
LEFT_DAYS_AGO = 3


def a_colleague_works_here(town: Town) -> None:
    """Niels comes to the family department and opens two cases."""
    town.accounts[NIELS.username] = account = organisation.add_account(
        username=NIELS.username, name=NIELS.name
    )
    organisation.employ(account=account, unit=town.units[NIELS.unit], profession=NIELS.profession)
    neighbours.play(town, part=HIS, until_today=94, workers=[NIELS.username])


def he_has_left(town: Town) -> None:
    """He found other work; nobody has said yet who goes on."""
    last_day = timezone.localdate() - timedelta(days=LEFT_DAYS_AGO)
    organisation.stop_working(
        professional=town.accounts[NIELS.username].professional, last_day=last_day,
        by=town.accounts["admin"],
    )  # fmt: skip
