"""Every page of a case shows the same tabs, with the current one marked."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.access.scene import Scene, set_scene
from tests.access.test_matrix import filled
from tests.cast import Gathering
from tests.guards.test_addresses import patterns
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat

pytestmark = pytest.mark.django_db

TABS = re.compile(r'<nav class="tabs" aria-label="Denne sag">(.*?)</nav>', re.DOTALL)
TAB = re.compile(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>')
LABELS = ["Overblik", "Plan", "Møder", "Netværk", "Hvem kan se"]


@pytest.fixture
def scene(gathering: Gathering) -> Scene:
    return set_scene(gathering)


def tabs(page: str) -> list[tuple[str, bool]]:
    """The words of the tabs, and which is current."""
    found = TABS.findall(page)
    assert len(found) == 1
    return [(label, bool(current)) for _url, current, label in TAB.findall(found[0])]


def test_every_page_of_a_case_has_them(scene: Scene) -> None:
    """All but the wall, which a whole room reads and nobody clicks."""
    client = Client()
    client.force_login(scene.account("social-worker"))
    seen = set()
    for path, entry in patterns(get_resolver()):
        kind = entry.callback.declares.partition(":")[0]
        if kind not in ("case", "meeting") or path.startswith("live/") or path.endswith("/wall/"):
            continue
        answer = client.get("/" + filled(path, scene.ids))
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue  # sent to, or a file to keep
        drawn = tabs(answer.content.decode())
        assert [label for label, _current in drawn] == LABELS, path
        current = [label for label, current in drawn if current]
        assert len(current) == 1, path
        seen.add((path.split("/")[0], current[0]))
    assert {label for _place, label in seen} == set(LABELS)
    assert ("meetings", "Møder") in seen


def test_only_what_the_access_covers_has_a_tab(scene: Scene) -> None:
    teacher, worker = scene.account("teacher"), scene.account("social-worker")
    case = scene.gathering.case
    with acting(worker):
        seat = Seat.objects.get(case=case, account=teacher)
        cases.end_seat(seat=seat, by=worker, reason="")
        cases.give_seat(
            case=case, account=teacher, basis=seat.basis, role="professional",
            areas=("overview",), by=worker,
        )  # fmt: skip
    client = Client()
    client.force_login(teacher)
    drawn = tabs(client.get(f"/cases/{case.pk}/").content.decode())
    assert drawn == [("Overblik", True), ("Netværk", False), ("Hvem kan se", False)]


def test_pages_outside_a_case_have_none(scene: Scene) -> None:
    client = Client()
    client.force_login(scene.account("social-worker"))
    for address in ("/", "/cases/", "/catalogue/"):
        assert not TABS.search(client.get(address).content.decode())


def test_they_are_drawn_without_a_question(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.force_login(scene.account("teacher"))
    address = f"/cases/{scene.gathering.case.pk}/people/"
    client.get(address)
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted.append(len(queries))
        monkeypatch.setattr("tovholder.shell.navigation.tabs_of", lambda _request: ())
    assert counted[0] == counted[1]
