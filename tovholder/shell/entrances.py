"""What of the day is about who may see: who asks, what runs out."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.models import Handover, Seat
from tovholder.cases.wording import days_until, ending_sentence, expiry_sentence, listed

from .agenda import Entry


def handovers(asked: Iterable[Handover]) -> list[Entry]:
    """Who asks me to coordinate."""
    return [
        Entry(
            sentence=_("%(name)s asks whether you will coordinate for %(child)s.")
            % {"name": one.asked_by.name, "child": one.case.person.name},
            action=_("Answer"),
            url=reverse("cases:handover_answer", args=[one.case_id, one.pk]),
            case_id=one.case_id,
        )
        for one in asked
    ]


def expiring(seats: Iterable[Seat]) -> list[Entry]:
    """Consents that run out, each with those who then see nothing any more."""
    by_basis: dict[UUID, list[Seat]] = {}
    for seat in seats:
        by_basis.setdefault(seat.basis_id, []).append(seat)
    return [_expires(resting) for resting in by_basis.values()]


def exchanges(seats: Iterable[Seat]) -> list[Entry]:
    """One-time exchanges of my own that end: ask the parents, or close."""
    return [
        Entry(
            sentence=_("The one-time exchange about %(child)s %(ends)s.")
            % {"child": seat.case.person.name, "ends": ending_sentence(days_until(seat.ends))},
            hint=_("Ask the parents for consent, or close the case."),
            action=_("Choose what happens"),
            url=seat.case.get_absolute_url(),
            due=timezone.localdate(seat.ends),
            case_id=seat.case_id,
        )
        for seat in seats
        if seat.ends is not None
    ]


def _expires(seats: Sequence[Seat]) -> Entry:
    seat = seats[0]
    ends = seat.basis.ends
    names = listed(sorted({one.account.name for one in seats if one.account}))
    return Entry(
        sentence=_("The consent about %(child)s %(expires)s.")
        % {"child": seat.case.person.name, "expires": expiry_sentence(days_until(ends))},  # type: ignore[arg-type] # they end
        hint=_("After that %(names)s can see nothing.") % {"names": names},
        action=_("Ask for it again"),
        url=reverse("cases:consent_new", args=[seat.case_id]) + f"?renews={seat.basis_id}",
        due=timezone.localdate(ends),
        case_id=seat.case_id,
    )
