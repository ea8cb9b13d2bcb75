"""The case page: one door, one look, every area the seat covers and nothing of the rest."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.shell.lives import live

pytestmark = pytest.mark.django_db


def test_everything_stands_on_one_page(client: Client, gathering: Gathering) -> None:
    live(gathering)
    client.force_login(gathering.account("teacher"))
    answer = client.get(f"/cases/{gathering.case.pk}/")
    page = answer.content.decode()
    for words in (
        "Lars er med i legen 0",
        "Han leger med to andre 0",
        "Ringe hjem på fredag 0",
        "lokale 12",
        "Sofie Holm",
    ):
        assert words in page


def test_one_look_lists_the_areas_shown(client: Client, gathering: Gathering) -> None:
    client.force_login(gathering.account("teacher"))
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/cases/{gathering.case.pk}/")
    looks = [query["sql"] for query in queries if "write_look" in query["sql"]]
    assert len(looks) == 1
    assert "meetings" in looks[0]
    assert "concern" not in looks[0].replace("concerns", "")


def test_a_hidden_case_and_a_missing_one_are_answered_alike(
    client: Client, gathering: Gathering
) -> None:
    for name in ("outsider", "leader", "admin", "father"):
        client.force_login(gathering.account(name))
        hidden = client.get(f"/cases/{gathering.case.pk}/")
        assert hidden.status_code == 404
        assert "Lars" not in hidden.content.decode()


@pytest.mark.parametrize("name", ["teacher", "social-worker", "mother"])
def test_the_page_asks_as_often_for_three_as_for_one(
    client: Client, gathering: Gathering, name: str
) -> None:
    counted = []
    live(gathering, times=1)
    client.force_login(gathering.account(name))
    client.get(f"/cases/{gathering.case.pk}/")
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/cases/{gathering.case.pk}/").status_code == 200
        counted.append(len(queries))
        live(gathering, times=2)
    assert counted[0] == counted[1]
    assert counted[0] <= 22
