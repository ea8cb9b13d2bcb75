"""How far a family has come on a pathway of the catalogue: read, and never kept (S-34).

The reckoning is pure: what is known of the case in, phases with words and dates out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.catalogue.pathways import Fulfilment, Pathway, Phase
from tovholder.catalogue.words import Section
from tovholder.plans.models import Goal, Sign
from tovholder.ui.dates import moment_text

from .models import AgreedTask, Meeting
from .rules import consents_for, references

HELD = "meeting-held"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case: the meetings that stand, the first one first; since when a consent
    stands; when the newest goal with a sign was set; when something was promised, by meeting."""

    meetings: Sequence[Meeting]
    consent: date | None
    goals: date | None
    promised: Mapping[UUID, date]
    coordinator: str

    def by(self, methods: Iterable[str]) -> list[Meeting]:
        """The meetings by one of these methods, whichever version where none is named."""
        wanted = set(methods)
        return [one for one in self.meetings if wanted & references([one.method])]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a phase asks for: its words, the day it was there, who has it where it is not."""

    words: str
    done_on: date | None = None
    meeting: Meeting | None = None
    holder: str = ""


@dataclass(frozen=True, slots=True)
class ShownPhase:
    """A phase as it stands: `done`, `now`, `waits`, or `missing` where people went on without."""

    number: int
    words: Section
    parts: Sequence[Part]
    state: str

    @property
    def title(self) -> str:
        return f"{self.number}. {self.words.title}"

    @property
    def done_on(self) -> date | None:
        """The day the last thing was there, once all are."""
        days = [part.done_on for part in self.parts]
        return max(day for day in days if day) if all(days) else None

    @property
    def next(self) -> Part:
        """The first thing that is not there yet."""
        return next(part for part in self.parts if part.done_on is None)


@dataclass(frozen=True, slots=True)
class Course:
    """A pathway at a case: every phase, and where the family is now (None: all gone through)."""

    pathway: Pathway
    title: str
    phases: Sequence[ShownPhase]

    @property
    def now(self) -> ShownPhase | None:
        return next((phase for phase in self.phases if phase.state == "now"), None)


def courses_of(case: Case, meetings: Iterable[Meeting]) -> list[Course]:
    """Every pathway that has begun at an opened case, from its meetings, the first one first.

    Asks nothing where none has begun, and three questions where one has. The meetings carry
    whoever called them.
    """
    standing = [one for one in meetings if not one.is_called_off]
    begun = {name for one in standing for name in references([one.method])}
    pathways = [one for one in catalogue().pathways.values() if begun.intersection(one.begins)]
    if not pathways:
        return []
    known = _known(case, standing)
    return [course(pathway, known) for pathway in pathways]


def course(pathway: Pathway, known: Known) -> Course:
    """Where a family is on a pathway that has begun."""
    words, begins = pathway.words(), known.by(pathway.begins)[0].starts_at
    met = [one for one in known.meetings if one.starts_at >= begins]
    since = Known(met, known.consent, known.goals, known.promised, known.coordinator)
    parts = [[_part(ask, since) for ask in phase.asks] for phase in pathway.phases]
    states = _states(pathway.phases, parts)
    return Course(
        pathway=pathway,
        title=words.title,
        phases=[
            ShownPhase(number, words[phase.id], told, state)
            for number, (phase, told, state) in enumerate(
                zip(pathway.phases, parts, states, strict=True), 1
            )
        ],
    )


def _states(phases: Sequence[Phase], parts: Sequence[Sequence[Part]]) -> list[str]:
    """Done where all is there; missing where a later meeting was held; the next is now."""
    reached = max(
        (number for number, phase in enumerate(phases) if _has_met(phase, parts[number])),
        default=-1,
    )
    states: list[str] = []
    for number, told in enumerate(parts):
        if all(part.done_on for part in told):
            states.append("done")
        elif number < reached:
            states.append("missing")
        else:
            states.append("waits" if "now" in states else "now")
    return states


def _has_met(phase: Phase, parts: Sequence[Part]) -> bool:
    """Whether people have met in this phase."""
    return any(
        ask.fact == HELD and part.done_on for ask, part in zip(phase.asks, parts, strict=True)
    )


def _part(ask: Fulfilment, known: Known) -> Part:
    return FACTS[ask.fact](ask, known)


def _called(ask: Fulfilment, known: Known) -> Part:
    title, found = _title(ask), known.by(ask.methods)
    if found:
        day = timezone.localdate(min(one.called_at for one in found))
        return Part(_("“%(meeting)s” is called.") % {"meeting": title}, day)
    words = _("“%(meeting)s” is to be called.") % {"meeting": title}
    return Part(words, holder=known.coordinator)


def _held(ask: Fulfilment, known: Known) -> Part:
    title, found = _title(ask), known.by(ask.methods)
    if held := next((one for one in found if one.has_ended), None):
        words = _("“%(meeting)s” is held.") % {"meeting": title}
        return Part(words, timezone.localdate(held.starts_at), held)
    if to_come := next(iter(found), None):
        when = moment_text(to_come.starts_at, weekday=True)
        words = _("“%(meeting)s” is called for %(when)s.") % {"meeting": title, "when": when}
        return Part(words, meeting=to_come, holder=to_come.called_by.name)
    words = _("“%(meeting)s” is to be called.") % {"meeting": title}
    return Part(words, holder=known.coordinator)


def _consent(_ask: Fulfilment, known: Known) -> Part:
    if known.consent:
        return Part(_("The family’s consent stands."), known.consent)
    return Part(_("No consent stands today."), holder=known.coordinator)


def _goals(_ask: Fulfilment, known: Known) -> Part:
    if known.goals:
        return Part(_("The plan has a goal, with what we will see."), known.goals)
    return Part(_("No goal says yet what we will see."), holder=known.coordinator)


def _promises(ask: Fulfilment, known: Known) -> Part:
    meeting = {"meeting": _title(ask)}
    days = [known.promised[one.pk] for one in known.by(ask.methods) if one.pk in known.promised]
    if days:
        return Part(_("Something was promised at “%(meeting)s”.") % meeting, min(days))
    words = _("Nothing has been promised at “%(meeting)s” yet.") % meeting
    return Part(words, holder=known.coordinator)


FACTS: dict[str, Callable[[Fulfilment, Known], Part]] = {
    "meeting-called": _called,
    HELD: _held,
    "consent-stands": _consent,
    "goals-have-signs": _goals,
    "promises-made": _promises,
}


def _title(ask: Fulfilment) -> str:
    """What such a meeting is called."""
    return str(catalogue().versions(ask.methods[0])[-1].words().title)


def _known(case: Case, meetings: Sequence[Meeting]) -> Known:
    signs = Sign.objects.filter(goal=OuterRef("pk"), end=None)
    goals = Goal.objects.filter(Exists(signs), case=case, end=None)
    promises = AgreedTask.objects.filter(
        Q(task__wish=False) | Q(task__answer__accepted=True), case=case
    )
    return Known(
        meetings=meetings,
        consent=_day(consents_for(case).aggregate(first=Min("basis__starts"))["first"]),
        goals=_day(goals.aggregate(last=Max("set_at"))["last"]),
        promised={
            one.meeting_id: timezone.localdate(one.at) for one in promises.order_by("-at", "-pk")
        },
        coordinator=case.door.coordinator.name if case.door.coordinator else "",
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
