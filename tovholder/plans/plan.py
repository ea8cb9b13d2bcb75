"""The whole plan of a case as its page shows it, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tovholder.cases.access import Door, Right
from tovholder.cases.models import Case
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.sign_line import sign_line
from tovholder.ui.dates import day_text

from .effect import Effect, counting, effect, of_goal
from .models import Comment, Goal, GoalEnd, Observation, Sign, Task
from .rules import has_sign_around, lateness, missing_in, nearness

LATEST = 12
"""How many ended promises the page lists; the history holds them all."""


@dataclass(frozen=True, slots=True)
class ShownSign:
    """A sign, where it is going, and the last words about it."""

    sign: Sign
    effect: Effect
    observations: Sequence[Observation]
    last: str
    note: Observation | None

    @property
    def picture(self) -> Drawing:
        """The sign over time, drawn when a page asks for it."""
        return sign_line(self.sign.text, self.observations)


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A promise with what may be said about it now."""

    task: Task
    when: str
    late: str | None
    mine: bool
    may_answer: bool
    comments: Sequence[Comment]


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """A goal with everything under it."""

    goal: Goal
    effect: Effect
    signs: Sequence[ShownSign]
    is_mixed: bool
    missing: Sequence[str]
    tasks: Sequence[ShownTask]
    comments: Sequence[Comment]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything people agreed on for one child."""

    goals: Sequence[ShownGoal]
    loose_tasks: Sequence[ShownTask]
    wishes: Sequence[ShownTask]
    ended_goals: Sequence[Goal]
    ended_tasks: Sequence[Task]
    declined: Sequence[Task]
    comments: Sequence[Comment]

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.loose_tasks or self.wishes or self.ended_goals)

    @property
    def is_reached(self) -> bool:
        """Whether no goal is left to work for and at least one was reached (S-31)."""
        ends = [goal.end.outcome for goal in self.ended_goals]
        return not self.goals and GoalEnd.Outcome.REACHED in ends

    @property
    def contact(self) -> Task | None:
        """Who is the family's contact, the one who stays longest (S-35)."""
        named = [one.task for one in self.tasks if one.task.contact and not one.late]
        return named[-1] if named else None

    @property
    def tasks(self) -> list[ShownTask]:
        """Every open promise, the nearest day first."""
        found = [task for goal in self.goals for task in goal.tasks]
        return sorted([*found, *self.loose_tasks], key=_by_day)


def plan_of(case: Case) -> Plan:
    """Read the plan of an opened case, for the one who opened it."""
    goals = list(Goal.objects.of(case).current().with_signs())
    beside, beside_task = _comments(case)
    tasks, wishes = _tasks(case, beside_task)
    known = {goal.pk for goal in goals}
    around = any(has_sign_around(goal.watched) for goal in goals)
    return Plan(
        goals=[
            _shown_goal(goal, tasks[goal.pk], beside[goal.pk], around_elsewhere=around)
            for goal in goals
        ],
        loose_tasks=[task for key, group in tasks.items() if key not in known for task in group],
        wishes=wishes,
        ended_goals=list(Goal.objects.of(case).ended()),
        ended_tasks=list(Task.objects.of(case).ended()[:LATEST]),
        declined=list(Task.objects.of(case).declined().select_related("answer")[:LATEST]),
        comments=beside[None],
    )


def shown_sign(sign: Sign, today: date) -> ShownSign:
    """A sign that carries `seen_over_time`, ready to be drawn."""
    observations = counting(sign.seen_over_time)
    last = observations[-1] if observations else None
    notes = [observation for observation in observations if observation.note]
    return ShownSign(
        sign=sign,
        effect=effect(observations),
        observations=observations,
        last=_last_words(last, today) if last else "",
        note=notes[-1] if notes else None,
    )


def _shown_goal(
    goal: Goal,
    tasks: Sequence[ShownTask],
    comments: Sequence[Comment],
    *,
    around_elsewhere: bool,
) -> ShownGoal:
    today = timezone.localdate()
    signs = [shown_sign(sign, today) for sign in goal.watched]
    return ShownGoal(
        goal=goal,
        effect=of_goal(sign.effect for sign in signs),
        signs=signs,
        is_mixed=len({sign.effect.direction for sign in signs}) > 1,
        missing=missing_in(goal.watched, around_elsewhere=around_elsewhere),
        tasks=tasks,
        comments=comments,
    )


def _tasks(
    case: Case, comments: dict[UUID, list[Comment]]
) -> tuple[dict[UUID | None, list[ShownTask]], list[ShownTask]]:
    """Open promises by goal, and the wishes that wait for an answer."""
    door: Door = case.door
    today = timezone.localdate()
    may_plan = door.may(Right.PLAN)
    by_goal: dict[UUID | None, list[ShownTask]] = defaultdict(list)
    wishes = []
    waiting = Task.objects.of(case).waiting().select_related("answer", "owner_person")
    for task in waiting.in_order():
        own = task.is_of(door.account)
        shown = ShownTask(
            task=task,
            when=nearness(task.due, today, lasts=task.contact),
            late=lateness(task.due, today, lasts=task.contact),
            mine=own,
            may_answer=own or may_plan,
            comments=comments[task.pk],
        )
        if task.wish and not getattr(task, "answer", None):
            wishes.append(shown)
        else:
            by_goal[task.goal_id].append(shown)
    return by_goal, wishes


def _comments(
    case: Case,
) -> tuple[dict[UUID | None, list[Comment]], dict[UUID, list[Comment]]]:
    """Comments by goal (None: beside the whole plan), and by task."""
    of_goals: dict[UUID | None, list[Comment]] = defaultdict(list)
    of_tasks: dict[UUID, list[Comment]] = defaultdict(list)
    for comment in Comment.objects.of(case).in_order():
        if comment.task_id:
            of_tasks[comment.task_id].append(comment)
        else:
            of_goals[comment.goal_id].append(comment)
    return of_goals, of_tasks


def _last_words(last: Observation, today: date) -> str:
    if last.on == today:
        day = pgettext("in the middle of a sentence", "today")
    elif last.on == today - timedelta(days=1):
        day = pgettext("in the middle of a sentence", "yesterday")
    else:
        day = day_text(last.on)
    return _("Last looked for %(day)s by %(name)s: %(seen)s.") % {
        "day": day,
        "name": last.author,
        "seen": last.get_seen_display().lower(),
    }


def _by_day(shown: ShownTask) -> date:
    return shown.task.due or date.max
