"""Asking for a part of a page is no way past the trace."""

import pytest
from django.db import connection
from django.test import Client

from tests.access.scene import set_scene
from tests.cast import Gathering


def looks(owner: str, page: str) -> int:
    """How many looks at a page are on record; read as the owner, since the app cannot."""
    from tovholder import postgres

    with postgres.connect(owner) as reader:
        row = reader.execute(
            "SELECT count(*) FROM audit_look WHERE page = %s AND NOT refused", [page]
        ).fetchone()
        return int(row[0])


@pytest.fixture
def teacher_at(own_database: str) -> tuple[Client, str]:
    from tests.cast import gather
    from tovholder.demo.actions import settle

    gathering: Gathering = gather(settle())
    scene = set_scene(gathering)
    client = Client()
    client.force_login(scene.account("teacher"))
    connection.close()
    return client, f"/meetings/{scene.ids['meeting_id']}/"


def test_a_part_without_its_page_is_a_look(
    own_database: str, teacher_at: tuple[Client, str]
) -> None:
    client, board = teacher_at
    answer = client.get(f"{board}board/story/", headers={"HX-Request": "true"})
    assert "hemmeligt-ord" in answer.content.decode()
    assert looks(own_database, "meetings:step") == 1


def test_the_parts_of_an_open_board_belong_to_one_look(
    own_database: str, teacher_at: tuple[Client, str]
) -> None:
    client, board = teacher_at
    client.get(f"{board}board/story/")
    for _push in range(3):
        client.get(f"{board}board/story/", headers={"HX-Request": "true"})
    assert looks(own_database, "meetings:step") == 1


def test_a_board_shown_to_a_faulty_form_is_a_look(
    own_database: str, teacher_at: tuple[Client, str]
) -> None:
    client, board = teacher_at
    answer = client.post(f"{board}board/story/say/", {"text": ""})
    assert answer.status_code == 422
    assert "hemmeligt-ord" in answer.content.decode()
    assert looks(own_database, "meetings:act") == 1


def test_a_faulty_form_of_an_open_board_belongs_to_its_look(
    own_database: str, teacher_at: tuple[Client, str]
) -> None:
    client, board = teacher_at
    client.get(f"{board}board/story/")
    client.post(f"{board}board/story/say/", {"text": ""}, headers={"HX-Request": "true"})
    assert (looks(own_database, "meetings:step"), looks(own_database, "meetings:act")) == (1, 0)
