"""A plan with three goals costs no more queries than a plan with one."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.plans.agreed import agree, watch
from tovholder.audit.context import acting
from tovholder.cases.access import Door
from tovholder.plans import actions as plans
from tovholder.plans.models import Goal
from tovholder.plans.overview import overview

pytestmark = pytest.mark.django_db


def with_goals(gathering: Gathering, number: int) -> None:
    worker = gathering.account("social-worker")
    for count in range(number):
        agreed = agree(gathering, text=f"Mål {count}")
        watch(gathering, agreed.child_sign, "not_seen", "partly", "seen", "seen")
        with acting(worker):
            plans.comment(case=gathering.case, text="Ja", goal=agreed.goal, by=worker)
            plans.comment(case=gathering.case, text="Nej", task=agreed.teachers_task, by=worker)
            ended = agree(gathering, text=f"Nået {count}")
            plans.keep(task=ended.mothers_task, by=worker)
            plans.reach_goal(goal=ended.goal, by=worker)


def cost(act: Callable[[], object]) -> int:
    act()  # what is remembered between requests is remembered now
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


@pytest.mark.parametrize("page", ["plan/", "plan/print/", "plan/history/"])
def test_pages_of_the_plan(gathering: Gathering, client: Client, page: str) -> None:
    client.force_login(gathering.account("social-worker"))
    address = f"/cases/{gathering.case.pk}/{page}"
    counts = []
    for goals in (1, 2):
        with_goals(gathering, goals)
        counts.append(cost(lambda: client.get(address)))
    assert counts[0] == counts[1]


def test_overview_reads_four_times(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    gathering.case.door = Door(teacher, (), frozenset(), frozenset(), None, ())
    for goals in (1, 2):
        with_goals(gathering, goals)
        with acting(teacher), CaptureQueriesContext(connection) as captured:
            told = overview(gathering.case, teacher)
        assert len(captured) == 4
    assert [goal.text for goal in told.goals] == ["Mål 0", "Mål 0", "Mål 1"]


def test_goals_with_signs(gathering: Gathering) -> None:
    for goals in (1, 2):
        with_goals(gathering, goals)
        with acting(gathering.account("teacher")), CaptureQueriesContext(connection) as captured:
            found = list(Goal.objects.of(gathering.case).current().with_signs())
            assert all(sign.seen_over_time is not None for goal in found for sign in goal.watched)
        assert len(captured) == 3
