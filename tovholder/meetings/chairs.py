"""Whom one can invite: those with a seat at the case, told apart by side."""

from __future__ import annotations

from tovholder.cases.models import FAMILY, Case, Seat
from tovholder.people.models import Relation

from .actions.calling import Chair
from .models import Side


def chairs_at(case: Case) -> list[Chair]:
    """Everyone who holds a standing seat themselves, the family first, in the order of names.

    Who came in another's place for one meeting is not called to the next.
    """
    seats = (
        Seat.objects.standing()
        .around_the_child()
        .filter(case=case, account__isnull=False, stand_in=None)
        .select_related("account", "account__professional")
        .order_by("account__sort_key", "starts")
    )
    kinship = dict(
        Relation.objects.filter(person=case.person_id).values_list("relative__account", "kind")
    )
    chairs = {seat.account_id: _chair(seat, kinship) for seat in seats}
    return sorted(chairs.values(), key=lambda chair: chair.side != Side.FAMILY)


def _chair(seat: Seat, kinship: dict[int, str]) -> Chair:
    account = seat.account
    assert account is not None  # noqa: S101 - seats of forums were left out
    if seat.role in FAMILY:
        relation = "child" if seat.role == Seat.Role.CHILD else kinship.get(account.pk, "parent")
        return Chair(name=account.name, side=Side.FAMILY, account=account, relation=relation)
    profession = account.professional.profession if account.is_professional else ""
    return Chair(name=account.name, side=Side.PROFESSIONAL, account=account, profession=profession)
