"""The map of a case on a day, two days compared, and where a coordinator should begin (S-40)."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.network import Link, Tie, network

from .models import Actor, Bond, Case
from .wording import in_sentence, listed

STRENGTHS = {
    Bond.Strength.STRONG: pgettext_lazy("tie", "Strong"),
    Bond.Strength.WEAK: pgettext_lazy("tie", "Weak"),
    Bond.Strength.NONE: pgettext_lazy("tie", "None"),
}
RANK = {Bond.Strength.NONE: 0, Bond.Strength.WEAK: 1, Bond.Strength.STRONG: 2}
QUALITIES = (
    gettext_lazy("We do not talk"),
    gettext_lazy("Seldom or too late"),
    gettext_lazy("When something happens"),
    gettext_lazy("Often and in time"),
)
SECTORS = {
    Actor.Sector.FAMILY: gettext_lazy("Family"),
    Actor.Sector.SCHOOL: gettext_lazy("School and day care"),
    Actor.Sector.HEALTH: gettext_lazy("Health"),
    Actor.Sector.SERVICES: gettext_lazy("Municipality"),
    Actor.Sector.LEISURE: gettext_lazy("Friends and free time"),
}
STRONG_ENOUGH = (2, 2)  # a strong tie, and one talks when something happens
DRAWN = {
    Bond.Strength.STRONG: (1, "strong"),
    Bond.Strength.WEAK: (2, "thin"),
    Bond.Strength.NONE: (3, "none"),
}


@dataclass(frozen=True)
class Standing:
    """Someone on the map of a day: the tie to the child, and those to others there."""

    actor: Actor
    bond: Bond
    others: tuple[tuple[Actor, Bond], ...]

    @property
    def sector(self) -> str:
        return str(SECTORS[Actor.Sector(self.actor.sector)])

    @property
    def sentence(self) -> str:
        """`Weak, seldom or too late`."""
        return bond_sentence(self.bond)

    @property
    def told(self) -> list[tuple[str, str]]:
        """The others, by name, each with the tie in words."""
        return [(other.name, bond_sentence(bond)) for other, bond in self.others]


@dataclass(frozen=True)
class Map:
    """Everyone round the child on a day, sector by sector."""

    case: Case
    standing: tuple[Standing, ...]

    def drawing(self, title: str) -> Drawing:
        """The map as a picture, which carries the same in words and as a table."""
        place = {one.actor.pk: index for index, one in enumerate(self.standing)}
        ties = [
            Tie(
                one.actor.name, one.actor.role, one.sector, *DRAWN[Bond.Strength(one.bond.strength)]
            )
            for one in self.standing
        ]
        links = [
            Link(place[one.actor.pk], place[other.pk], DRAWN[Bond.Strength(bond.strength)][1])
            for one in self.standing
            for other, bond in one.others
            if one.actor.pk == bond.actor_id
        ]
        return network(title, self.case.person.given_name, ties, links)


@dataclass(frozen=True)
class Kept:
    """All that was ever said of a case's map, oldest first."""

    case: Case
    actors: Sequence[Actor]
    bonds: Sequence[Bond]

    def on(self, moment: datetime) -> Map:
        """The map as it stood at a moment."""
        there = [one for one in self.actors if _stands(one, moment)]
        last = _last(bond for bond in self.bonds if bond.at <= moment)
        order = list(SECTORS)
        standing = [_standing(one, there, last) for one in there if (one.pk, None) in last]
        return Map(
            self.case,
            tuple(sorted(standing, key=lambda one: order.index(Actor.Sector(one.actor.sector)))),
        )

    @property
    def moments(self) -> list[datetime]:
        """The moments something was said, the newest first."""
        return sorted({bond.at for bond in self.bonds}, reverse=True)

    def said_of(self, actor: Actor) -> list[tuple[Bond, str, str]]:
        """All that was said of one's ties, the newest first: the row, to whom, and in words."""
        by_key = {one.pk: one for one in self.actors}
        told = []
        for bond in reversed(self.bonds):
            ends = [key for key in (bond.actor_id, bond.other_id) if key and key != actor.pk]
            if actor.pk in (bond.actor_id, bond.other_id):
                to = by_key[ends[0]].name if ends else self.case.person.given_name
                told.append((bond, to, bond_sentence(bond)))
        return told


def bond_sentence(bond: Bond) -> str:
    """`Weak, seldom or too late`."""
    strength = STRENGTHS[Bond.Strength(bond.strength)]
    return f"{strength}, {in_sentence(str(QUALITIES[bond.quality]))}"


