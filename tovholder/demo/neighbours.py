"""Thirty other children and two, so that every list has life."""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Seat
from tovholder.consent.actions import record_basis
from tovholder.organisation.models import Account
from tovholder.people import actions as people
from tovholder.plans import actions as plans

from .days import within
from .town import Town

# What was seen week by week, the oldest first.
TRENDS = {
    "better": ("not_seen", "not_seen", "partly", "seen", "partly", "seen"),
    "mixed": ("not_seen", "partly", "not_seen", "partly", "seen", "not_seen"),
    "worse": ("partly", "partly", "not_seen", "not_seen", "not_seen"),
    "early": ("not_seen",),
}
WORKERS = ("social-worker-2", "social-worker", "social-worker-2")
TEACHERS = {"aaskolen": ("teacher-2", "teacher"), "engskolen": ("teacher-3", "pedagogue-2")}


def read() -> tuple[list[dict[str, Any]], dict[str, dict[str, str]]]:
    """The children and the themes of the file beside this one."""
    with (Path(__file__).parent / "neighbours.toml").open("rb") as file:
        content = tomllib.load(file)
    return content["child"], content["theme"]


def play(town: Town, *, part: slice, until_today: int, workers: Sequence[str] = WORKERS) -> None:
    """Open the cases of some of them, so many days before the demonstration begins.

    What they promise falls due around that day.
    """
    children, themes = read()
    for number, child in list(enumerate(children))[part]:
        worker = town.accounts[workers[number % len(workers)]]
        teachers = TEACHERS[child["school"]]
        teacher = town.accounts[teachers[number % len(teachers)]]
        case = _open(town, child, worker=worker, teacher=teacher)
        _plan(case, themes[child["theme"]], child["trend"], worker=worker, teacher=teacher,
              due_in=until_today - 4)  # fmt: skip


def _open(town: Town, child: dict[str, Any], *, worker: Account, teacher: Account) -> Case:
    given, family = child["name"]
    with acting(worker):
        person = people.register(
            given_name=given,
            family_name=family,
            birth_date=child["born"],
            unit=town.units[child["school"]],
            group=child["group"],
            by=worker,
        )
        case_id = cases.open_for(
            person_id=person.pk, holder=worker, by=worker, basis_kind=town.work_basis,
            purpose="Hjælp til barnet og familien",
        )  # fmt: skip
        case = Case.objects.get(pk=case_id)
        basis = record_basis(
            person=person, kind=town.work_basis, purpose="Barnets lærer", by=worker
        )
        cases.give_seat(
            case=case, account=teacher, basis=basis, role=Seat.Role.PROFESSIONAL, by=worker
        )
        handover = cases.ask_to_coordinate(case=case, to=worker, by=worker)
        cases.answer_handover(handover=handover, accepted=True, by=worker)
    return case


def _plan(
    case: Case,
    theme: dict[str, str],
    trend: str,
    *,
    worker: Account,
    teacher: Account,
    due_in: int,
) -> None:
    with acting(worker):
        goal = plans.add_goal(case=case, text=theme["goal"], need=theme["need"], by=worker)
        signs = [
            plans.add_sign(
                goal=goal, text=theme[text], watchers=theme["watchers"], about=about, by=worker
            )
            for text, about in (("sign", "child"), ("around", "surroundings"))
        ]
    for account, text in ((worker, theme["worker"]), (teacher, theme["teacher"])):
        with acting(account):
            plans.promise(
                case=case, text=text, owner=account, goal=goal, by=account,
                due=timezone.localdate() + within(due_in + len(text) % 40),
            )  # fmt: skip
    with acting(teacher):
        for sign in signs:
            for seen, on in _weeks(TRENDS[trend], timezone.localdate()):
                plans.observe(sign=sign, seen=seen, on=on, by=teacher)


def _weeks(seen: Iterable[str], today: date) -> Iterable[tuple[str, date]]:
    """One observation a week, the last one three days ago."""
    weeks = list(seen)
    for weeks_ago, what in zip(range(len(weeks) - 1, -1, -1), weeks, strict=True):
        yield what, today + within(-3 - 7 * weeks_ago)
