"""One meeting as it stands: read once, in a constant number of questions, for page and guards.

A `Sitting` is what the table sees; its `running` is the pure interpreter's view of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import connection

from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method
from tovholder.plans.models import Goal, GoalEnd
from tovholder.plans.then import say_as_then

from . import reads
from .agreement import AgreementHere, agreement_at
from .engine.running import Running
from .engine.state import Board
from .models import Meeting, Seen, Statement
from .naming import name_shortly
from .picture import board_of, steps_of
from .rules import consents_for
from .table import AnyContinuation, AnyContribution, AnyInvitation, AnyMeeting, AnyPassage

if TYPE_CHECKING:
    from tovholder.organisation.models import Account

    from .book import Book


@dataclass
class Sitting:
    """A meeting with everything said at it so far. Each part is read when first asked for."""

    meeting: AnyMeeting
    method: Method

    @property
    def book(self) -> Book:
        """Where it is written."""
        return self.meeting.book

    @property
    def case_meeting(self) -> Meeting:
        """The meeting, where it is about a case. Raises TypeError in the forum's book."""
        if not isinstance(self.meeting, Meeting):
            raise TypeError("A step about a child has no place in the forum's book.")
        return self.meeting

    @cached_property
    def invitations(self) -> list[AnyInvitation]:
        """Everyone with a chair, each with `here` and `ready`."""
        invitations = reads.at(self.meeting, "invitations")
        here = dict(reads.at(self.meeting, "attendance"))  # the last word counts
        ready = {invitation for (invitation,) in reads.at(self.meeting, "prepared")}
        for invitation in invitations:
            invitation.here = here.get(invitation.pk, True)
            invitation.ready = invitation.pk in ready
        name_shortly(invitations)
        return invitations

    @cached_property
    def contributions(self) -> list[AnyContribution]:
        """Every sentence that stands, in the order it was said."""
        contributions = reads.at(self.meeting, "contributions")
        self._seat(contributions)
        return contributions

    @cached_property
    def approvals(self) -> list[Any]:
        return reads.at(self.meeting, "approvals")

    @cached_property
    def passages(self) -> list[AnyPassage]:
        return reads.at(self.meeting, "passages")

    @cached_property
    def goals(self) -> list[Goal]:
        """The goals people work towards, each with `watched` signs and what was seen.

        A meeting that has ended keeps those it left behind, whatever became of them later, and in
        the words it left them in.
        """
        if self.meeting.case_id is None:
            return []
        goals = Goal.objects.filter(case=self.meeting.case_id)
        if not self.meeting.has_ended:
            return list(goals.current().with_signs())
        then = self.meeting.end.at
        stood = list(goals.standing_at(then).with_signs(at=then))
        say_as_then(then, [*stood, *(sign for goal in stood for sign in goal.watched)])
        return stood

    @cached_property
    def goals_ended(self) -> list[GoalEnd]:
        """The goals that were reached or let go while the table sat."""
        if self.meeting.case_id is None or not self.passages:
            return []
        ends = GoalEnd.objects.filter(case=self.meeting.case_id, at__gte=self.passages[0].at)
        if self.meeting.has_ended:
            ends = ends.filter(at__lte=self.meeting.end.at)
        return list(ends.select_related("goal").order_by("at", "id"))

    @cached_property
    def agreed(self) -> list[Any]:
        """What was promised and wished for at this meeting, as it was said there."""
        agreed = reads.at(self.meeting, "agreed")
        if self.meeting.has_ended and self.meeting.case_id is not None:
            say_as_then(self.meeting.end.at, [noted.task for noted in agreed])
        self._seat(agreed)
        return agreed

    @cached_property
    def earlier(self) -> list[Any]:
        """Promises from before this meeting that have not been answered for."""
        return list(self.book.open_tasks(self.meeting))

    @cached_property
    def reviews(self) -> list[Any]:
        """What became of earlier promises, as the table said it."""
        said = self._of("Review")
        return list(said.select_related("task").order_by("at", "id"))

    @cached_property
    def marks(self) -> dict[tuple[str, str], list[Any]]:
        """By step and item what voices answered, as far as this reader may see it."""
        marks = defaultdict(list)
        for mark in self._of("Mark").select_related("voice").order_by("at", "id"):
            marks[mark.step, mark.item].append(mark)
        self._seat([mark for given in marks.values() for mark in given])
        return dict(marks)

    @cached_property
    def answered(self) -> dict[str, set[Any]]:
        """By step the keys of the voices that have answered."""
        answered = defaultdict(set)
        for step, voice in self._of("Answered").values_list("step", "voice"):
            answered[step].add(voice)
        return dict(answered)

    @cached_property
    def summaries(self) -> dict[tuple[str, str], Any]:
        """By step and item what is kept where nobody's own answer is."""
        return {(summary.step, summary.item): summary for summary in self._of("Summary")}

    @cached_property
    def consents(self) -> list[Any]:
        """The consents that stand today about the child of this case."""
        return list(consents_for(self.case_meeting.case))

    @cached_property
    def methods_held(self) -> list[str]:
        """The methods of the meetings of this case or forum that were held and have ended."""
        ended = self.book.Meeting.objects.filter(**self.meeting.owner).ended()
        return list(ended.values_list("method", flat=True))

    @cached_property
    def meetings_before(self) -> list[Any]:
        """The keys of the meetings of this case or forum before this one."""
        held = self.book.Meeting.objects.filter(**self.meeting.owner)
        earlier = held.filter(starts_at__lt=self.meeting.starts_at)
        return list(earlier.values_list("pk", flat=True))

    @cached_property
    def earlier_rounds(self) -> list[Any]:
        """What was kept at meetings before this one with the same instrument, the latest first."""
        meeting = self.meeting
        if not meeting.instrument:
            return []
        kept = self.book.Summary.objects.filter(
            **meeting.owner,
            meeting__instrument=meeting.instrument,
            meeting__starts_at__lt=meeting.starts_at,
        )
        return list(kept.order_by("-meeting__starts_at", "meeting_id", "item"))

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        """By step what the table has chosen, in the order it was."""
        choices = defaultdict(list)
        for choice in self._of("Choice").standing():
            choices[choice.step].append(choice.item)
        return dict(choices)

    def statements_for(self, account: Account) -> list[Statement]:
        """What the child has said here that this account may read, in the order it was said."""
        said = Statement.objects.filter(meeting=self.case_meeting).standing().visible_to(account)
        return list(said.select_related("case__person").prefetch_related("tellings__account"))

    @cached_property
    def told_to_all(self) -> list[Statement]:
        """What the child has said, at any meeting, and lets everyone here know."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT told_to_all(%s)", [self.meeting.pk])
            (told,) = cursor.fetchone()
        return list(Statement.objects.standing().filter(pk__in=told).select_related("meeting"))

    @cached_property
    def adults_have_seen(self) -> bool:
        """Whether the adults' own wheels lie at this case, as far as the reader reaches (S-38)."""
        return Seen.objects.filter(case=self.case_meeting.case_id).exists()

    @cached_property
    def child_is_told(self) -> Any:
        """Who tells the child; None where nobody does, or where nothing is about a child."""
        return self._last_about_the_child("child is told")

    @cached_property
    def coherence(self) -> Any:
        """What the table said of how it hangs together, or None."""
        return self._last_about_the_child("coherence")

    @cached_property
    def continuation(self) -> AnyContinuation | None:
        return next(iter(reads.at(self.meeting, "continuation")), None)

    @cached_property
    def next_host(self) -> Any:
        """Whose turn it is to host next time; None where nobody hosts."""
        return self.book.next_host(self.meeting)

    @cached_property
    def agreement(self) -> AgreementHere:
        """The forum's agreement, and what this gathering makes of it."""
        return agreement_at(self)

    @cached_property
    def course(self) -> Running:
        """How far the table has come, for whoever asks no guard: those need the whole board."""
        return Running(self.method, Board(steps=steps_of(self.method, self.passages)))

    @cached_property
    def running(self) -> Running:
        """The method running on this board."""
        return Running(self.method, board_of(self))

    def _of(self, noun: str) -> Any:
        """The rows of one of the book's tables at this meeting."""
        return getattr(self.book, noun).objects.filter(meeting=self.meeting)

    def _last_about_the_child(self, part: str) -> Any:
        if self.meeting.case_id is None:
            return None
        return next(iter(reads.at(self.meeting, part)), None)

    def _seat(self, rows: Sequence[Any]) -> None:
        """Give each row the chair the table knows, with its short name."""
        chairs = {chair.pk: chair for chair in self.invitations}
        for row in rows:
            row.voice = chairs.get(row.voice_id, row.voice)

    def voice(self, key: object) -> AnyInvitation | None:
        """The chair with that id, or None."""
        return next((chair for chair in self.invitations if str(chair.pk) == str(key)), None)

    def words_in(self, step: str) -> dict[str, list[AnyContribution]]:
        """The words of a step by column, without those that wait."""
        columns: dict[str, list[AnyContribution]] = defaultdict(list)
        for contribution in self.contributions:
            if contribution.step == step and contribution.parked_at is None:
                columns[contribution.column].append(contribution)
        return columns

    def parked_for(self, step: str) -> list[AnyContribution]:
        """What waits for a step and has not been settled."""
        return [
            contribution
            for contribution in self.contributions
            if contribution.step == step
            and contribution.parked_at is not None
            and not hasattr(contribution, "settlement")
        ]

    def promises(self) -> list[Any]:
        """What was promised here, wishes with a yes among them."""
        return [noted.task for noted in self.agreed if _is_promise(noted.task)]


def sit(meeting: AnyMeeting) -> Sitting:
    """Read a meeting. Raises LookupError where its method's file is gone."""
    return Sitting(meeting, catalogue().method(meeting.method))


def running_of(meeting: AnyMeeting) -> Running:
    """The method running on a meeting's board, for an action to ask."""
    return sit(meeting).running


def _is_promise(task: Any) -> bool:
    if not task.wish:
        return True
    answer = getattr(task, "answer", None)
    return answer is not None and bool(answer.accepted)
