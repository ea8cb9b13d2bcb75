"""What the case page shows of the plan, in four small reads whatever the number of goals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import ngettext

from tovholder.audit.prepared import Reading
from tovholder.cases.models import Case
from tovholder.organisation.models import Account

from .effect import Effect, counting, effect, of_goal
from .models import Goal, Observation, Sign, Task
from .rules import lateness, nearness

COLUMNS = (
    "pk",
    "text",
    "owner_name",
    "owner_account_id",
    "due",
    "goal_id",
    "wish",
    "answer__accepted",
    "contact",
)


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign: its words, who sees it, and where it is going."""

    id: UUID
    text: str
    watchers: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One promise: what, who, and by when, said as people say it."""

    id: UUID
    text: str
    owner: str
    due: date | None
    when: str
    late: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal with its signs, its direction and its nearest promise."""

    id: UUID
    text: str
    signs: tuple[SignLine, ...]
    effect: Effect
    next_task: TaskLine | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long people have worked towards a goal, those that have ended too."""

    text: str
    set_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The plan on the case page."""

    goals: tuple[GoalLine, ...]
    tasks: tuple[TaskLine, ...]
    wishes: tuple[TaskLine, ...]
    course: tuple[Stretch, ...] = ()

    @property
    def late(self) -> int:
        """How many promises should have been kept before today."""
        return sum(1 for task in self.tasks if task.late)

    @property
    def late_sentence(self) -> str:
        """A sentence about what is late; empty when nothing is."""
        if not self.late:
            return ""
        return ngettext("%(late)d promise is late.", "%(late)d promises are late.", self.late) % {
            "late": self.late
        }


@dataclass(frozen=True, slots=True)
class _Seen:
    on: date
    by_id: int
    seen: str


# The panel's four reads, compiled once (audit/prepared.py).
_goals = Reading(
    lambda case_id: (
        Goal.objects.filter(case=case_id)
        .order_by("position", "set_at", "pk")
        .values_list("pk", "text", "set_at", "end__at")
    ),
    case_id=UUID,
)
_observations = Reading(
    lambda case_id: (
        Observation.objects.filter(case=case_id)
        .in_order()
        .values_list("sign_id", "on", "by_id", "seen")
    ),
    case_id=UUID,
)
_watched = Reading(
    lambda case_id: (
        Sign.objects.filter(case=case_id).watched().values_list("pk", "goal_id", "text", "watchers")
    ),
    case_id=UUID,
)
_waiting = Reading(
    lambda case_id: Task.objects.filter(case=case_id).waiting().in_order().values_list(*COLUMNS),
    case_id=UUID,
)


def overview(case: Case, account: Account) -> Overview:
    """Read the plan of an opened case for its panel."""
    signs = _signs(case)
    tasks, wishes, of_goals = _tasks(case, account)
    goals = _goals(case_id=case.pk)
    return Overview(
        goals=tuple(
            GoalLine(
                id=pk,
                text=text,
                signs=tuple(signs[pk]),
                effect=of_goal(sign.effect for sign in signs[pk]),
                next_task=of_goals.get(pk),
            )
            for pk, text, _set_at, ended_at in goals
            if ended_at is None
        ),
        tasks=tuple(tasks),
        wishes=tuple(wishes),
        course=tuple(Stretch(*goal[1:]) for goal in goals),
    )


def _signs(case: Case) -> dict[UUID, list[SignLine]]:
    seen: dict[UUID, list[_Seen]] = defaultdict(list)
    for sign, on, by, what in _observations(case_id=case.pk):
        seen[sign].append(_Seen(on, by, what))
    lines: dict[UUID, list[SignLine]] = defaultdict(list)
    for pk, goal, text, watchers in _watched(case_id=case.pk):
        lines[goal].append(SignLine(pk, text, watchers, effect(counting(seen[pk]))))
    return lines


def _tasks(
    case: Case, account: Account
) -> tuple[list[TaskLine], list[TaskLine], dict[UUID, TaskLine]]:
    """Open promises, wishes without an answer, and the nearest promise of each goal."""
    today = timezone.localdate()
    tasks: list[TaskLine] = []
    wishes: list[TaskLine] = []
    nearest: dict[UUID, TaskLine] = {}
    for pk, text, owner, owner_id, due, goal, wish, accepted, contact in _waiting(case_id=case.pk):
        line = TaskLine(
            id=pk,
            text=text,
            owner=owner,
            due=due,
            when=nearness(due, today, lasts=contact),
            late=lateness(due, today, lasts=contact),
            mine=owner_id == account.pk,
        )
        if wish and not accepted:
            wishes.append(line)
            continue
        tasks.append(line)
        nearest.setdefault(goal, line)
    return tasks, wishes, nearest
