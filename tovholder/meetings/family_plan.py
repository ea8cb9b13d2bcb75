"""The family plan: where we want to be, the way there, who does what; on one page (S-32).

Goals and agreements are the one plan the case has. The way is what stands in a column called `way`
at the latest meeting with the family that wrote in one, whatever its method.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.cases.models import Case
from tovholder.catalogue.methods import Method
from tovholder.plans.models import Task
from tovholder.plans.plan import Plan, ShownTask, plan_of
from tovholder.plans.rules import by_day
from tovholder.ui.dates import day_text
from tovholder.ui.paper import pdf

from .models import Contribution, Meeting
from .table.sides import Company

WAY = "way"


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    """What stands side by side; `found_at` is the meeting that wrote the way, where one has."""

    plan: Plan
    way: Sequence[str]
    found_at: Meeting | None

    @property
    def agreements(self) -> Sequence[tuple[str, Sequence[ShownTask]]]:
        """What each does, the nearest day first; two of the same name stand apart."""
        by_owner: dict[tuple[int | None, str], list[ShownTask]] = {}
        for shown in self.plan.tasks:
            owner = (shown.task.owner_account_id, shown.task.owner_name)
            by_owner.setdefault(owner, []).append(shown)
        return [(name, tasks) for (_account, name), tasks in by_owner.items()]

    @property
    def is_empty(self) -> bool:
        return not (self.plan.goals or self.way or self.plan.tasks or self.plan.wishes)


def family_plan_of(case: Case) -> FamilyPlan:
    """Read the family plan of an opened case: one question more than its plan."""
    words = list(
        Contribution.objects.standing()
        .filter(case=case, column=WAY, parked_at=None, meeting__company=Company.FAMILY)
        .select_related("meeting")
        .order_by("-meeting__starts_at", "meeting", "written_at", "pk")
    )
    latest = [*takewhile(lambda word: word.meeting == words[0].meeting, words)]
    return FamilyPlan(
        plan=plan_of(case),
        way=[word.text for word in latest],
        found_at=latest[0].meeting if latest else None,
    )


def has_a_way(method: Method) -> bool:
    """Whether meetings by this method write the middle of a family plan."""
    with_family = method.company == "family"
    return with_family and any(WAY in step.columns for step in method.steps)


def family_plan_on_paper(case: Case, told: FamilyPlan) -> bytes:
    """The same on one sheet lying down, to take home: what its page says to this reader."""
    child, today = case.person.given_name, day_text(timezone.localdate(), year=True)
    coordinator = case.door.coordinator
    ask = _("Questions? Ask %(name)s, who coordinates.")
    heading = _("Family plan for %(name)s and the family") % {"name": child}
    return pdf(
        "meetings/family_plan",
        {
            "heading": heading,
            "day": _("As it stands on %(day)s.") % {"day": today},
            "ask": ask % {"name": coordinator.name} if coordinator else "",
            "columns": [_goals(told), _way(told), _agreements(told)],
            "foot": _("Printed by %(name)s on %(day)s, as %(name)s may read it.")
            % {"name": case.door.account.name, "day": today},
        },
        title=f"{heading}, {today}",
        language=get_language() or "en",
    )


def _goals(told: FamilyPlan) -> dict[str, Any]:
    return {
        "title": _("Goals"),
        "asks": _("Where do we want to be?"),
        "parts": [
            _part(
                shown.goal.text, [_point(one.sign.text, one.sign.watchers) for one in shown.signs]
            )
            for shown in told.plan.goals
        ],
        "empty": _("No goal is set yet."),
    }


def _way(told: FamilyPlan) -> dict[str, Any]:
    return {
        "title": _("The way there"),
        "asks": _("What comes first, and what after that?"),
        "parts": [_part("", [_point(words) for words in told.way])] if told.way else [],
        "empty": _("Nothing is written about the way yet."),
    }


def _agreements(told: FamilyPlan) -> dict[str, Any]:
    waits = _("A wish of the family, not answered yet")
    agreed = [
        _part(name, [_task(one.task, _when(one.task)) for one in tasks])
        for name, tasks in told.agreements
    ]
    wished = [_part(one.task.owner_name, [_task(one.task, waits)]) for one in told.plan.wishes]
    return {
        "title": _("Agreements"),
        "asks": _("Who does what?"),
        "parts": agreed + wished,
        "empty": _("Nothing is promised yet."),
    }


def _part(title: str, points: Sequence[dict[str, str]]) -> dict[str, Any]:
    return {"title": title, "points": points}


def _point(said: str, beside: str = "") -> dict[str, str]:
    return {"said": said, "beside": beside}


def _task(task: Task, when: str) -> dict[str, str]:
    company = task.together_with and _("together with %(names)s") % {"names": task.together_with}
    return _point(task.text, " · ".join(filter(None, (company, when))))


def _when(task: Task) -> str:
    return by_day(task.due, lasts=task.contact)
