"""The case page: one door, one look, every area the seat covers and nothing of the rest."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.concerns.letters import NAME, agree, match_lars, write
from tests.shell.lives import live
from tovholder.audit.context import acting
from tovholder.cases.actions import give_seat
from tovholder.cases.models import Case, Seat
from tovholder.concerns.actions.deciding import Words, send_on
from tovholder.concerns.at_case import beginnings
from tovholder.demo.town import Town

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


def sent_on(town: Town) -> uuid.UUID:
    """A concern that the triage has sent on to the social worker; answers the case."""
    concern = write(town)
    agree(town, concern)
    match_lars(town, concern)
    leader, worker = town.accounts["school-leader"], town.accounts["social-worker"]
    with acting(leader):
        decision = send_on(
            concern=concern,
            reason="Det kræver flere",
            taken_by=worker,
            taken_home=False,
            answer=Words("Sofie tager den videre."),
            after=0,
            by=leader,
        )
    return decision.case_id


def test_what_the_case_began_with_is_read_where_the_access_covers_it(
    client: Client, town: Town
) -> None:
    case_id = sent_on(town)
    client.force_login(town.accounts["social-worker"])
    page = client.get(f"/cases/{case_id}/").content.decode()
    assert "sidder alene i frikvarteret" in page
    assert f"<p>{NAME}</p>" not in page  # who it is about stands at the top of the page


def test_what_the_case_began_with_is_hidden_from_the_others(client: Client, town: Town) -> None:
    case_id = sent_on(town)
    worker, teacher = town.accounts["social-worker"], town.accounts["psychologist"]
    with acting(worker):
        case = Case.objects.get(pk=case_id)
        basis = Seat.objects.get(case=case, account=worker).basis
        give_seat(
            case=case, account=teacher, basis=basis, role="professional",
            areas=["overview", "plan"], by=worker,
        )  # fmt: skip
    client.force_login(teacher)
    page = client.get(f"/cases/{case_id}/").content.decode()
    assert "sidder alene i frikvarteret" not in page
    for account in (teacher, town.accounts["outsider"]):
        with acting(account):
            assert beginnings(case_id) == []
    with acting(worker):
        assert len(beginnings(case_id)) == 1
