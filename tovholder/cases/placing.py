"""Reading the map of a case, and who could still be put on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from .models import AT_WORK, FAMILY, Actor, Bond, Case, Seat
from .overview import stands
from .participants import Participant, participants, relations_of, seats_of
from .relations import Kept, Map


@dataclass(frozen=True)
class Around:
    """What was said of a case's map, and those who can see the case now, read in four queries.

    `inside` has the family first, without teams and without the child itself.
    """

    kept: Kept
    inside: tuple[Participant, ...]


def around(case: Case) -> Around:
    """Read an opened case's map and its seats."""
    seats, relations = seats_of(case), relations_of(case.person)
    everyone = participants(case, seats, relations)
    return Around(_kept(case, everyone), tuple(_inside(case, seats, relations)))


def seated(case: Case) -> list[Participant]:
    """Those who can see the case now, the family first; teams left out, and the child itself."""
    return _inside(case, seats_of(case), relations_of(case.person))


def waiting_for_a_place(now: Map, inside: Sequence[Participant]) -> list[Participant]:
    """Those who can see the case and do not stand on its map."""
    placed = {one.actor.account_id for one in now.standing}
    return [one for one in inside if one.account_id not in placed]


def _kept(case: Case, everyone: Sequence[Participant]) -> Kept:
    """The map; what someone with an account is to the child is told by their seat, in the reader's
    language.
    """
    known = {one.account_id: one for one in everyone}
    actors = list(Actor.objects.of(case).select_related("end").order_by("at", "id"))
    for actor in actors:
        if one := known.get(actor.account_id) if actor.account_id else None:
            actor.role, actor.profession = one.title or one.description, one.profession
    bonds = Bond.objects.of(case).select_related("by").order_by("at", "id")
    return Kept(case, actors, list(bonds))


def _inside(case: Case, seats: Sequence[Seat], relations: dict[int, str]) -> list[Participant]:
    now = timezone.now()
    around = AT_WORK + FAMILY  # who reads for a while and is not round the child stands nowhere
    standing = [seat for seat in seats if stands(seat, now) and seat.role in around]
    told = participants(case, standing, relations)
    child = case.person.account_id
    return [one for one in told if one.account_id is not None and one.account_id != child]
