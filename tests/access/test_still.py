"""An open page asks whether it may still be seen: truly answered, cheaply, and telling nothing.

Every page of the house is asked about, for everyone in the cast, as the matrix walks them.
"""

import re
import uuid
from dataclasses import replace
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.access.scene import Scene, set_scene
from tests.access.test_matrix import addresses, filled
from tests.cast import Gathering
from tests.counting import Proved
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.concerns import actions as concerns
from tovholder.concerns.models import Question
from tovholder.organisation.models import Account, Membership
from tovholder.shell.still import Seen

# One of each kind the doors know.
READERS = ("teacher", "school-leader", "psychologist", "social-worker", "admin", "mother")
SEAL = re.compile(r'data-seen="([^"]+)"')


@pytest.fixture
def scene(gathering: Gathering) -> Scene:
    return set_scene(gathering)


def reader(scene: Scene, name: str) -> Client:
    client = Client()
    client.force_login(scene.account(name))
    return client


def seal_of(client: Client, path: str) -> str:
    """What the page at this address would ask with; empty where it is no page."""
    answer = client.get(path)
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return ""
    found = SEAL.search(answer.content.decode())
    return unescape(found[1]) if found else ""


def asked(client: Client, seal: str) -> int:
    return client.get("/still/", headers={"Seen": seal}).status_code


def end_seat(scene: Scene, name: str) -> None:
    worker = scene.account("social-worker")
    with acting(worker):
        for seat in Seat.objects.filter(case=scene.gathering.case, account=scene.account(name)):
            cases.end_seat(seat=seat, by=worker, reason="Slut")


def case_of(scene: Scene) -> str:
    return f"/cases/{scene.gathering.case.pk}/"


@pytest.mark.django_db
def test_no_page_denies_itself(scene: Scene, proved: Proved) -> None:
    """Given any page anyone is shown, when it asks at once, then all of it may stay."""
    pages = 0
    for name in READERS:
        client = reader(scene, name)
        for path, view, _declares in addresses():
            seal = "" if view == "live" else seal_of(client, filled(path, scene.ids))
            if seal:
                pages += 1
                assert asked(client, seal) == 204, f"{name} at {path}"
    assert pages > 150, pages
    proved("Open pages that ask again", pages=pages, denied=0)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "plan/", "people/", "plan/print/"])
def test_a_closed_seat_is_told_as_nothing(scene: Scene, page: str) -> None:
    teacher = reader(scene, "teacher")
    seal = seal_of(teacher, case_of(scene) + page)
    end_seat(scene, "teacher")
    closed = teacher.get("/still/", headers={"Seen": seal})
    nothing = teacher.get("/still/", headers={"Seen": "no seal of ours"})
    assert closed.status_code == nothing.status_code == 404
    assert closed.content == nothing.content == b""


@pytest.mark.django_db
def test_a_board_and_a_list_are_told_too(scene: Scene) -> None:
    teacher, outsider = reader(scene, "teacher"), reader(scene, "outsider")
    board = seal_of(teacher, f"/meetings/{scene.ids['meeting_id']}/board/story/")
    day, rows = seal_of(teacher, "/"), seal_of(teacher, "/cases/")
    nobody = seal_of(outsider, "/")
    end_seat(scene, "teacher")
    assert [asked(teacher, seal) for seal in (board, rows)] == [404, 404]
    assert asked(teacher, day) in (205, 404)  # what waits for her may be a concern of her own
    assert asked(outsider, nobody) == 204


@pytest.mark.django_db
def test_a_narrower_seat_shows_the_page_anew(scene: Scene) -> None:
    """Given two seats, when the one that opens the plan ends, then not all of it may stay."""
    teacher = reader(scene, "teacher")
    whole = Seen.unsealed(seal_of(teacher, case_of(scene)))
    assert whole is not None
    wider = replace(whole, areas=(*whole.areas, "concern"))
    assert asked(teacher, wider.sealed()) == 205


