"""A letter came: somebody asks what is kept about their child."""

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.oversight.actions import record_access_request
from tovholder.oversight.searching import Somebody

from . import cast
from .offices import make_officer
from .town import Town


def a_letter_came(town: Town) -> None:
    """The boy’s mother has written; the officer notes the day and the last day."""
    officer, child = town.accounts["officer"], town.persons["child"]
    with acting(officer):
        record_access_request(
            about=Somebody(child.pk, child.name, child.birth_date),
            asked_by="Kirsten Test Berggren, mor", how="letter",
            received=timezone.localdate(), by=officer,
        )  # fmt: skip


def a_second_officer(town: Town) -> None:
    """An answer is read by another than its author, so there are two officers."""
    make_officer(town, "officer-2", cast.SECOND_OFFICER)
