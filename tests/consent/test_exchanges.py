"""How often people may talk about a child without consent, and who counts it (S-44)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from tests.cast import Gathering
from tests.concerns.letters import match_lars, write
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.concerns import actions
from tovholder.consent.actions import use_exchange
from tovholder.people.actions import Pupil

pytestmark = pytest.mark.django_db
KIND = "one-time-exchange"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def rule_says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Change what the rule of today says, for one test."""

    def say(valid_to: date | None = None, **parameters: Any) -> None:
        rule = catalogue().legal_basis(KIND)
        told = MappingProxyType({**rule.parameters, **parameters})
        changed = replace(rule, parameters=told, valid_to=valid_to)
        monkeypatch.setitem(catalogue().legal_bases, KIND, changed)

    return say


def use(gathering: Gathering, reason: str = "", **more: Any) -> int:
    """The health visitor, who holds a seat at the child's case, records one."""
    visitor, child = gathering.account("health-visitor"), gathering.case.person_id
    with acting(visitor), transaction.atomic():
        return use_exchange(person_id=child, kind=KIND, by=visitor, reason=reason, **more)


def test_a_rule_without_extra_meetings_allows_one_whatever_the_reason(
    gathering: Gathering, rule_says: Callable[..., None]
) -> None:
    rule_says(extra_meetings_in_special_cases=0)
    assert use(gathering) == 1
    with pytest.raises(ValidationError, match="allows no more"):
        use(gathering, "Nyt er sket")


def test_a_rule_that_allows_three_is_held_at_two(
    gathering: Gathering, rule_says: Callable[..., None]
) -> None:
    rule_says(extra_meetings_in_special_cases=5)
    assert [use(gathering), use(gathering, "Nyt er sket")] == [1, 2]
    with pytest.raises(ValidationError, match="and once more"):
        use(gathering, "Mere er sket")
    visitor, child = gathering.account("health-visitor"), gathering.case.person_id
    with acting(visitor), connection.cursor() as cursor:
        cursor.execute("SELECT use_exchange(%s::uuid, %s, 'x', 9)", [child, KIND])
        assert cursor.fetchone()[0] is None


def test_nobody_uses_a_rule_that_no_longer_holds(
    gathering: Gathering, rule_says: Callable[..., None]
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    rule_says(valid_to=yesterday)
    with pytest.raises(ValidationError, match="does not hold today"):
        use(gathering)
    # What took place while it held is counted by it, if somebody corrects it later.
    assert use(gathering, on=yesterday) == 1


def test_only_who_works_with_the_child_uses_its_exchanges(gathering: Gathering) -> None:
    child = gathering.case.person_id
    for name in ("outsider", "school-leader", "leader", "mother"):
        account = gathering.account(name)
        refused = pytest.raises((ValidationError, DatabaseError), match=r"you are at|at work")
        with acting(account), refused, transaction.atomic():
            use_exchange(person_id=child, kind=KIND, by=account)
    assert use(gathering) == 1


def test_a_leader_with_a_concern_about_the_child_uses_it_until_another_is_meant(
    gathering: Gathering,
) -> None:
    town, leader = gathering.town, gathering.account("school-leader")
    concern = write(town)
    match_lars(town, concern)
    with acting(leader):
        other = Pupil(town.persons["father"].pk, "Another", None, "")
        actions.match(concern=concern, pupil=other, by=leader)
        with pytest.raises(ValidationError, match="you are at"):
            use_exchange(person_id=gathering.case.person_id, kind=KIND, by=leader)
        assert use_exchange(person_id=other.id, kind=KIND, by=leader) == 1
