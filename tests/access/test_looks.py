"""Every page with something personal on it leaves a look; where none can be written, none is shown.

Both are asked of every address the house has, by what its answers hold and not by what it is for.
"""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from psycopg import Connection

from tests.access.scene import SECRETS, Scene, set_scene
from tests.access.test_matrix import STREAM, addresses, filled
from tests.cast import gather, settle
from tests.counting import Proved
from tests.crawl import signed_in
from tests.proof import sample
from tovholder import postgres
from tovholder.postgres.databases import SUPERUSER

# Between them they may read something at every kind of address.
READERS = ("social-worker", "mother", "school-leader", "teacher", "psychologist")
# What colleagues say to one another of their own work, and the name of a team, is about no child.
OF_NO_CHILD = {"hemmeligt-team", "hemmelig-erfaring", "hemmelig-tvivl", "hemmeligt-udfald"}
WORDS = [one for one in SECRETS if one.startswith("hemmelig") and one not in OF_NO_CHILD]
BROKEN = """
CREATE FUNCTION no_look() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trace is broken'; END $$;
CREATE TRIGGER no_look BEFORE INSERT ON audit_look FOR EACH ROW EXECUTE FUNCTION no_look();
ALTER TABLE audit_look ENABLE ALWAYS TRIGGER no_look;
"""


@pytest.fixture
def scene(own_database: str) -> Scene:
    return set_scene(gather(settle()))


def personal(answer: HttpResponse) -> bool:
    """Whether somebody's words stand in an answer, or a file that is made of them."""
    if answer.headers.get("Content-Type", "").startswith(("application/pdf", "image/")):
        return answer.status_code == 200
    return any(one in answer.content.decode(errors="replace") for one in WORDS)


def shown(scene: Scene, name: str, client: Client | None = None) -> list[tuple[str, HttpResponse]]:
    """Every address somebody reads, with what came."""
    reader = client or signed_in(scene.account(name))
    reader.raise_request_exception = False
    return [
        (path, reader.get(filled(path, scene.ids)))
        for path, view, declares in addresses()
        # The catalogue's own papers are for everybody and about nobody.
        if view != STREAM and declares not in ("open", "secret")
    ]


def test_every_page_with_something_personal_leaves_a_look(
    own_database: str, scene: Scene, proved: Proved
) -> None:
    found, silent = 0, []
    with postgres.connect(own_database, SUPERUSER) as counter:
        for name in sample(READERS, 2):
            reader = signed_in(scene.account(name))
            for path, view, declares in addresses():
                if view == STREAM or declares in ("open", "secret"):
                    continue
                before = looks(counter)
                if personal(reader.get(filled(path, scene.ids))):
                    found += 1
                    silent += [f"{name} at {path}"] if looks(counter) == before else []
    assert silent == [], silent
    assert found > 30
    proved("Pages with personal data that leave a look", pages=found, without=0)


def test_where_no_look_can_be_written_nothing_is_shown(
    own_database: str, scene: Scene, proved: Proved
) -> None:
    with postgres.connect(own_database, SUPERUSER) as breaker:
        breaker.execute(BROKEN)
    asked = 0
    for name in sample(READERS, 2):
        told = [path for path, answer in shown(scene, name) if personal(answer)]
        assert told == [], name
        asked += 1
    proved("Pages shown though the trace is broken", readers=asked, shown=0)


def test_a_page_without_its_look_is_seen(
    own_database: str, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof has teeth: where the door forgets to write, the page is among those found."""
    monkeypatch.setattr("tovholder.cases.access.look", lambda **_told: None)
    with postgres.connect(own_database, SUPERUSER) as counter:
        reader, before = signed_in(scene.account("teacher")), looks(counter)
        answer = reader.get(f"/cases/{scene.ids['case_id']}/plan/")
        assert personal(answer)
        assert looks(counter) == before


def looks(counter: Connection[Any]) -> int:
    row = counter.execute("SELECT count(*) FROM audit_look WHERE NOT refused").fetchone()
    return int(row[0])
