"""The board for the wall: nothing to press, and nothing but what everyone here may see."""

import pytest
from django.test import Client

from tests.cast import Gathering
from tests.gatherings.team import call as call_team
from tests.meetings.table import Table, call
from tests.meetings.test_child_voice import LET_OUT, SECRET, Talk, held
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.meetings import actions
from tovholder.meetings.actions.moving import note_passage

pytestmark = pytest.mark.django_db
PRESSED = ("<form", "<button", "<input", "<textarea", "hx-post")


@pytest.fixture
def talk(gathering: Gathering) -> Talk:
    return held(gathering)


def shown(address: str, account: object) -> str:
    """What hangs on the wall, without the frame of the page."""
    client = Client()
    client.force_login(account)
    page = client.get(address).content.decode()
    return page.split('id="wall"')[1].split("</main>")[0]


def wall(table: Table, name: str = "social-worker") -> str:
    return shown(table.meeting.address("wall"), table.account(name))


METHODS = ("five-steps@1", "network-meeting@1", "family-group-conference@1")


def put(table: Table, step: str, *, opened: bool) -> None:
    """Open or close a step, whatever the method would have waited for."""
    worker = table.account("social-worker")
    with acting(worker):
        note_passage(table.meeting, step=step, opened=opened, by=worker)


@pytest.mark.parametrize("method", METHODS)
def test_nothing_is_pressed_at_any_step(gathering: Gathering, method: str) -> None:
    table = call(gathering, method=method)
    assert not any(word in wall(table) for word in PRESSED)
    for step in table.sitting().method.steps:
        put(table, step.id, opened=True)
        assert not any(word in wall(table) for word in PRESSED), step.id
        put(table, step.id, opened=False)


def test_it_shows_what_was_said_what_waits_and_how_to_speak_of_others(gathering: Gathering) -> None:
    table = call(gathering)
    table.go_to("story")
    table.say("mother", "Han tegner hver aften", step="story", column="strengths")
    table.say("teacher", "En makkerordning", step="efforts")
    page = wall(table, "teacher")
    assert "Han tegner hver aften" in page
    assert "En makkerordning" in page
    assert "en klassekammerat" in page.lower()
    assert "Ret" not in page.split("</h1>")[0]


def test_an_answer_that_is_hidden_is_not_hung_up_even_for_the_one_who_gave_it(
    gathering: Gathering,
) -> None:
    table = call(gathering, method="network-meeting@1")
    asks = next(
        step for step in table.sitting().method.steps
        if step.kind == "answer" and step.options["hidden"]
    )  # fmt: skip
    table.go_to(asks.id)
    worker = table.account("social-worker")
    item = asks.options["asks"][0]
    with acting(worker):
        actions.answer(
            meeting=table.meeting, step=asks.id, voice=table.voice("social-worker"),
            answers={item: (None, "hemmeligt-svar")}, by=worker,
        )  # fmt: skip
    assert "hemmeligt-svar" not in wall(table)


def test_what_the_child_said_is_never_hung_up(talk: Talk) -> None:
    for name in ("child", "social-worker"):
        page = shown(talk.table.meeting.address("wall"), talk.account(name))
        assert SECRET not in page
        assert LET_OUT not in page


def test_a_team_has_a_wall_too_and_a_stranger_finds_none(town: Town) -> None:
    team = call_team(town, method="collaboration-meeting@1")
    team.go_to("theme")
    team.say("teacher", "Fravær begynder tidligt")
    address = team.meeting.address("wall")
    assert "Fravær begynder tidligt" in shown(address, team.account("teacher"))
    client = Client()
    client.force_login(team.account("outsider"))
    assert client.get(address).status_code == 404
