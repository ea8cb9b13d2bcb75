"""A one-time exchange lasts once more (S-44)."""

from django.db import transaction

from tovholder.audit.trace import trace
from tovholder.consent.actions import prolong_exchange
from tovholder.consent.models import Basis
from tovholder.organisation.models import Account

from ..models import Case, Seat
from .cases import give_seat, in_turn, refuse_when_closed


@transaction.atomic
def prolong(*, case: Case, basis: Basis, reason: str, by: Account) -> Basis:
    """Let whoever holds access by a one-time exchange keep it once more, with a reason.

    Substitutes go when they were to go. Raises ValidationError, in words, where it was made
    longer before, or its time is over.
    """
    in_turn(case)
    refuse_when_closed(case)
    longer = prolong_exchange(basis=basis, reason=reason, by=by)
    held = Seat.objects.standing().filter(case=case, basis=basis, stand_in__isnull=True)
    for seat in held.select_related("account"):
        if seat.account is not None:
            give_seat(
                case=case, account=seat.account, basis=longer, role=seat.role, areas=seat.areas,
                by=by,
            )  # fmt: skip
    trace("cases.prolong", by=by, case_id=case.pk, about=longer)
    return longer
