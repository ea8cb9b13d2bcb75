"""Questions about a case, answered in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.organisation.models import Account

from .models import Case, Closure, Handover, Seat


def coordinator_of(case: Case) -> Account | None:
    """Who holds the rope: the last who said yes, as long as they hold a standing seat (S-41)."""
    handover = Handover.objects.of(case).accepted().select_related("to").first()
    if handover is None:
        return None
    holds = Seat.objects.standing().filter(case=case, account=handover.to).exists()
    return handover.to if holds else None


def professionals_at(case: Case) -> int:
    """How many people at work hold a standing seat; a triage team does not count."""
    seats = Seat.objects.standing().filter(case=case).of_professionals()
    return seats.values("account").distinct().count()


def needs_coordinator(case: Case, coordinator: Account | None) -> str | None:
    """A sentence where more than one professional works here and nobody coordinates (S-41)."""
    if coordinator is not None:
        return None
    count = professionals_at(case)
    if count < 2:
        return None
    return ngettext(
        "%(count)d professional works with the child, and nobody coordinates yet.",
        "%(count)d professionals work with the child, and nobody coordinates yet.",
        count,
    ) % {"count": count}


def standing_closure(case: Case) -> Closure | None:
    """The closure that holds, or None for an open case."""
    return Closure.objects.of(case).filter(reopening__isnull=True).order_by("-at").first()


def obstacles_to_closing(case: Case) -> list[str]:
    """What stands in the way of closing, in words."""
    obstacles = []
    if standing_closure(case):
        obstacles.append(_("The case is closed already."))
    if Handover.objects.of(case).waiting().exists():
        obstacles.append(_("Someone has been asked to coordinate and has not answered."))
    return obstacles
