"""Two people at the same text in the same moment: one is written, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.cast import Gathering, gather
from tests.plans.agreed import agree
from tovholder.audit.context import acting
from tovholder.demo.actions import settle
from tovholder.organisation.models import Account
from tovholder.plans import actions as plans
from tovholder.plans.conflict import Conflict
from tovholder.plans.models import Goal, Revision, TaskEnd

AT_ONCE = 4


@pytest.fixture
def gathering(own_database: str) -> Gathering:
    return gather(settle())


def all_at_once(act: Callable[[Account, int], object], account: Account) -> list[object]:
    """What each of them got: what was done, or the refusal."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> object:
        try:
            with acting(account):
                start.wait()
                return act(account, number)
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(one, range(AT_ONCE)))


def test_one_edit_wins_and_the_others_see_its_words(gathering: Gathering) -> None:
    agreed = agree(gathering)
    teacher = gathering.account("teacher")

    def edit(account: Account, number: int) -> object:
        goal = Goal.objects.get(pk=agreed.goal.pk)
        return plans.edit_goal(goal=goal, version=1, text=f"Tekst {number}", by=account)

    got = all_at_once(edit, teacher)
    won = [one for one in got if isinstance(one, Goal)]
    told = [one for one in got if isinstance(one, Conflict)]
    assert (len(won), len(told)) == (1, AT_ONCE - 1)
    assert {conflict.theirs["text"] for conflict in told} == {won[0].text}
    with acting(teacher):
        assert Revision.objects.filter(goal=agreed.goal).count() == 2


def test_a_promise_is_answered_for_once(gathering: Gathering) -> None:
    agreed = agree(gathering)
    teacher = gathering.account("teacher")
    got = all_at_once(lambda by, _: plans.keep(task=agreed.teachers_task, by=by), teacher)
    assert sum(isinstance(one, TaskEnd) for one in got) == 1
    assert sum(isinstance(one, ValidationError) for one in got) == AT_ONCE - 1
