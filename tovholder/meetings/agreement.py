"""The forum's agreement on the table: what this gathering makes of the one before (S-53).

Only a method about a forum asks for it; a case's book has no agreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Step

if TYPE_CHECKING:
    from .sitting import Sitting

KIND = "agreement"
Wordings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AgreementHere:
    """`own` is the agreement this gathering makes, None before its first word; `before` the one
    that was in force when it was made. `points` and `stood` are their wordings by point: what
    nobody has reworded yet is carried over, in version 0.
    """

    own: Any = None
    before: Any = None
    points: Wordings = field(default_factory=dict)
    stood: Wordings = field(default_factory=dict)

    @property
    def is_in_force(self) -> bool:
        """Whether what was made here has been signed by everyone, and is not changed any more."""
        return self.own is not None and self.own.in_force_at is not None


NOTHING = AgreementHere()


@dataclass(frozen=True, slots=True)
class Told:
    """A point as people read it: its title, and the words that were agreed."""

    point: str
    title: str
    text: str


def agreement_at(sitting: Sitting) -> AgreementHere:
    """What lies on the table at a gathering, in two questions."""
    meeting, book = sitting.meeting, sitting.book
    made = book.Agreement.objects.filter(**meeting.owner).select_related("meeting")
    known = list(made.order_by("made_at", "pk"))
    own = next((one for one in known if one.meeting_id == meeting.pk), None)
    until = (own and own.in_force_at) or (meeting.end.at if meeting.has_ended else None)
    others = [one for one in known if one is not own]
    stands = [
        one for one in others if one.in_force_at and (until is None or one.in_force_at < until)
    ]
    before = max(stands, key=lambda one: one.number, default=None)
    latest = own or (others[-1] if others else None)
    wordings = wordings_of(book, {one.pk for one in (before, latest) if one})
    points = wordings[latest.pk] if latest else {}
    if own is None:
        for point in points.values():
            point.version = 0
    return AgreementHere(own, before, points, dict(wordings[before.pk]) if before else {})


def wordings_of(book: Any, agreements: Iterable[Any]) -> defaultdict[Any, dict[str, Any]]:
    """By agreement and point the wording that stands."""
    found: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
    said = book.AgreementPoint.objects.filter(agreement__in=list(agreements))
    for wording in said.order_by("version"):
        found[wording.agreement_id][wording.point] = wording
    return found


def told(agreement: Any, wordings: Wordings, *, aloud: bool = False) -> list[Told]:
    """An agreement's points in the order of the method it was made by; where `aloud`, only those
    that are read at every meeting. Where the file is gone the points have their ids for titles."""
    method = catalogue().methods.get(agreement.meeting.method) if agreement else None
    step = step_of(method) if method else None
    if method is None or step is None:
        titles = {point: point for point in wordings}
    else:
        words, points = method.words()[step.id], step.options["aloud" if aloud else "points"]
        titles = {point: words[point].title for point in points}
    return [
        Told(point, title, wordings[point].text)
        for point, title in titles.items()
        if point in wordings
    ]


def step_of(method: Any) -> Step | None:
    """The step at which a method makes the agreement."""
    found: Step | None = next((step for step in method.steps if step.kind == KIND), None)
    return found
