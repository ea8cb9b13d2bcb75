"""What of the day is about who may see: who asks, what runs out."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.agenda import rests_on_consent
from tovholder.cases.models import AskToJoin, Handover, Seat, TrustedAdult
from tovholder.cases.trusting import leaves
from tovholder.cases.wording import days_until, ending_sentence, expiry_sentence, listed
from tovholder.ui.dates import day_text

from .entries import Entry


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


def asks(waiting: Iterable[AskToJoin]) -> list[Entry]:
    """Who asks to join where I may let people in."""
    return [
        Entry(
            sentence=_("%(name)s asks to join about %(child)s.")
            % {"name": one.account.name, "child": one.case.person.name},
            hint=_("Waiting since %(day)s.") % {"day": day_text(timezone.localdate(one.at))},
            action=_("Answer"),
            url=one.case.get_absolute_url(),
            case_id=one.case_id,
        )
        for one in waiting
    ]


def trust(to_find: Iterable[TrustedAdult]) -> list[Entry]:
    """Where a child had an adult to trust, and somebody new is to be found."""
    return [
        Entry(
            sentence=_("Help %(child)s find an adult to trust.") % {"child": one.case.person.name},
            hint=_why(one),
            action=_("Note who it is"),
            url=reverse("cases:trusted", args=[one.case_id]),
            case_id=one.case_id,
        )
        for one in to_find
    ]


def _why(one: TrustedAdult) -> str:
    sentence = (
        _("%(name)s soon stops working here.")
        if leaves(one)
        else _("%(name)s no longer sees the case.")
    )
    return sentence % {"name": one.account.name}  # type: ignore[union-attr] # someone was named


def expiring(seats: Iterable[Seat]) -> list[Entry]:
    """What runs out, each with those who then see nothing any more."""
    by_basis: dict[UUID, list[Seat]] = {}
    for seat in seats:
        by_basis.setdefault(seat.basis_id, []).append(seat)
    return [
        _expires(resting) if rests_on_consent(resting[0]) else _exchange_ends(resting[0])
        for resting in by_basis.values()
    ]


def _exchange_ends(seat: Seat) -> Entry:
    ends = seat.ends
    return Entry(
        sentence=_("The one-time exchange about %(child)s %(ends)s.")
        % {"child": seat.case.person.name, "ends": ending_sentence(days_until(ends))},  # type: ignore[arg-type] # they end
        hint=_("Ask the parents for consent, or close the case."),
        action=_("Choose what happens"),
        url=seat.case.get_absolute_url(),
        due=timezone.localdate(ends),
        case_id=seat.case_id,
    )


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
