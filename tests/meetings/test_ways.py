"""How to meet: the usual ways at once, the others one click away, those that wait last."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.gatherings.team import LEADS
from tests.gatherings.team import call as call_team
from tests.meetings.table import call
from tovholder.catalogue import catalogue
from tovholder.catalogue.municipality import Municipality
from tovholder.meetings.ways import Way, in_order

FOLD = re.compile(
    r'<details class="ds-details"( open)?><summary>Andre måder at mødes på', re.DOTALL
)


def page_of(gathering: Gathering, address: str = "", name: str = "social-worker") -> str:
    client = Client()
    client.force_login(gathering.account(name))
    answer = client.get(address or f"/cases/{gathering.case.pk}/meetings/new/")
    assert answer.status_code == 200
    return answer.content.decode()


def shown(page: str) -> tuple[list[str], list[str]]:
    """The ways one sees, and those that are folded."""
    at_once, folded = FOLD.split(page)[0], FOLD.split(page)[-1]
    chosen = r'name="method" value="([^"]+)"'
    return re.findall(chosen, at_once), re.findall(chosen, folded)


@pytest.mark.django_db
def test_the_usual_ways_are_seen_and_the_others_are_one_click_away(gathering: Gathering) -> None:
    first, others = shown(page_of(gathering))
    assert first == ["five-steps@1", "follow-up@1", "network-meeting@1"]
    whole = {one.reference for one in catalogue().methods.values() if one.is_for_case}
    assert set(first) | set(others) == whole
    assert len(others) == len(whole) - 3


@pytest.mark.django_db
def test_what_the_case_met_in_before_comes_first(gathering: Gathering) -> None:
    call(gathering, "mother", "social-worker", method="family-group-conference@1")
    first, _others = shown(page_of(gathering))
    assert first == [
        "family-group-conference@1", "five-steps@1", "follow-up@1", "network-meeting@1",
    ]  # fmt: skip


@pytest.mark.django_db
def test_those_that_wait_come_last_and_say_why(gathering: Gathering) -> None:
    page = page_of(gathering)
    _first, others = shown(page)
    assert set(others[-2:]) == {"coordination-meeting@1", "coordination-workshop@1"}
    assert "Forberedelse med familien" in page[page.index(others[-2]) :]


def test_one_that_waits_is_never_first_however_usual() -> None:
    methods = catalogue().methods
    names = ("five-steps@1", "follow-up@1", "family-group-conference@1", "child-interview@1")
    ways = [Way(methods["network-meeting@1"], ["Vent."]), *(Way(methods[name]) for name in names)]
    found = in_order(ways, used=["network-meeting@1"])
    assert [way.method.id for way in found.first] == ["five-steps", "follow-up"]
    assert found.others[-1].method.id == "network-meeting"


def test_few_ways_are_not_folded() -> None:
    methods = catalogue().methods
    ways = [Way(methods[name]) for name in ("five-steps@1", "follow-up@1", "child-interview@1")]
    found = in_order(ways, used=[])
    assert [way.method.id for way in found.first] == ["five-steps", "follow-up", "child-interview"]
    assert found.others == []


@pytest.mark.django_db
def test_the_municipality_says_what_is_usual(
    gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = Municipality(usual=("child-interview",))
    monkeypatch.setattr(catalogue(), "municipality", theirs)
    assert shown(page_of(gathering))[0] == ["child-interview@1"]


@pytest.mark.django_db
def test_a_folded_way_that_was_chosen_is_shown_again(gathering: Gathering) -> None:
    client = Client()
    client.force_login(gathering.account("social-worker"))
    address = f"/cases/{gathering.case.pk}/meetings/new/"
    page = client.post(address, {"method": "family-group-conference@1"}).content.decode()
    found = FOLD.search(page)
    assert found
    assert found[1] == " open"
    untouched = FOLD.search(client.get(address).content.decode())
    assert untouched
    assert not untouched[1]


@pytest.mark.django_db
def test_a_team_sees_its_own_usual_ways_first(gathering: Gathering) -> None:
    team = call_team(gathering, method="guess-profession@1")
    page = page_of(gathering, f"/fora/{team.forum.pk}/gatherings/new/", LEADS)
    first, others = shown(page)
    assert first == ["guess-profession@1", "collaboration-meeting@1"]
    assert "supervision@1" in others


@pytest.mark.django_db
def test_the_page_asks_as_often_after_many_meetings(gathering: Gathering) -> None:
    counted = []
    for _round in range(2):
        call(gathering, "mother", "social-worker", method="follow-up@1")
        with CaptureQueriesContext(connection) as captured:
            page_of(gathering)
        counted.append(len(captured))
    assert counted[0] == counted[1]
