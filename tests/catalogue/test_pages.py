"""The catalogue's pages, in three languages, for anyone."""

import pytest
from django.test import Client

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