@pytest.mark.django_db
def test_who_leaves_the_team_loses_its_queue_and_its_concerns(scene: Scene) -> None:
    """Given a queue with a concern the author has told more about, and a member who reads it."""
    teacher = scene.account("teacher")
    with acting(teacher):
        question = Question.objects.get(pk=scene.ids["question_id"])
        concerns.reply(question=question, text="I august.", by=teacher)
    psychologist = reader(scene, "psychologist")
    queue = seal_of(psychologist, "/triage/")
    concern = seal_of(psychologist, f"/triage/{scene.ids['concern_id']}/")
    assert Seen.unsealed(queue).ids == Seen.unsealed(concern).ids != ()
    Membership.objects.filter(account=scene.account("psychologist")).delete()
    assert [asked(psychologist, seal) for seal in (queue, concern)] == [404, 404]


@pytest.mark.django_db
def test_a_page_of_someone_else_or_of_nobody_now_is_not_answered(scene: Scene) -> None:
    teacher, mother = reader(scene, "teacher"), reader(scene, "mother")
    seal = seal_of(teacher, case_of(scene))
    assert asked(mother, seal) == 401
    assert Client().get("/still/", headers={"Seen": seal}).status_code == 302
    Account.objects.filter(username="teacher").update(is_active=False)
    assert asked(teacher, seal) == 302


@pytest.mark.django_db
def test_nobody_can_ask_about_what_they_have_not_seen(scene: Scene) -> None:
    """A seal changed by one sign is none, and a true one of our own making finds no stranger in."""
    outsider, account = reader(scene, "outsider"), scene.account("outsider")
    seal = seal_of(outsider, "/")
    assert asked(outsider, seal[:-1] + ("A" if seal[-1] != "A" else "B")) == 404
    for hidden in (scene.gathering.case.pk, uuid.uuid4()):
        made = Seen(account.pk, "case:VIEW:overview", (hidden,), ("overview",), "").sealed()
        assert asked(outsider, made) == 404


@pytest.mark.django_db
def test_a_part_fetched_later_is_asked_about_too(scene: Scene) -> None:
    """Given a list that showed a case only once it was searched, then the search counts."""
    teacher = reader(scene, "teacher")
    nothing = seal_of(teacher, "/me/")
    found = teacher.post("/cases/", {"find": "Lars"})["Location"]
    part = teacher.get(found, headers={"HX-Request": "true"})
    assert Seen.unsealed(part["Seen"]).ids == (scene.gathering.case.pk,)
    assert asked(teacher, f"{nothing} {part['Seen']}") == 204
    end_seat(scene, "teacher")
    assert asked(teacher, nothing) == 204
    assert asked(teacher, f"{nothing} {part['Seen']}") == 205
    assert asked(teacher, f"{nothing} nonsense") == 404


@pytest.mark.django_db
def test_asking_writes_nothing_and_prolongs_nothing(scene: Scene) -> None:
    teacher = reader(scene, "teacher")
    seal = seal_of(teacher, case_of(scene))
    before = Session.objects.get(pk=teacher.cookies["session"].value).expire_date
    with CaptureQueriesContext(connection) as queries:
        answer = teacher.get("/still/", headers={"Seen": seal})
    assert answer.status_code == 204
    assert "session" not in answer.cookies
    assert answer["Cache-Control"] == "private, no-store"
    assert Session.objects.get(pk=teacher.cookies["session"].value).expire_date == before
    told = " ".join(query["sql"] for query in queries)
    assert not re.search(r"write_look|write_deed|INSERT|UPDATE|DELETE", told), told
    assert len(queries) <= 8, told


@pytest.mark.django_db
def test_a_closed_seat_leaves_no_look_behind_when_a_page_asks(scene: Scene) -> None:
    teacher = reader(scene, "teacher")
    seal = seal_of(teacher, case_of(scene))
    end_seat(scene, "teacher")
    with CaptureQueriesContext(connection) as queries:
        assert asked(teacher, seal) == 404
    assert "write_look" not in " ".join(query["sql"] for query in queries)


@pytest.mark.django_db
def test_a_form_that_was_refused_asks_as_its_page_does(scene: Scene) -> None:
    """Given a form sent with nothing in it, then the page that comes back knows what it shows."""
    worker = reader(scene, "social-worker")
    answer = worker.post(f"{case_of(scene)}goals/new/", {})
    found = SEAL.search(answer.content.decode())
    assert answer.status_code == 422
    assert found is not None
    seen = Seen.unsealed(unescape(found[1]))
    assert seen.ids == (scene.gathering.case.pk,)
    assert "plan" in seen.areas
