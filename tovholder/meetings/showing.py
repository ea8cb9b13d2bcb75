"""What the board's page is drawn from: the steps, what is parked, the way onward."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.access import Right
from tovholder.catalogue.words import Section

from .announcing import CALL, HELP
from .beside import beside
from .engine.kinds import AtStep, kind_of
from .engine.pace import Passed, pace
from .engine.running import WAITING, Obstacle, holding, stepping_over
from .sitting import Sitting
from .table import AnyContribution


@dataclass(frozen=True)
class Parked:
    """What waits for one step, and what the method says beside it."""

    said: Section | None
    words: list[AnyContribution]


@dataclass(frozen=True)
class Onward:
    """The next thing for the table: where to, what is missing, and the words on the button."""

    title: str
    words: str
    over_words: str
    url: str
    obstacles: list[Obstacle]
    to: str = ""
    is_back: bool = False

    @property
    def held(self) -> bool:
        return bool(holding(self.obstacles))

    @property
    def over(self) -> bool:
        return bool(stepping_over(self.obstacles))

    @property
    def all_is_there(self) -> str:
        return "" if self.is_back else _("Everything the method asks for is there.")


def at_step(sitting: Sitting, step: str = "") -> AtStep:
    """Where someone looks: the step named, the current one, the last one. 404 where unknown."""
    course = sitting.course
    current = course.current or sitting.method.steps[-1 if sitting.passages else 0]
    try:
        found = course.step(step) if step else current
    except KeyError:
        raise Http404 from None
    return AtStep(sitting, found, sitting.meeting.door.account)


def hand_of(at: AtStep) -> str:
    """What of the page no word at the table changes, in short: its step, the reader's pen, who
    sits around. While it is the same, a push leaves it alone; empty where all may change."""
    if not at.kind.in_common(writes=at.obstacle is None):
        return ""
    sitting = at.sitting
    around = [(str(chair.pk), chair.name, chair.here) for chair in sitting.invitations]
    pen = at.kind.in_hand(at) if at.writes else ()
    holds = (at.step.id, at.standing, at.obstacle, sitting.meeting.pen_holder_id, around, pen)
    return sha256(repr(holds).encode()).hexdigest()[:16]


def board_page(at: AtStep, *, follows: bool) -> dict[str, Any]:
    """Everything the board shows at one step. `follows`: the page goes where the table goes."""
    sitting, meeting = at.sitting, at.sitting.meeting
    running = sitting.running
    current = running.current
    ended = meeting.has_ended
    door = meeting.door
    sealed = meeting.sealed
    elsewhere = current if current and current.id != at.step.id else None
    return {
        "meeting": meeting,
        "sitting": sitting,
        "method_words": sitting.method.words(),
        "at": at,
        "shown": at.kind.shows(at),
        "pen_template": at.kind.pen,
        "hand": hand_of(at),
        "beside": beside(at),
        "steps": [_step(at, step) for step in sitting.method.steps],
        "parked": [] if sealed else parked(sitting),
        "sealed": sealed,
        "help_call": _call_heard(at),
        "begun": bool(sitting.passages),
        "ended": ended,
        "leads": door.may(Right.MEET),
        "pace": _pace(at) if door.may(Right.MEET) and sitting.passages and not ended else None,
        "moved_on": None if follows or elsewhere is None else _step(at, elsewhere),
        "onward": None if ended or (sealed and not door.may(Right.MEET)) else onward(at),
        "follow_url": _follow_url(at, follows=follows),
    }


def _call_heard(at: AtStep) -> str:
    """The call this reader's open board waits for: help, for all who are not themselves alone."""
    own = next((c for c in at.sitting.invitations if c.account_id == at.account.pk), None)
    for step in at.sitting.method.steps:
        seals = kind_of(step.kind).seals
        if seals and (own is None or own.side not in step.options["who"]):
            return HELP.removeprefix(CALL)
    return ""


def _pace(at: AtStep) -> dict[str, Any]:
    """What only the one who leads sees: time at this step, and who has not been heard."""
    sitting, board = at.sitting, at.sitting.running.board
    passages = [Passed(one.step, one.opened, one.at) for one in sitting.passages]
    answered = chain.from_iterable(board.answered.values())
    found = pace(passages, board.words, board.voices, timezone.now(), answered=answered)
    return {
        "minutes": found.minutes_at(at.step.id),
        "unheard": [] if sitting.meeting.sealed else [voice.name for voice in found.unheard],
    }


def _follow_url(at: AtStep, *, follows: bool) -> str:
    """Where the page reads itself again: who only looks goes where the table goes, who writes
    or answers stays, so that nothing half written is taken away."""
    meeting = at.sitting.meeting
    if follows and not at.kind.stays(at):
        return meeting.address("meeting")
    return meeting.address("step", at.step.id)


def onward(at: AtStep) -> Onward | None:
    """Where the table goes from here; None where someone looks at another step than the table."""
    running, meeting = at.sitting.running, at.sitting.meeting
    current, following = running.current, running.next
    if current is None:
        return None
    if at.step.id != current.id:
        return _back(at)
    if following is None:
        return Onward(
            title=_("End the meeting"),
            words=_("End the meeting"),
            over_words=_("End all the same"),
            url=meeting.address("end"),
            obstacles=running.obstacles_to_ending(),
        )
    title = running.board.title(following.id)
    return Onward(
        title=_("Next: %(step)s") % {"step": title},
        words=_("Go on"),
        over_words=_("Go on all the same"),
        url=meeting.address("move"),
        obstacles=running.obstacles_to_moving(following.id),
        to=following.id,
    )


def _back(at: AtStep) -> Onward | None:
    """A step the table has been at can be taken up again."""
    running = at.sitting.running
    if running.standing(at.step.id) == WAITING:
        return None
    return Onward(
        title=_("Take this step up again"),
        words=_("Go back to this step"),
        over_words="",
        url=at.sitting.meeting.address("move"),
        obstacles=[],
        to=at.step.id,
        is_back=True,
    )


def _step(at: AtStep, step: Any) -> dict[str, Any]:
    running = at.sitting.running
    standing = running.standing(step.id)
    now = running.current is not None and running.current.id == step.id
    return {
        "step": step,
        "title": running.board.title(step.id),
        "state": "now" if now else {"waiting": "later"}.get(standing, "done"),
        "shown": step.id == at.step.id,
        "parked": len(at.sitting.parked_for(step.id)),
    }


def parked(sitting: Sitting) -> list[Parked]:
    """What waits for steps the table has not come to."""
    words = sitting.method.words()
    return [
        Parked(words[step.id].get("parked"), waiting)
        for step in sitting.method.steps
        if sitting.running.standing(step.id) == WAITING
        if (waiting := sitting.parked_for(step.id))
    ]
