"""The child's wheel and the adults' own on a day, and two days compared (S-38).

The child's comes first, as far as the reader may know it: it is made of what the child said in its
own talk. The adults' are their own. Nothing is added up, within a wheel or across them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from tovholder.cases.models import Case
from tovholder.cases.wording import listed
from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.wheel import Slice, wheel

from .chairs import chairs_at
from .engine.items import Item, items_in
from .models import Seen, Statement
from .saying import asked_by

CHILD = 0
"""The key of the child's own wheel; an adult's is the account's, and no account has this one."""
FAR = 2
"""So many levels from each other two see it differently enough to talk of it first."""


@dataclass(frozen=True)
class Answer:
    """A level, words, or both, said of one item on a day."""

    whose: int
    item: str
    value: int | None
    text: str
    at: datetime


@dataclass(frozen=True)
class Wheel:
    """How one person sees it: the last word of each item."""

    whose: int
    name: str
    title: str
    items: Sequence[Item]
    answers: dict[str, Answer]

    @property
    def is_the_childs(self) -> bool:
        return self.whose == CHILD

    @property
    def at(self) -> datetime:
        """When something was last said of it."""
        return max(answer.at for answer in self.answers.values())

    @property
    def told(self) -> list[tuple[str, Answer]]:
        """What was said in words, with what it is about."""
        there = ((item.title, self.answers.get(item.id)) for item in self.items)
        return [(title, answer) for title, answer in there if answer and answer.text]

    @cached_property
    def drawing(self) -> Drawing | None:
        """The wheel as a picture; None where only words were said."""
        if not self.levels:
            return None
        slices = [Slice(item.title, self.levels.get(item.id)) for item in self.items]
        return wheel(self.name, slices, top=max(item.top for item in self.items))

    @cached_property
    def levels(self) -> dict[str, int]:
        """The level of each item that has one."""
        return {key: one.value for key, one in self.answers.items() if one.value is not None}


@dataclass(frozen=True)
class Wheels:
    """Everyone's wheel on a day: the child's first, then the family's, then the others'."""

    items: Sequence[Item]
    standing: tuple[Wheel, ...]

    def of(self, account: Account) -> Wheel | None:
        """The wheel of one of them."""
        return next((one for one in self.standing if one.whose == account.pk), None)

    @property
    def rows(self) -> list[tuple[str, list[int | None]]]:
        """Each item with everyone's level, in the order of the wheels."""
        return [
            (item.title, [one.levels.get(item.id) for one in self.standing]) for item in self.items
        ]


@dataclass(frozen=True)
class Kept:
    """All that was ever said of a case's wheels that this reader may know, oldest first."""

    items: Sequence[Item]
    people: dict[int, tuple[str, str]]  # in the order they stand in: by key, name and title
    answers: Sequence[Answer]

    def on(self, moment: datetime) -> Wheels:
        """The wheels as they stood at a moment."""
        last: dict[int, dict[str, Answer]] = {}
        for answer in self.answers:
            if answer.at <= moment:
                last.setdefault(answer.whose, {})[answer.item] = answer
        order = [whose for whose in self.people if whose in last]
        return Wheels(
            self.items,
            tuple(Wheel(whose, *self.people[whose], self.items, last[whose]) for whose in order),
        )

    @property
    def moments(self) -> list[datetime]:
        """The moments something was said, the newest first."""
        return sorted({answer.at for answer in self.answers}, reverse=True)


def wheel_asked() -> str:
    """The newest instrument about a child's surroundings, by reference; empty without one."""
    found = [one for one in catalogue().instruments.values() if one.subject == "surroundings"]
    return max(found, key=lambda one: one.version).reference if found else ""


def kept(case: Case, account: Account) -> Kept:
    """What this account may know of an opened case's wheels."""
    reference = wheel_asked()
    items = items_in(reference) if reference else []
    known = {item.id for item in items}
    seen = (
        Seen.objects.of(case)
        .filter(instrument=reference, item__in=known)
        .select_related("by")
        .order_by("at", "id")
    )
    adults = list(seen)
    seated = [chair for chair in chairs_at(case) if chair.account]
    people = {CHILD: (case.person.given_name, "")}
    people |= {chair.account.pk: (chair.name, chair.title) for chair in seated if chair.account}
    for one in adults:  # those who see the case no more stand last, with what they said
        people.setdefault(one.by_id, (one.by.name, ""))
    answers = [Answer(one.by_id, one.item, one.value, one.text, one.at) for one in adults]
    answers += _said_by_the_child(case, account, reference)
    return Kept(items, people, sorted(answers, key=lambda one: one.at))


def compare(then: Wheels, now: Wheels) -> list[str]:
    """What has changed from one day to another, in sentences; an empty list where nothing has."""
    before = {one.whose: one for one in then.standing}
    told = []
    for one in now.standing:
        if (old := before.get(one.whose)) is None:
            continue
        if more := _higher(one.items, old.levels, one.levels):
            said = _("%(name)s sees more of: %(things)s.")
            told.append(said % {"name": one.name, "things": listed(more)})
        if less := _higher(one.items, one.levels, old.levels):
            said = _("%(name)s sees less of: %(things)s.")
            told.append(said % {"name": one.name, "things": listed(less)})
    new = [one.name for one in now.standing if one.whose not in before]
    return [*told, *([_("New: %(names)s.") % {"names": listed(new)}] if new else [])]


def where_to_talk(now: Wheels) -> str:
    """What they see most differently, which is where a talk begins; nothing where they agree."""
    furthest, sentence = FAR - 1, ""
    for item in now.items:
        saying = [(one.levels[item.id], one.name) for one in now.standing if item.id in one.levels]
        if saying and (apart := max(saying)[0] - min(saying)[0]) > furthest:
            furthest = apart
            sentence = _(
                "You see this most differently: %(thing)s. %(low)s says %(least)d, "
                "%(high)s says %(most)d. Nobody is wrong: begin by asking what each sees."
            ) % {
                "thing": item.title, "low": min(saying)[1], "least": min(saying)[0],
                "high": max(saying)[1], "most": max(saying)[0],
            }  # fmt: skip
    return sentence


def asked_of_adults(case: Case) -> list[Item]:
    """The same things, each with the child's own question in quotation marks."""
    name = case.person.given_name
    return [
        replace(item, text=_("%(name)s is asked: “%(text)s”") % {"name": name, "text": item.text})
        for item in items_in(wheel_asked())
    ]


def _said_by_the_child(case: Case, account: Account, reference: str) -> list[Answer]:
    visible = Statement.objects.of(case).standing().visible_to(account).select_related("meeting")
    methods = {one.meeting.method for one in visible}
    asked = {(method, *key) for method in methods for key in asked_by(method, reference)}
    return [
        Answer(CHILD, one.item, one.value, one.text, one.written_at)
        for one in visible
        if (one.meeting.method, one.step, one.item) in asked
    ]


def _higher(items: Sequence[Item], low: dict[str, int], high: dict[str, int]) -> list[str]:
    """What stands higher in the second than in the first."""
    return [
        item.title
        for item in items
        if item.id in low and item.id in high and high[item.id] > low[item.id]
    ]
