"""What a consent is refused for: each rule at its edge, and in its own words."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.consent.rules import (
    GENERAL,
    HEALTH,
    LONGEST,
    domain_of,
    is_of_age,
    may_consent_for,
    refusal_of_form,
    refusal_of_givers,
    refusal_to_consent,
    refusal_to_stand_on,
)
from tovholder.people.models import Person, Relation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def in_words(gathering: Gathering, *givers: str, days: float = 30) -> str | None:
    people = gathering.town.persons
    with acting(gathering.account("social-worker")):
        return refusal_to_consent(
            person=people["child"], givers=[people[name] for name in givers],
            until=timezone.now() + timedelta(days=days), kind="consent", domain=GENERAL,
        )  # fmt: skip


def test_where_nobody_says_yes_there_is_no_consent(gathering: Gathering) -> None:
    assert "a parent with custody" in (in_words(gathering) or "")
    assert in_words(gathering, "mother") is None


def test_a_yes_of_one_who_decides_does_not_carry_one_who_does_not(gathering: Gathering) -> None:
    assert "a parent with custody" in (in_words(gathering, "mother", "father") or "")


def test_what_has_passed_and_what_lasts_too_long_are_refused_in_their_own_words(
    gathering: Gathering,
) -> None:
    assert "has not passed" in (in_words(gathering, "mother", days=-1) or "")
    assert "at most a year" in (in_words(gathering, "mother", days=LONGEST.days + 1) or "")
    assert in_words(gathering, "mother", days=LONGEST.days - 0.5) is None


def test_for_the_adult_only_the_adult_says_yes(gathering: Gathering) -> None:
    mother, father = (gathering.town.persons[name] for name in ("mother", "father"))
    said = refusal_of_givers(person=mother, givers=[father], kind="consent", domain=GENERAL)
    assert said == f"{mother.name} is old enough to consent to this alone."


def test_whose_birth_nobody_knows_is_no_adult(gathering: Gathering) -> None:
    with acting(gathering.account("social-worker")):
        child = Person.objects.get(pk=gathering.case.person_id)
        child.birth_date = None
        assert not is_of_age(child)
        assert may_consent_for(child) == [gathering.town.persons["mother"]]
    assert is_of_age(gathering.town.persons["mother"])
    assert not is_of_age(gathering.town.persons["child"])


def test_where_two_decide_the_yes_of_one_is_enough_unless_the_rule_says_all(
    gathering: Gathering,
) -> None:
    mother, father = (gathering.town.persons[name] for name in ("mother", "father"))
    with acting(gathering.account("social-worker")):
        Relation.objects.filter(relative=father, person=gathering.case.person).update(custody=True)
        assert set(may_consent_for(gathering.case.person)) == {mother, father}
    assert in_words(gathering, "mother") is None
    assert in_words(gathering, "father") is None


@pytest.mark.parametrize(
    ("form", "reason", "witness", "refused"),
    [
        ("oral", "Ringede", "Sofie", None),
        ("oral", " ", "Sofie", "Say why"),
        ("oral", "Ringede", " ", "Say who heard"),
        ("written", "", "Sofie", None),
        ("written", "", "", "Say who heard"),
        ("signed_in", "", "", None),
    ],
)
def test_a_form_asks_for_its_reason_and_its_witness(
    form: str, reason: str, witness: str, refused: str | None
) -> None:
    said = refusal_of_form(form=form, oral_reason=reason, witness=witness)
    assert said is None if refused is None else refused in (said or "")


def test_only_those_at_work_in_health_care_make_it_about_health(gathering: Gathering) -> None:
    visitor, mother = gathering.account("health-visitor"), gathering.account("mother")
    assert domain_of([mother]) == GENERAL
    assert domain_of([visitor, mother]) == HEALTH  # the family receives nothing here
    visitor.professional.profession = "no longer in the catalogue"
    assert domain_of([visitor]) == GENERAL


def test_a_rule_told_for_knowledge_opens_no_case() -> None:
    rules = catalogue().legal_bases.values()
    seatless = [rule for rule in rules if not rule.carries_a_seat]
    assert seatless
    for rule in seatless:
        assert "gives nobody access" in (refusal_to_stand_on(rule.id) or "")
    assert refusal_to_stand_on("consent") is None
    assert refusal_to_stand_on("not in the catalogue") is None
