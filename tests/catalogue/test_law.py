"""The law library: what each rule allows first, what it asks, when it holds, and whether it was
looked up (S-73)."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.cast import Town
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.catalogue import catalogue, vocabulary
from tovholder.consent.actions import record_basis
from tovholder.consent.models import Basis

RULES = catalogue().legal_bases
INFORMATION = [rule.id for rule in RULES.values() if rule.kind == "information"]


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_every_rule_allows_something_and_asks_something(language: str) -> None:
    for rule in RULES.values():
        assert language in rule.languages, rule.id
        words = rule.words(language)
        assert words["allows"].points, rule.id
        assert words["asks"].points, rule.id
        assert list(rule.sections())[:2] == ["allows", "asks"]


@pytest.mark.parametrize("country", sorted(vocabulary.COUNTRIES))
@pytest.mark.parametrize("kind", sorted(vocabulary.ANSWERED))
def test_a_rule_to_be_answered_by_tells_what_is_left_out_and_how_one_complains(
    country: str, kind: str
) -> None:
    rules = [one for one in RULES.values() if (one.country, one.kind) == (country, kind)]
    assert rules
    for words in (rule.words(language) for rule in rules for language in vocabulary.LANGUAGES):
        assert words["left-out"].points
        assert words["complain"].text


def test_every_opening_is_somebodys() -> None:
    assert {rule.opens for rule in RULES.values()} == set(vocabulary.OPENINGS)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", INFORMATION)
def test_nobody_stands_on_what_is_only_worth_knowing(town: Town, kind: str) -> None:
    worker, child = town.accounts["social-worker"], town.persons["child"]
    with acting(worker):
        with pytest.raises(ValidationError):
            cases.open_for(
                person_id=child.pk, holder=worker, basis_kind=kind, purpose="Arbejde", by=worker
            )
        with pytest.raises(ValidationError):
            record_basis(person=child, kind=kind, purpose="Arbejde", by=worker)
        assert not Basis.objects.filter(kind=kind).exists()


@pytest.mark.django_db
def test_a_page_tells_what_it_allows_before_what_it_asks(client: Client) -> None:
    told = client.get("/catalogue/legal-bases/plans/", headers={"accept-language": "en"})
    page = told.content.decode()
    assert page.index("What it makes possible") < page.index("What it asks")
    assert "1 January 2024" in page or "Jan. 1, 2024" in page
    assert "opens no case" in page
