"""The pairs that lead how a district works together: who, since when, who deputises, and what they
are asked to do (S-42).

A district is a unit; a pair is the two of different professions who lead a team whose kind says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tovholder.catalogue import catalogue
from tovholder.catalogue.words import Section
from tovholder.organisation.models import Account, Forum, Membership, Unit
from tovholder.organisation.rules import MOST_LEADERS_OF_A_PAIR


@dataclass(frozen=True)
class Leading:
    """One of the two, since when, and who sits in their place just now."""

    membership: Membership
    deputy: Membership | None

    @property
    def since(self) -> datetime:
        return self.membership.leads_since or self.membership.starts


@dataclass(frozen=True)
class Pair:
    """The two who lead a team, and what they are asked to do."""

    forum: Forum
    leading: tuple[Leading, ...]
    asked: Section | None
    sits_here: bool

    @property
    def is_missing_one(self) -> bool:
        """Whether one more of another profession is to be found."""
        return len(self.leading) < MOST_LEADERS_OF_A_PAIR


@dataclass(frozen=True)
class Pairs:
    """Those of the reader's own district first, then the others."""

    here: tuple[Pair, ...]
    elsewhere: tuple[Pair, ...]


def pairs_for(account: Account) -> Pairs:
    """Every pair there is, as someone at work asks for them: three queries."""
    kinds = [name for name, kind in catalogue().fora.items() if kind.pair]
    teams = Forum.objects.teams().filter(kind__in=kinds).select_related("unit").order_by("name")
    sitting: dict[UUID, list[Membership]] = {}
    members = Membership.objects.current().filter(forum__in=teams).in_turn()
    for one in members.select_related("stands_in_for"):
        sitting.setdefault(one.forum_id, []).append(one)
    near = _near(account.professional.unit_id)
    told = [_pair(team, sitting.get(team.pk, []), account) for team in teams]
    return Pairs(
        here=tuple(one for one in told if one.sits_here or one.forum.unit_id in near),
        elsewhere=tuple(one for one in told if not one.sits_here and one.forum.unit_id not in near),
    )


def _pair(team: Forum, sitting: Iterable[Membership], account: Account) -> Pair:
    places = list(sitting)
    deputies = {one.stands_in_for_id: one for one in places if one.stands_in_for_id}
    kind = team.described
    return Pair(
        forum=team,
        leading=tuple(
            Leading(one, deputies.get(one.pk))
            for one in places
            if one.chair and one.stands_in_for_id is None
        ),
        asked=kind.words()["mandate"].get("pair") if kind else None,
        sits_here=any(one.account_id == account.pk for one in places),
    )


def _near(unit: UUID) -> set[UUID]:
    """A place of work, what it is a part of, and what is a part of it: its district."""
    above = dict(Unit.objects.values_list("pk", "parent"))
    own = set(_upward(unit, above))
    return own | {one for one in above if unit in _upward(one, above)}


def _upward(unit: UUID, above: dict[UUID, UUID | None]) -> Iterator[UUID]:
    seen: set[UUID] = set()
    at: UUID | None = unit
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = above.get(at)
