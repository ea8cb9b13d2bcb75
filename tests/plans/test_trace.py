"""Every page of the plan seen and every deed done there is on record, without its words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.cast import Gathering, gather
from tests.plans.agreed import agree, in_days, watch
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.demo.actions import settle
from tovholder.plans import actions as plans


@pytest.fixture
def kept(own_database: str) -> Gathering:
    """The case in a database of its own, so that what is committed can be read by the owner."""
    return gather(settle())


@pytest.fixture
def record(own_database: str, kept: Gathering) -> Iterator[Any]:
    """Ask the trace as the owner."""
    with postgres.connect(own_database) as connection:
        yield lambda asked: connection.execute(asked).fetchall()


def test_a_plan_seen_is_one_look_with_its_area(kept: Gathering, record: Any) -> None:
    teacher = kept.account("teacher")
    client = Client()
    client.force_login(teacher)
    assert client.get(f"/cases/{kept.case.pk}/plan/").status_code == 200
    assert record("SELECT account, cases, areas, page FROM audit_look") == [
        (teacher.pk, [kept.case.pk], ["plan"], "plans:plan")
    ]


def test_every_deed_is_traced_with_the_case_and_without_words(kept: Gathering, record: Any) -> None:
    teacher, mother = kept.account("teacher"), kept.account("mother")
    agreed, again = agree(kept), agree(kept)
    watch(kept, agreed.child_sign, "seen")
    with acting(mother):
        wished = plans.wish(case=kept.case, text="Ring fredag", of=teacher, by=mother)
        taken = plans.wish(case=kept.case, text="Ring mandag", of=teacher, by=mother)
        plans.take_back(task=taken, because="Fredag rækker", by=mother)
        plans.comment(case=kept.case, text="Tak", by=mother)
        plans.keep(task=agreed.mothers_task, by=mother)
    with acting(teacher):
        plans.answer_wish(task=wished, accepted=True, due=in_days(3), by=teacher)
        plans.could_not(task=again.teachers_task, because="Sygdom", by=teacher)
        plans.no_longer_needed(task=again.mothers_task, because="Gjort", by=teacher)
        task = agreed.teachers_task
        plans.edit_task(task=task, version=1, text="Grupper", due=in_days(2), by=teacher)
        plans.edit_sign(sign=agreed.child_sign, version=1, text="Spørger", by=teacher)
        plans.edit_goal(goal=agreed.goal, version=1, text="Med i legen", by=teacher)
        plans.drop_sign(sign=agreed.around_sign, because="Altid", by=teacher)
        plans.reach_goal(goal=agreed.goal, by=teacher)
        plans.let_go(goal=again.goal, because="Nok", by=teacher)
    deeds = record("SELECT verb, \"case\", detail::text FROM audit_deed WHERE verb LIKE 'plans.%'")
    assert {verb for verb, _, _ in deeds} == {
        "plans.add_goal",
        "plans.edit_goal",
        "plans.end_goal",
        "plans.add_sign",
        "plans.edit_sign",
        "plans.drop_sign",
        "plans.observe",
        "plans.promise",
        "plans.edit_task",
        "plans.end_task",
        "plans.wish",
        "plans.answer_wish",
        "plans.comment",
    }
    assert {case for _, case, _ in deeds} == {kept.case.pk}
    written = " ".join(detail for _, _, detail in deeds)
    assert not re.search("Ring|Tak|Sygdom|legen|Spørger|Altid|Nok|seen", written)
