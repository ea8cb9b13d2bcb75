"""Whoever reads a concern is on record, whatever way they ask for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.concerns.letters import agree, write
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.concerns import actions
from tovholder.demo.actions import settle
from tovholder.demo.town import Town


@pytest.fixture
def own_town(own_database: str) -> Town:
    return settle()


@pytest.fixture
def looks(own_database: str, own_town: Town) -> Iterator[Any]:
    """The looks so far, read as the owner: who, at what, which areas, on which page."""
    with postgres.connect(own_database) as connection:
        yield lambda: connection.execute(
            "SELECT account, cases, areas, page FROM audit_look ORDER BY id"
        ).fetchall()


def test_reading_it_through_by_sending_a_form_is_a_look(
    own_town: Town, looks: Any, client: Client
) -> None:
    concern, leader = write(own_town), own_town.accounts["school-leader"]
    client.force_login(leader)
    for name in ("anonymous", "pupil", "effort"):
        answer = client.post(reverse(f"concerns:{name}", args=[concern.pk]), {"text": "Lars"})
        assert "Zebrine" in answer.content.decode()
    assert looks() == [
        (leader.pk, [concern.pk], ["concern"], f"concerns:{name}")
        for name in ("anonymous", "pupil", "effort")
    ]


def test_a_name_on_my_day_is_a_look(own_town: Town, looks: Any, client: Client) -> None:
    teacher, leader = own_town.accounts["teacher"], own_town.accounts["school-leader"]
    concern = write(own_town)
    agree(own_town, concern)
    with acting(leader):
        actions.ask_for_more(concern=concern, text="Hvad siger Zebrine?", after=0, by=leader)
    client.force_login(teacher)
    assert "Zebrine" in client.get("/").content.decode()
    assert looks() == [(teacher.pk, [concern.pk], ["concern"], "shell:day")]
