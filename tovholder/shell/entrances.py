"""What of the day is about who may see: who asks, what runs out."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.agenda import emergencies_told, rests_on_consent, supervisions_waiting
from tovholder.cases.consents_due import renewals_due, requests_waiting
from tovholder.cases.models import (
    AskToJoin,
    Case,
    ConsentRequest,
    Handover,
    Seat,
    SharingAnswer,
    Supervision,
    ToldOfEmergency,
    TrustedAdult,
)
from tovholder.cases.trusting import leaves
from tovholder.cases.wording import days_until, ending_sentence, expiry_sentence, listed
from tovholder.organisation.access import leads_unit
from tovholder.organisation.models import Account
from tovholder.ui.dates import day_text, moment_text

from .corrections import corrections
from .entries import MOST, Entry
from .navigation import holds_office
from .office import in_office
from .talks import talks


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


def at_work(account: Account, *, talking: bool) -> list[Entry]:
    """What somebody at work answers for, and which talks without consent they take part in."""
    return [*told(account), *corrections(account), *(talks(account) if talking else [])]


def told(account: Account) -> list[Entry]:
    """What whoever leads, or watches over the trace, is asked to answer for."""
    leads, watches = leads_unit(account), holds_office(account)
    if not leads and not watches:
        return []
    found = emergencies(emergencies_told(account))
    if leads:
        found += supervisions(supervisions_waiting(account))
    if watches:
        found += in_office(account)
    return found


def supervisions(waiting: Iterable[Supervision]) -> list[Entry]:
    """Where one looks at the work at some cases, and has not said what one found."""
    return [
        Entry(
            sentence=_("You look at the work: %(purpose)s") % {"purpose": one.purpose},
            hint=_("%(name)s has set it up. The cases are open until %(day)s.")
            % {"name": one.set_up_by.name, "day": day_text(timezone.localdate(one.ends))},
            action=_("See it, and say what you found"),
            url=reverse("cases:supervision", args=[one.pk]),
        )
        for one in waiting
    ]


def emergencies(waiting: Iterable[ToldOfEmergency]) -> list[Entry]:
    """Who opened a case in an emergency: who and when, and never whose case."""
    return [
        Entry(
            sentence=_opened_or_tried(one) % {"name": one.emergency.by.name},
            hint=_("%(when)s, reference %(reference)s")
            % {
                "when": moment_text(one.emergency.at, weekday=True),
                "reference": one.emergency.reference,
            },
            action=_("Read why, and answer"),
            url=reverse("cases:emergency", args=[one.emergency_id]),
        )
        for one in waiting
    ]


def _opened_or_tried(one: ToldOfEmergency) -> str:
    if one.emergency.seat_id is None:
        return _("%(name)s tried to open a case in an emergency. Nothing was opened.")
    return _("%(name)s opened a case in an emergency.")


def asked(account: Account) -> list[Entry]:
    """What somebody in a family is asked: a consent, or to renew one."""
    waiting, ending = requests_waiting(account), renewals_due(account)
    return [*requests(waiting[:MOST]), *renewals(ending[:MOST])]


def requests(waiting: Iterable[ConsentRequest]) -> list[Entry]:
    """What a parent is asked."""
    return [
        Entry(
            sentence=_("%(name)s asks whether others may know about %(child)s.")
            % {"name": one.asked_by.name, "child": one.case.person.given_name},
            hint=_("You decide: yes to all, to some of it, or no."),
            action=_("Answer"),
            url=reverse("cases:consent_request", args=[one.case_id, one.pk]),
            case_id=one.case_id,
        )
        for one in waiting
    ]


def answers(told: Iterable[SharingAnswer]) -> list[Entry]:
    """What a family has answered to what I asked."""
    return [
        Entry(
            sentence=_answered(one),
            hint=f"“{one.word}”" if one.word else "",
            action=_("See the answer"),
            url=reverse("cases:consent_request", args=[one.case_id, one.sharing.request_id]),
            case_id=one.case_id,
        )
        for one in told
    ]


def _answered(one: SharingAnswer) -> str:
    words = (
        _("%(giver)s says yes: %(receiver)s may know about %(child)s.")
        if one.accepted
        else _("%(giver)s says no to %(receiver)s about %(child)s.")
    )
    return words % {
        "giver": one.giver.name,
        "receiver": one.sharing.receiver.name,
        "child": one.case.person.given_name,
    }


def renewals(seats: Iterable[Seat]) -> list[Entry]:
    """Consents I gave that run out: I may let them last."""
    return [
        Entry(
            sentence=_("Your consent about %(child)s %(expires)s.")
            % {
                "child": seat.case.person.given_name,
                "expires": expiry_sentence(days_until(seat.ends)),  # type: ignore[arg-type] # they end
            },
            hint=seat.basis.purpose,
            action=_("Say whether it goes on"),
            url=reverse("cases:renew", args=[seat.case_id, seat.basis_id]),
            due=timezone.localdate(seat.ends),
            case_id=seat.case_id,
        )
        for seat in seats
    ]


def whereabouts(undecided: Iterable[Case]) -> list[Entry]:
    """Where nobody has said yet who may know where a child is."""
    return [
        Entry(
            sentence=_("Say who may know where %(child)s is.") % {"child": case.person.name},
            hint=_("Somebody near has a protected address."),
            action=_("Decide it"),
            url=reverse("cases:whereabouts", args=[case.pk]),
            case_id=case.pk,
        )
        for case in undecided
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
