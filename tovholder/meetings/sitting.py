"""One meeting as it stands: read once, in a constant number of questions, for page and guards.

A `Sitting` is what the table sees; its `running` is the pure interpreter's view of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method
from tovholder.plans.models import Goal, GoalEnd, Task

from .engine import state
from .engine.running import Running
from .models import (
    AgreedTask,
    Approval,
    Attendance,
    ChildIsTold,
    Coherence,
    Continuation,
    Contribution,
    Invitation,
    Meeting,
    Passage,
    Prepared,
)


@dataclass
class Sitting:
    """A meeting with everything said at it so far. Each part is read when first asked for."""

    meeting: Meeting
    method: Method

    @cached_property
    def invitations(self) -> list[Invitation]:
        """Everyone with a chair, each with `here` and `ready`."""
        chairs = Invitation.objects.filter(meeting=self.meeting).standing().in_order()
        invitations = list(chairs.select_related("account", "person"))
        notes = Attendance.objects.filter(invitation__meeting=self.meeting).order_by("at", "id")
        here = {note.invitation_id: note.here for note in notes}
        ready = set(
            Prepared.objects.filter(invitation__meeting=self.meeting).values_list(
                "invitation", flat=True
            )
        )
        for invitation in invitations:
            invitation.here = here.get(invitation.pk, True)
            invitation.ready = invitation.pk in ready
        name_shortly(invitations)
        return invitations

    @cached_property
    def contributions(self) -> list[Contribution]:
        """Every sentence that stands, in the order it was said."""
        said = Contribution.objects.filter(meeting=self.meeting).standing()
        contributions = list(said.select_related("voice", "settlement"))
        self._seat(contributions)
        return contributions

    @cached_property
    def approvals(self) -> list[Approval]:
        return list(Approval.objects.filter(meeting=self.meeting))

    @cached_property
    def passages(self) -> list[Passage]:
        passed = Passage.objects.filter(meeting=self.meeting).select_related("by")
        return list(passed.order_by("order"))

    @cached_property
    def goals(self) -> list[Goal]:
        """The goals people work towards, each with `watched` signs and what was seen.

        A meeting that has ended keeps those it left behind, whatever became of them later.
        """
        goals = Goal.objects.of(self.meeting.case)
        ended = self.meeting.has_ended
        stood = goals.standing_at(self.meeting.end.at) if ended else goals.current()
        return list(stood.with_signs())

    @cached_property
    def goals_ended(self) -> list[GoalEnd]:
        """The goals that were reached or let go while the table sat."""
        if not self.passages:
            return []
        ends = GoalEnd.objects.of(self.meeting.case).filter(at__gte=self.passages[0].at)
        if self.meeting.has_ended:
            ends = ends.filter(at__lte=self.meeting.end.at)
        return list(ends.select_related("goal").order_by("at", "id"))

    @cached_property
    def agreed(self) -> list[AgreedTask]:
        """What was promised and wished for at this meeting."""
        noted = AgreedTask.objects.filter(meeting=self.meeting).order_by("at", "id")
        agreed = list(noted.select_related("voice", "task__goal", "task__answer", "task__end"))
        self._seat(agreed)
        return agreed

    @cached_property
    def child_is_told(self) -> ChildIsTold | None:
        said = ChildIsTold.objects.filter(meeting=self.meeting).select_related("voice")
        return said.latest_first().first()

    @cached_property
    def coherence(self) -> Coherence | None:
        return Coherence.objects.filter(meeting=self.meeting).latest_first().first()

    @cached_property
    def continuation(self) -> Continuation | None:
        return Continuation.objects.filter(meeting=self.meeting).latest_first().first()

    @cached_property
    def running(self) -> Running:
        """The method running on this board."""
        return Running(self.method, board_of(self))

    def _seat(self, rows: Sequence[Contribution | AgreedTask]) -> None:
        """Give each row the chair the table knows, with its short name."""
        chairs = {chair.pk: chair for chair in self.invitations}
        for row in rows:
            row.voice = chairs.get(row.voice_id, row.voice)

    def voice(self, key: object) -> Invitation | None:
        """The chair with that id, or None."""
        return next((chair for chair in self.invitations if str(chair.pk) == str(key)), None)

    def words_in(self, step: str) -> dict[str, list[Contribution]]:
        """The words of a step by column, without those that wait."""
        columns: dict[str, list[Contribution]] = defaultdict(list)
        for contribution in self.contributions:
            if contribution.step == step and contribution.parked_at is None:
                columns[contribution.column].append(contribution)
        return columns

    def parked_for(self, step: str) -> list[Contribution]:
        """What waits for a step and has not been settled."""
        return [
            contribution
            for contribution in self.contributions
            if contribution.step == step
            and contribution.parked_at is not None
            and not hasattr(contribution, "settlement")
        ]

    def promises(self) -> list[Task]:
        """What was promised here, wishes with a yes among them."""
        return [noted.task for noted in self.agreed if _is_promise(noted.task)]


def name_shortly(chairs: Sequence[Invitation]) -> None:
    """Give each chair a `short` name: the first name, where only one here has it."""
    first = Counter(chair.name.split()[0] for chair in chairs)
    for chair in chairs:
        given = chair.name.split()[0]
        chair.short = given if first[given] == 1 else chair.name


def sit(meeting: Meeting) -> Sitting:
    """Read a meeting. Raises LookupError where its method's file is gone."""
    return Sitting(meeting, catalogue().method(meeting.method))


def running_of(meeting: Meeting) -> Running:
    """The method running on a meeting's board, for an action to ask."""
    return sit(meeting).running


def board_of(sitting: Sitting) -> state.Board:
    """The sitting as plain values, for the guards."""
    voices = {chair.pk: _voice(chair) for chair in sitting.invitations}
    return state.Board(
        steps=_steps(sitting.method, sitting.passages),
        voices=tuple(voices.values()),
        words=tuple(
            state.Word(
                step=word.step,
                column=word.column,
                voice=voices.get(word.voice_id) or _voice(word.voice),
                parked=word.parked_at is not None,
            )
            for word in sitting.contributions
        ),
        approvals=frozenset(str(yes.voice_id) for yes in sitting.approvals),
        goals=tuple(
            state.Goal(goal.text, tuple(sign.about for sign in goal.watched))
            for goal in sitting.goals
        ),
        promises=tuple(
            state.Promise(task.text, task.owner_name, task.due) for task in sitting.promises()
        ),
        child_told=sitting.child_is_told is not None,
        coherence=sitting.coherence is not None,
        continuation=sitting.continuation is not None,
    )


def _steps(method: Method, passages: Sequence[Passage]) -> dict[str, state.StepState]:
    words = method.words()
    last = {passage.step: passage for passage in passages}
    return {
        step.id: state.StepState(
            id=step.id,
            title=words[step.id].title,
            opened=step.id in last,
            closed=step.id in last and not last[step.id].opened,
        )
        for step in method.steps
    }


def _voice(chair: Invitation) -> state.Voice:
    return state.Voice(
        id=str(chair.pk),
        name=chair.name,
        side=chair.side,
        profession=chair.profession,
        here=getattr(chair, "here", True),
    )


def _is_promise(task: Task) -> bool:
    if not task.wish:
        return True
    answer = getattr(task, "answer", None)
    return answer is not None and answer.accepted
