"""How far a family has come: read from meetings, consents and the plan, told by a file (S-34)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tests.meetings.test_coordination_model import COLLEAGUES, FAMILY
from tests.plans.agreed import agree
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, read_into
from tovholder.catalogue.vocabulary import PATHWAY_FACTS
from tovholder.consent import actions as consent
from tovholder.meetings import actions
from tovholder.meetings.models import MeetingEnd
from tovholder.meetings.pathways import FACTS

pytestmark = pytest.mark.django_db

STATE = re.compile(r'data-state="(\w+)"')
CASE = "coordination-model"


def address(gathering: Gathering, pathway: str = CASE) -> str:
    return reverse("meetings:pathway", args=[gathering.case.pk, pathway])


def page(gathering: Gathering, url: str, name: str = "mother") -> str:
    client = Client()
    client.force_login(gathering.account(name))
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def states(gathering: Gathering) -> list[str]:
    return STATE.findall(page(gathering, address(gathering)))


def held(gathering: Gathering, method: str, *names: str, days: int = 7) -> Table:
    table = call(gathering, *names, method=method, days=days)
    end(table)
    return table


def promised(table: Table, step: str) -> None:
    table.go_to(step)
    worker = table.account("social-worker")
    with acting(worker):
        actions.promise(
            meeting=table.meeting, step=step, text="Ringer hver mandag", due=in_days(40),
            voice=table.voice("social-worker"), by=worker,
        )  # fmt: skip


def end(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        MeetingEnd.objects.create(case_id=table.meeting.case_id, meeting=table.meeting, by=worker)


def test_phase_by_phase(gathering: Gathering) -> None:
    first = call(gathering, *FAMILY, method="coordination-preparation@1")
    assert states(gathering) == ["done", "now", "waits", "waits", "waits"]
    end(first)
    assert states(gathering) == ["done", "done", "now", "waits", "waits"]
    held(gathering, "coordination-workshop@1", *COLLEAGUES, days=9)
    assert states(gathering) == ["done"] * 3 + ["now", "waits"]
    table = call(gathering, method="coordination-meeting@1", days=20)
    promised(table, "agreements")
    end(table)
    assert states(gathering) == ["done"] * 3 + ["now", "waits"]
    agree(gathering)
    assert states(gathering) == ["done"] * 4 + ["now"]
    held(gathering, "follow-up@1", days=50)
    assert states(gathering) == ["done"] * 5
    assert "Alle faser er gået igennem." in page(gathering, address(gathering))


def test_a_consent_taken_back_and_a_workshop_left_out_are_told(gathering: Gathering) -> None:
    held(gathering, "coordination-preparation@1", *FAMILY)
    held(gathering, "coordination-meeting@1", days=20)
    assert states(gathering) == ["done", "done", "missing", "now", "waits"]
    worker = gathering.account("social-worker")
    with acting(worker):
        consent.withdraw(basis=gathering.consent, by=worker, reason="Mor vil tænke over det")
    assert states(gathering)[1] == "missing"
    assert "ikke noget samtykke" in page(gathering, address(gathering))


def test_the_case_says_where_the_family_is_and_who_has_the_next_step(gathering: Gathering) -> None:
    case, worker = gathering.case.get_absolute_url(), gathering.account("social-worker")
    assert "Koordinationsmodellen" not in page(gathering, case)
    call(gathering, *FAMILY, method="coordination-preparation@1")
    for name in ("mother", "social-worker", "teacher"):
        told = page(gathering, case, name)
        assert address(gathering) in told
        assert "Nu: fase 2 af 5, Vi forbereder os med familien." in told
        assert f"{worker.name} har det næste skridt." in told


def test_another_family_has_no_such_page(gathering: Gathering) -> None:
    client = Client()
    client.force_login(gathering.account("mother"))
    assert client.get(address(gathering)).status_code == 404
    call(gathering, *FAMILY, method="coordination-preparation@1")
    assert client.get(address(gathering)).status_code == 200
    assert client.get(address(gathering, "another")).status_code == 404
    for stranger in ("father", "outsider", "leader", "admin"):
        client.force_login(gathering.account(stranger))
        assert client.get(address(gathering)).status_code == 404


def test_a_meeting_from_before_does_not_count(gathering: Gathering) -> None:
    held(gathering, "follow-up@1", days=2)
    call(gathering, *FAMILY, method="coordination-preparation@1")
    assert states(gathering)[-1] == "waits"


def test_it_costs_the_same_however_many_meetings(gathering: Gathering) -> None:
    client, counts = Client(), []
    client.force_login(gathering.account("mother"))
    for days in (7, 30):
        held(gathering, "coordination-preparation@1", *FAMILY, days=days)
        held(gathering, "coordination-meeting@1", days=days + 1)
        client.get(address(gathering))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(gathering))
            client.get(gathering.case.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_every_fact_a_file_may_name_is_known_here() -> None:
    assert set(FACTS) == set(PATHWAY_FACTS)


OWN = """
begins = ["network-meeting"]
[[phase]]
id = "talk"
asks = [{ fact = "meeting-held", methods = ["network-meeting@1"] }, { fact = "goals-have-signs" }]
[[phase]]
id = "after"
asks = [{ fact = "meeting-held", methods = ["follow-up"] }]
"""


def written(folder: Path, table: str = OWN) -> Catalogue:
    """A municipality's folder with a pathway of its own, read beside ours."""
    place = folder / "pathways" / "our-way"
    place.mkdir(parents=True, exist_ok=True)
    (place / "pathway.toml").write_text(table, encoding="utf-8")
    words = "# Vores vej\n## talk: Vi taler\nEn gang.\n## after: Vi ser efter\nEn gang til.\n"
    (place / "da.md").write_text(words, encoding="utf-8")
    own = Catalogue()
    assert list(read_into(own, folder)) == []
    return own


@pytest.fixture
def our_way(tmp_path: Path) -> Iterator[None]:
    catalogue().pathways.update(written(tmp_path).pathways)
    yield
    del catalogue().pathways["our-way"]


@pytest.mark.usefixtures("our_way")
def test_a_municipality_writes_its_own_with_a_file(gathering: Gathering) -> None:
    held(gathering, "network-meeting@1")
    told = page(gathering, address(gathering, "our-way"))
    assert "Nu: fase 1 af 2, Vi taler." in told
    agree(gathering)
    assert "Nu: fase 2 af 2, Vi ser efter." in page(gathering, address(gathering, "our-way"))
    shown = Client().get(reverse("catalogue:item", args=["pathways", "our-way"]))
    assert "Færdig, når mødet er holdt: “Opfølgning" in shown.content.decode()


@pytest.mark.parametrize(
    ("old", "wrong", "told"),
    [
        ('begins = ["network-meeting"]', "", "begins"),
        ("goals-have-signs", "everybody-happy", "everybody-happy"),
        (', methods = ["follow-up"]', "", "methods"),
        ('id = "after"', 'id = "talk"', "id of its own"),
        ('"goals-have-signs"', '"goals-have-signs", methods = ["x"]', "no meeting"),
    ],
)
def test_a_faulty_file_says_where(tmp_path: Path, old: str, wrong: str, told: str) -> None:
    written(tmp_path)
    table = tmp_path / "pathways" / "our-way" / "pathway.toml"
    table.write_text(OWN.replace(old, wrong), encoding="utf-8")
    faults = [str(fault) for fault in read_into(Catalogue(), tmp_path)]
    assert len(faults) == 1
    assert told in faults[0]
