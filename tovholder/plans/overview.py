"""What the case page shows of the plan, in four small reads whatever the number of goals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import ngettext

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
class Overview:
    """The plan on the case page."""

    goals: tuple[GoalLine, ...]
    tasks: tuple[TaskLine, ...]
    wishes: tuple[TaskLine, ...]

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


def overview(case: Case, account: Account) -> Overview:
    """Read the plan of an opened case for its panel."""
    signs = _signs(case)
    tasks, wishes, of_goals = _tasks(case, account)
    goals = Goal.objects.of(case).current().values_list("pk", "text")
    return Overview(
        goals=tuple(
            GoalLine(
                id=pk,
                text=text,
                signs=tuple(signs[pk]),
                effect=of_goal(sign.effect for sign in signs[pk]),
                next_task=of_goals.get(pk),
            )
            for pk, text in goals
        ),
        tasks=tuple(tasks),
        wishes=tuple(wishes),
    )


def _signs(case: Case) -> dict[UUID, list[SignLine]]:
    seen: dict[UUID, list[_Seen]] = defaultdict(list)
    observations = Observation.objects.of(case).in_order()
    for sign, on, by, what in observations.values_list("sign_id", "on", "by_id", "seen"):
        seen[sign].append(_Seen(on, by, what))
    lines: dict[UUID, list[SignLine]] = defaultdict(list)
    watched = Sign.objects.of(case).watched().values_list("pk", "goal_id", "text", "watchers")
    for pk, goal, text, watchers in watched:
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
    rows = Task.objects.of(case).waiting().in_order().values_list(*COLUMNS)
    for pk, text, owner, owner_id, due, goal, wish, accepted in rows:
        line = TaskLine(
            id=pk,
            text=text,
            owner=owner,
            due=due,
            when=nearness(due, today),
            late=lateness(due, today),
            mine=owner_id == account.pk,
        )
        if wish and not accepted:
            wishes.append(line)
            continue
        tasks.append(line)
        nearest.setdefault(goal, line)
    return tasks, wishes, nearest
