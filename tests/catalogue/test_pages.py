"""The catalogue's pages, in three languages, for anyone."""

import pytest
from django.test import Client

from tests.cast import Town
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import SORTS


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_every_item_is_a_page(client: Client, language: str) -> None:
    for sort in SORTS:
        for item in catalogue().shelf(sort.folder).values():
            answer = client.get(
                f"/catalogue/{sort.folder}/{item.reference}/",
                headers={"accept-language": language},
            )
            assert answer.status_code == 200
            assert item.words(language).title in answer.content.decode().replace("&#x27;", "'")


@pytest.mark.django_db
def test_what_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/catalogue/methods/six-steps@1/").status_code == 404
    assert client.get("/catalogue/recipes/cake/").status_code == 404


@pytest.mark.django_db
def test_an_unverified_rule_says_so(client: Client) -> None:
    page = client.get(
        "/catalogue/legal-bases/one-time-exchange/", headers={"accept-language": "en"}
    )
    assert "has not been checked yet" in page.content.decode()


@pytest.mark.django_db
def test_only_the_administrator_reads_what_is_set_aside(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue(), "set_aside", ["/srv/ours/methods/odd@1: no words"])
    assert "/srv/ours" not in client.get("/catalogue/").content.decode()
    client.force_login(town.accounts["teacher"])
    assert "/srv/ours" not in client.get("/catalogue/").content.decode()
    client.force_login(town.accounts["admin"])
    assert "/srv/ours" in client.get("/catalogue/").content.decode()
    assert "/srv/ours" in client.get("/administration/").content.decode()


@pytest.mark.django_db
def test_titles_stand_in_the_order_of_the_alphabet(client: Client) -> None:
    page = client.get("/catalogue/", headers={"accept-language": "da"}).content.decode()
    assert page.index(">Leder<") < page.index(">Lærer<") < page.index(">Psykolog<")
    assert page.index(">Psykolog<") < page.index(">Pædagog<")


@pytest.mark.django_db
def test_a_step_tells_what_opens_it_and_how_strictly(client: Client) -> None:
    page = client.get("/catalogue/methods/five-steps@1/", headers={"accept-language": "en"})
    told = page.content.decode()
    assert "from the family and at least 2 professions" in told
    assert "whoever leads can open the step with one tap" in told
    assert "someone tells the child, by a day" in told


@pytest.mark.django_db
def test_coverage_says_what_is_left(client: Client) -> None:
    told = client.get("/catalogue/coverage/", headers={"accept-language": "da"}).content.decode()
    assert "Mangler endnu:" in told
    assert "ikke endnu" in told
    assert 'href="/triage/"' in told
