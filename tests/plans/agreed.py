"""A plan for the cast's child, as people would have agreed on it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.plans import actions as plans
from tovholder.plans.models import Goal, Sign, Task


@dataclass
class Agreed:
    """One goal with its two signs and two promises."""

    goal: Goal
    child_sign: Sign
    around_sign: Sign
    teachers_task: Task
    mothers_task: Task


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def agree(gathering: Gathering, *, text: str = "Lars er med i legen") -> Agreed:
    """The social worker writes what was agreed; a week from now it is due."""
    case, worker = gathering.case, gathering.account("social-worker")
    with acting(worker):
        goal = plans.add_goal(case=case, text=text, need="En ven", by=worker)
        return Agreed(
            goal=goal,
            child_sign=plans.add_sign(
                goal=goal, text="Lars spørger, om han må være med", watchers="Læreren", by=worker
            ),
            around_sign=plans.add_sign(
                goal=goal,
                text="De andre henter ham",
                watchers="Læreren",
                about="surroundings",
                by=worker,
            ),
            teachers_task=plans.promise(
                case=case,
                text="Laver legegrupper",
                owner=gathering.account("teacher"),
                due=in_days(7),
                goal=goal,
                by=worker,
            ),
            mothers_task=plans.promise(
                case=case,
                text="Inviterer en klassekammerat",
                owner=gathering.account("mother"),
                due=in_days(7),
                by=worker,
            ),
        )


def watch(gathering: Gathering, sign: Sign, *seen: str, by: str = "teacher") -> None:
    """One observation a week, the last one today."""
    account = gathering.account(by)
    with acting(account):
        for weeks, what in enumerate(reversed(seen)):
            plans.observe(sign=sign, seen=what, on=in_days(-7 * weeks), by=account)
