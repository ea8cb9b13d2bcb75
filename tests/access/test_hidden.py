"""A hidden case and one that never was: the same status, headers, words and work.

What the database is asked is compared statement by statement, since answers that take the same
work take the same time; the time itself is measured in `bench/`.
"""

import re
import uuid

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.access.scene import Scene, set_scene
from tests.access.test_matrix import ABSENT, STRANGERS, addresses, expected, filled
from tests.cast import Gathering
from tests.counting import Proved

pytestmark = pytest.mark.django_db

NEW_EACH_TIME = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|nonce-[\w+/=-]+|(nonce|value)=\"[^\"]*\""
    r"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+"
)


def told(answer: HttpResponse) -> tuple[object, ...]:
    """Everything an answer tells, without what is new each time."""
    headers = {name: bare(value) for name, value in answer.headers.items()}
    cookies = {name: {**morsel, "expires": ""} for name, morsel in answer.cookies.items()}
    return answer.status_code, bare(answer.content.decode()), headers, cookies


def bare(text: str) -> str:
    return NEW_EACH_TIME.sub("", text)


def both(client: Client, path: str, scene: Scene) -> list[tuple[object, list[str]]]:
    """What is told of the hidden one and of one that never was, and what was asked for it."""
    never = {key: str(uuid.uuid4()) for key in scene.ids if key.endswith("_id")}
    found: list[tuple[object, list[str]]] = []
    for ids in (scene.ids, scene.ids | never):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(filled(path, ids))
            if answer.status_code == 405:
                answer = client.post(filled(path, ids))
        statements = [re.sub(r"'[^']*'|\d+", "…", bare(one["sql"])) for one in asked]
        found.append((told(answer), statements))
    return found


@pytest.mark.parametrize("name", STRANGERS)
def test_hidden_is_told_and_costs_as_what_never_was(
    gathering: Gathering, name: str, proved: Proved
) -> None:
    scene, client = set_scene(gathering), Client()
    client.force_login(scene.account(name))
    client.get("/")  # the first page of a session writes more than the next
    compared = 0
    for path, view, declares in addresses():
        if "_id>" in path and view != "live" and expected(declares, name) == ABSENT:
            hidden, never = both(client, path, scene)
            assert hidden == never, path
            compared += 1
    assert compared > 60
    proved("Hidden and absent told alike", pairs=compared, differ=0)
