"""Where a child is: told to everybody with a seat but those it is kept from (decision 37).

The database reckons whom that is, with the seats (migration 0024); this is the code's own asking,
before anything that tells it is put on a page. Where nobody's eyes are set nothing is told.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from tovholder.audit.context import asked
from tovholder.people.models import MayKnow, Person, Protection, Relation
from tovholder.people.wording import relation_word

from .models import Case

AREA = "whereabouts"


def tells_where(case_id: uuid.UUID | None) -> bool:
    """Whether the reader may know where the child of this case is: school, places, workplaces."""
    known: bool | None = asked().get((AREA, case_id))
    return case_id in _everywhere()[0] if known is None else known


def is_kept(case: Case) -> bool:
    """Whether those at work with the child are to be reminded: it is kept from somebody."""
    known: bool | None = asked().get(("kept", case.pk))
    return case.pk in _everywhere()[1] if known is None else known


def remember(case_id: uuid.UUID, *, told: bool, kept: bool) -> None:
    """Note what was asked with the seats of one case, so that no page asks it again."""
    asked().update({(AREA, case_id): told, ("kept", case_id): kept})


def remember_all(told: Iterable[uuid.UUID], kept: Iterable[uuid.UUID]) -> None:
    """Note it of all cases at once: those where it is told, and those where it is kept."""
    asked()[AREA] = frozenset(told), frozenset(kept)


def _everywhere() -> tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]:
    if AREA not in asked():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT my_cases(%s), ARRAY(SELECT id FROM cases_case"
                " WHERE person_id = ANY ((SELECT mine('kept'))::uuid[]))",
                [AREA],
            )
            remember_all(*cursor.fetchone())
    found: tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]] = asked()[AREA]
    return found


@dataclass(frozen=True)
class Near:
    """One relative, and what is decided about them: None where nobody has."""

    person: Person
    relation: str
    decision: MayKnow | None

    @property
    def may(self) -> bool | None:
        return self.decision.may if self.decision else None


@dataclass(frozen=True)
class Whereabouts:
    """Whether it is kept where a child is, why, and from whom.

    `protected_near` are relatives who have a protected address themselves, which may go for the
    child too.
    """

    protection: Protection | None
    near: tuple[Near, ...]
    protected_near: tuple[Person, ...]

    @property
    def undecided(self) -> list[Near]:
        """Relatives who are not told because nobody has said whether they may know."""
        return [one for one in self.near if one.decision is None] if self.protection else []


def whereabouts(case: Case) -> Whereabouts:
    """Read at an opened case, by those who let people in; four queries."""
    protection = (
        Protection.objects.standing()
        .filter(person=case.person_id)
        .select_related("by")
        .order_by("-at")
        .first()
    )
    relations = list(
        Relation.objects.filter(person=case.person_id)
        .select_related("relative")
        .order_by("relative__sort_key", "pk")
    )
    said = MayKnow.objects.filter(protection=protection).select_related("by").order_by("at", "pk")
    latest = {one.relative_id: one for one in said} if protection else {}
    near = tuple(
        Near(one.relative, relation_word(one.kind), latest.get(one.relative_id))
        for one in relations
    )
    theirs = Protection.objects.standing().filter(person__in=[one.person.pk for one in near])
    protected = set(theirs.values_list("person", flat=True))
    return Whereabouts(
        protection, near, tuple(one.person for one in near if one.person.pk in protected)
    )
