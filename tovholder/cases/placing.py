"""Reading the map of a case, and who could still be put on it."""

from collections.abc import Sequence

from django.utils import timezone

from .models import Actor, Bond, Case
from .overview import stands
from .participants import Participant, participants, relations_of, seats_of
from .relations import Kept, Map


def kept(case: Case) -> Kept:
    """Everything said of an opened case's map.

    What someone with an account is to the child is told by their seat, in the reader's language.
    """
    everyone = participants(case, seats_of(case), relations_of(case.person))
    known = {one.account_id: one for one in everyone}
    actors = list(Actor.objects.of(case).select_related("end").order_by("at", "id"))
    for actor in actors:
        if one := known.get(actor.account_id) if actor.account_id else None:
            actor.role, actor.profession = one.title or one.description, one.profession
    bonds = Bond.objects.of(case).select_related("by").order_by("at", "id")
    return Kept(case, actors, list(bonds))


def seated(case: Case) -> list[Participant]:
    """Those who can see the case now, the family first; teams left out, and the child itself."""
    now = timezone.now()
    standing = [seat for seat in seats_of(case) if stands(seat, now)]
    told = participants(case, standing, relations_of(case.person))
    child = case.person.account_id
    return [one for one in told if one.account_id is not None and one.account_id != child]


def waiting_for_a_place(now: Map, inside: Sequence[Participant]) -> list[Participant]:
    """Those who can see the case and do not stand on its map."""
    placed = {one.actor.account_id for one in now.standing}
    return [one for one in inside if one.account_id not in placed]
