"""Registering people: what is refused, and what a refusal does not tell."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.organisation.models import Forum, Membership
from tovholder.people.actions import find_pupils, register
from tovholder.people.models import Person
from tovholder.people.national import read_national_id

pytestmark = pytest.mark.django_db


def test_a_number_known_already_is_refused_without_saying_so(gathering: Gathering) -> None:
    worker = gathering.account("outsider")
    with acting(worker), pytest.raises(ValidationError) as refusal:
        register(
            given_name="En", family_name="Anden", birth_date=None, by=worker,
            national_id=read_national_id("0505159995", "cpr"),
        )  # fmt: skip
    assert "nummer" not in refusal.value.messages[0]


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(1890, 1, 1), date(2190, 1, 1)])
def test_no_living_person_has_this_birth_date(gathering: Gathering, day: date) -> None:
    worker = gathering.account("social-worker")
    with acting(worker), pytest.raises(ValidationError):
        register(given_name="En", family_name="Anden", birth_date=day, by=worker)


def test_only_people_at_work_register_people(gathering: Gathering) -> None:
    mother = gathering.account("mother")
    with acting(mother), pytest.raises(DatabaseError), transaction.atomic():
        register(given_name="En", family_name="Anden", birth_date=None, by=mother)


def test_the_one_who_registers_cannot_read_back(gathering: Gathering) -> None:
    outsider = gathering.account("outsider")
    with acting(outsider):
        register(given_name="En", family_name="Anden", birth_date=None, by=outsider)
        assert not Person.objects.exists()


def test_pupils_are_found_by_the_leader_of_their_schools_forum_alone(
    gathering: Gathering,
) -> None:
    school = gathering.town.units["aaskolen"]
    finders = {"school-leader": ["Lars Test Berggren"], "teacher": [], "school-leader-2": []}
    for name, names in finders.items():
        account = gathering.account(name)
        with acting(account):
            assert [pupil.name for pupil in find_pupils(school, "lars", by=account)] == names


def test_whoever_leads_a_team_that_holds_nothing_finds_nobody(gathering: Gathering) -> None:
    school, teacher = gathering.town.units["aaskolen"], gathering.account("teacher")
    for holds_cases, names in ((False, []), (True, ["Lars Test Berggren"])):
        forum = Forum.objects.create(
            kind="network", name="Netværk", unit=school, holds_cases=holds_cases
        )
        Membership.objects.create(forum=forum, account=teacher, chair=True)
        with acting(teacher):
            assert [pupil.name for pupil in find_pupils(school, "lars", by=teacher)] == names


def test_searching_has_a_limit(gathering: Gathering) -> None:
    leader = gathering.account("school-leader")
    school = gathering.town.units["aaskolen"]
    with acting(leader):
        for _search in range(60):
            find_pupils(school, "lars", by=leader)
        with pytest.raises(ValidationError):
            find_pupils(school, "lars", by=leader)
        for text in ("", "   ", "x" * 101):
            with pytest.raises(ValidationError):
                find_pupils(school, text, by=leader)


def test_age_turns_on_the_birthday() -> None:
    child = Person(given_name="A", family_name="B", birth_date=date(2016, 2, 29))
    assert child.age_on(date(2027, 2, 28)) == 10
    assert child.age_on(date(2027, 3, 1)) == 11
    assert Person(given_name="A", family_name="B").age_on(date(2027, 1, 1)) is None
    newborn = Person(given_name="A", family_name="B", birth_date=date(2026, 5, 1))
    assert newborn.age_on(date(2026, 5, 1) + timedelta(days=1)) == 0
