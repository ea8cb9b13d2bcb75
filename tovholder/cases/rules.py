"""Questions about a case, answered in words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.audit.prepared import Reading
from tovholder.consent.rules import DECIDES, exchanges, is_of_age
from tovholder.organisation.models import Account, Professional
from tovholder.people.models import Person, Relation

from .models import Case, Closure, Handover, Seat, StandIn

LONGEST_STANDING_IN = timedelta(days=60)

_handovers = Reading(
    lambda case_id: (
        Handover.objects.filter(case=case_id)
        .select_related("to", "asked_by", "answer__by")
        .annotate(
            holds=Exists(
                Seat.objects.standing()
                .of_professionals()
                .filter(case=OuterRef("case"), account=OuterRef("to"))
            )
        )
        .order_by("-asked_at", "-id")
    ),
    case_id=UUID,
)
_standing_closure = Reading(
    lambda case_id: Closure.objects.filter(case=case_id).standing().order_by("-at")[:1],
    case_id=UUID,
)


def handovers_of(case: Case) -> list[Handover]:
    """Every question to coordinate the case, the newest first, each with its answer."""
    return _handovers(case_id=case.pk)


def coordinator_among(handovers: Iterable[Handover]) -> Account | None:
    """Who holds the rope: the last who said yes, as long as they hold a standing seat (S-41).

    Nor does anybody whose sign-in is closed: the page says that nobody coordinates.
    """
    answered = [one for one in handovers if getattr(one, "answer", None) is not None]
    yes = [one for one in answered if one.answer.accepted]
    last = max(yes, key=lambda one: one.answer.at, default=None)
    if last is None or not last.to.is_active:
        return None
    return last.to if last.holds else None  # type: ignore[attr-defined] # annotated


def coordinator_of(case: Case) -> Account | None:
    """Who holds the rope in a case that the door has not opened."""
    return coordinator_among(handovers_of(case))


def professionals_at(case: Case) -> int:
    """How many people at work hold a standing seat of their own: no triage team, no substitute."""
    seats = Seat.objects.standing().filter(case=case, stand_in=None).of_professionals()
    return seats.values("account").distinct().count()


def needs_coordinator(case: Case, coordinator: Account | None) -> str | None:
    """A sentence where more than one professional works here and nobody coordinates (S-41)."""
    return None if coordinator is not None else nobody_coordinates(professionals_at(case))


def nobody_coordinates(count: int) -> str | None:
    """The sentence for `count` professionals without a coordinator; one works well alone."""
    if count < 2:
        return None
    return ngettext(
        "%(count)d professional works with the child, and nobody coordinates yet.",
        "%(count)d professionals work with the child, and nobody coordinates yet.",
        count,
    ) % {"count": count}


def standing_closure(case: Case) -> Closure | None:
    """The closure that holds, or None for an open case."""
    closure: Closure | None = _standing_closure.one(case_id=case.pk)
    return closure


def refusal_when_closed(case: Case) -> str | None:
    """Why nothing new is written in this case, or None while it is open.

    Ending an access and taking a consent back are always possible.
    """
    if not Closure.objects.of(case).standing().exists():
        return None
    return _("The case is closed. Open it again before something new is written.")


def refusal_to_share(case: Case, *, areas: Iterable[str], by: Account) -> str | None:
    """Why someone cannot open these areas to another, or None where they can."""
    seats = Seat.objects.standing().held_by(by).filter(case=case).values_list("areas", flat=True)
    own = {area for seat in seats for area in seat}
    if not set(areas) <= own:
        return _("You can only open to others what you can see yourself.")
    return None


def refusal_to_admit_child(case: Case) -> str | None:
    """Why the child cannot be given access to its own case, or None where it can."""
    if case.person.account_id is None:
        return _("The child has no sign-in yet.")
    if Seat.objects.standing().filter(case=case, account=case.person.account_id).exists():
        return _("The child has access already.")
    return None


def refusal_to_admit_parent(case: Case, relative: Person) -> str | None:
    """Why this relative cannot be given access as a parent, or None where they can."""
    decides = Relation.objects.filter(DECIDES, person=case.person_id, relative=relative)
    if is_of_age(case.person) or not decides.exists():
        return _("Only a parent with custody gets access as a parent.")
    if relative.account is None:
        return _("%(name)s has no way to sign in yet.") % {"name": relative.name}
    holds = Seat.objects.standing().filter(case=case, account=relative.account_id, role="parent")
    if holds.exists():
        return _("%(name)s has access already.") % {"name": relative.name}
    return None


def role_by_exchange(case: Case, account: Account) -> str:
    """As what somebody sees the case by a one-time exchange; empty for everyone else."""
    seats = Seat.objects.standing().filter(
        case=case, account=account, basis__kind__in=exchanges(), stand_in__isnull=True
    )
    return seats.values_list("role", flat=True).first() or ""


def last_on_exchange(standing: Iterable[Seat]) -> list[Seat]:
    """The standing seats on a one-time exchange whose holder has none that lasts longer.

    A substitute's is left out: it goes with the meeting, as was said.
    """
    seats, rules = list(standing), exchanges()
    last: dict[int | None, datetime | None] = {}
    for seat in seats:
        known = last.get(seat.account_id, seat.ends)
        last[seat.account_id] = max(known, seat.ends) if known and seat.ends else None
    return [
        seat
        for seat in seats
        if seat.basis.kind in rules
        and getattr(seat, "stand_in", None) is None
        and last[seat.account_id] == seat.ends
    ]


def obstacles_to_closing(case: Case) -> list[str]:
    """What stands in the way of closing, in words."""
    obstacles = []
    if standing_closure(case):
        obstacles.append(_("The case is closed already."))
    if Handover.objects.of(case).waiting().exists():
        obstacles.append(_("Someone has been asked to coordinate and has not answered."))
    return obstacles


def who_may_stand_in(seat: Seat) -> QuerySet[Account]:
    """Colleagues of the same place of work who have no access to the case yet."""
    inside = Seat.objects.standing().filter(case=seat.case_id, account__isnull=False)
    return (
        Account.objects.filter(
            professional__in=Professional.objects.current(),
            professional__unit__professionals__account=seat.account_id,
            is_active=True,
        )
        .exclude(pk__in=inside.values("account"))
        .select_related("professional__account", "professional__unit")
        .order_by("sort_key")
    )


def obstacles_to_standing_in(seat: Seat, account: Account, until: datetime) -> list[str]:
    """Why a colleague cannot come in another's place; an empty list when they can (S-55)."""
    if seat.account_id is None or seat.role not in (Seat.Role.PROFESSIONAL, Seat.Role.AUTHORITY):
        return [_("Nobody comes in the place of the family. Ask them about another day.")]
    if StandIn.objects.filter(seat=seat).exists():
        return [_("A substitute does not send a substitute.")]
    obstacles = []
    if account not in who_may_stand_in(seat):
        obstacles.append(
            _("A substitute comes from the same place of work and has no access already.")
        )
    if not timezone.now() < until <= timezone.now() + LONGEST_STANDING_IN:
        obstacles.append(_("A substitute comes for a meeting: choose a time within 60 days."))
    return obstacles
