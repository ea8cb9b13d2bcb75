"""Professionals without an account: called in to one meeting, on the family's yes to that.

They are told what is said at the table, so somebody with custody says yes to it first. The yes is
a consent of its own, for this one meeting; like every consent it can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.consent.models import Basis, Consent
from tovholder.consent.rules import LONGEST, end_of_day

from .models import Invitation, Meeting
from .rules import obstacle_to_changing

if TYPE_CHECKING:
    from .sitting import Sitting
    from .table import AnyInvitation, AnyMeeting

MOVED_WITHIN = timedelta(days=30)
"""How far the meeting may be moved with the same yes."""


@dataclass(frozen=True, slots=True)
class CalledInBy:
    """A chair of somebody from outside: on whose word, why, and whether the yes stands."""

    chair: Invitation
    consent: Consent
    stands: bool
    may_withdraw: bool


def called_in_to(sitting: Sitting) -> list[CalledInBy]:
    """Those called in to a meeting about a case, in the order of names."""
    if not any(chair.is_called_in for chair in sitting.invitations):
        return []
    meeting = sitting.case_meeting
    chairs = Invitation.objects.filter(meeting=meeting, basis__isnull=False).standing()
    told = chairs.select_related("called_in_by", "basis__consent__given_by").order_by("name", "pk")
    standing = _standing(meeting)
    return [
        CalledInBy(
            chair,
            chair.basis.consent,
            chair.basis_id in standing,
            meeting.door.may_withdraw(chair.basis.consent),
        )
        for chair in told
        if chair.basis is not None
    ]


def obstacle_to_calling_in(meeting: Meeting) -> str | None:
    """Why nobody from outside is called in to this meeting."""
    if ended := obstacle_to_changing(meeting):
        return ended
    method = catalogue().methods.get(meeting.method)
    if method is not None and method.has("interview"):
        return _("This talk is the child's own. Nobody it does not know is called in.")
    if meeting.ends_at > timezone.now() + LONGEST:
        return _(
            "The meeting is more than a year ahead, and a yes holds for a year at most. Wait until"
            " it is closer."
        )
    return None


def obstacle_to_sitting_down(meeting: AnyMeeting) -> str | None:
    """Why the meeting does not begin: somebody is called in on a yes that stands no more."""
    if not isinstance(meeting, Meeting):
        return None
    chairs = meeting.invitations.standing().filter(basis__isnull=False)
    without = chairs.exclude(basis__in=_standing(meeting)).order_by("name").first()
    if without is None:
        return None
    return _(
        "The yes to %(name)s taking part does not stand any more. Take the chair away: what is"
        " written stays. If the family says yes again, set a new chair."
    ) % {"name": without.name}


def yes_stands(chair: AnyInvitation) -> bool:
    """Whether what somebody is called in on stands; so it does for everyone who needs no yes."""
    if not isinstance(chair, Invitation) or chair.basis_id is None:
        return True
    return chair.basis_id in _standing(chair.meeting)


def until(meeting: Meeting) -> datetime:
    """How long a yes to this meeting holds: it may be moved, and stays the same meeting."""
    moved = end_of_day(timezone.localdate(meeting.ends_at) + MOVED_WITHIN)
    return min(moved, timezone.now() + LONGEST)


def _standing(meeting: Meeting) -> frozenset[object]:
    """What stands today and still will when the meeting is held: it may have been moved."""
    bases = Basis.objects.standing().filter(person=meeting.case.person_id)
    then = bases.filter(Q(ends__isnull=True) | Q(ends__gt=meeting.starts_at))
    return frozenset(then.values_list("pk", flat=True))