def compare(then: Map, now: Map) -> list[str]:
    """What has changed from one map to another, in sentences; an empty list where nothing has."""
    before = {one.actor.pk: one for one in then.standing}
    after = {one.actor.pk: one for one in now.standing}
    both = [(before[key], after[key]) for key in after if key in before]
    told = (
        (_("Stronger: %(names)s."), [new for old, new in both if _worth(new) > _worth(old)]),
        (_("Weaker: %(names)s."), [new for old, new in both if _worth(new) < _worth(old)]),
        (_("New: %(names)s."), [one for key, one in after.items() if key not in before]),
        (
            _("No longer there: %(names)s."),
            [one for key, one in before.items() if key not in after],
        ),
    )
    sentences = [
        sentence % {"names": listed(named(one.actor) for one in found)}
        for sentence, found in told
        if found
    ]
    return [*sentences, *_between(then, now)]


def where_to_begin(now: Map, with_access: Iterable[int]) -> str:
    """Which tie a coordinator should turn to first, in a sentence; nothing where all are strong.

    First the weakest where everyone has access, since one can simply talk; then the weakest of
    those who have none, about whom one asks the family.
    """
    inside = set(with_access)
    thin = [one for one in _ties(now) if one.worth < STRONG_ENOUGH]
    reached = [one for one in thin if all(actor.account_id in inside for actor in one.between)]
    if reached:
        first = min(reached, key=lambda one: one.worth)
        names = listed(named(actor) for actor in first.between)
        whom = names if len(first.between) > 1 else _("%(name)s and %(child)s") % {
            "name": names, "child": now.case.person.given_name,
        }  # fmt: skip
        return _("Begin with the tie between %(whom)s: %(tie)s.") % {
            "whom": whom, "tie": in_sentence(first.told),
        }  # fmt: skip
    if thin:
        first = min(thin, key=lambda one: one.worth)
        outside = [named(one) for one in first.between if one.account_id not in inside]
        return _(
            "Begin with %(names)s, who cannot see the case. Ask the family whether you may talk "
            "together."
        ) % {"names": listed(outside)}
    return ""


@dataclass(frozen=True)
class _Said:
    """One tie: between whom, how good, and in words."""

    between: tuple[Actor, ...]
    worth: tuple[int, int]
    told: str


def _ties(now: Map) -> list[_Said]:
    to_child = [((one.actor,), one.bond) for one in now.standing]
    pairs = [((one, other), bond) for one, other, bond in _pairs(now).values()]
    return [
        _Said(between, _worth_of(bond.strength, bond.quality), bond_sentence(bond))
        for between, bond in (*to_child, *pairs)
    ]


def named(actor: Actor) -> str:
    """`Mette Lund (teacher)`."""
    return f"{actor.name} ({in_sentence(actor.role)})" if actor.role else actor.name


def _stands(actor: Actor, moment: datetime) -> bool:
    end = getattr(actor, "end", None)
    return actor.at <= moment and (end is None or end.at > moment)


Pair = tuple[uuid.UUID, uuid.UUID | None]


def _last(bonds: Iterable[Bond]) -> dict[Pair, Bond]:
    """The last word of each tie; the bonds come oldest first."""
    return {(bond.actor_id, bond.other_id): bond for bond in bonds}


def _standing(actor: Actor, there: Sequence[Actor], last: Mapping[Pair, Bond]) -> Standing:
    others = [
        (other, bond)
        for other in there
        if (bond := last.get((actor.pk, other.pk)) or last.get((other.pk, actor.pk)))
    ]
    return Standing(actor, last[actor.pk, None], tuple(others))


def _worth(one: Standing) -> tuple[int, int]:
    return _worth_of(one.bond.strength, one.bond.quality)


def _worth_of(strength: str, quality: int) -> tuple[int, int]:
    return RANK[Bond.Strength(strength)], quality


def _between(then: Map, now: Map) -> list[str]:
    """What has changed between two on the map."""
    before, after = _pairs(then), _pairs(now)
    told = []
    for key, (one, other, bond) in after.items():
        old = before[key][2] if key in before else None
        if old is not None and old.pk == bond.pk:
            continue
        worth = _worth_of(bond.strength, bond.quality)
        was = _worth_of(old.strength, old.quality) if old is not None else None
        if was != worth:
            told.append(
                _("Between %(one)s and %(other)s: %(tie)s.")
                % {"one": one.name, "other": other.name, "tie": in_sentence(bond_sentence(bond))}
            )
    return told


def _pairs(drawn: Map) -> dict[Pair, tuple[Actor, Actor, Bond]]:
    return {
        (bond.actor_id, bond.other_id): (one.actor, other, bond)
        for one in drawn.standing
        for other, bond in one.others
        if one.actor.pk == bond.actor_id
    }
