"""“The teacher is writing”: an id on the stream, kept nowhere, never while some are alone."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue
from tovholder.meetings import actions, presence
from tovholder.meetings.live import _told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_written() -> Iterator[None]:
    presence._told.clear()
    yield
    presence._told.clear()


@pytest.fixture
def table(gathering: Gathering) -> Table:
    table = call(gathering)
    table.go_to("story")
    return table


def writes(table: Table, name: str) -> list[str]:
    """What went out to the boards as this one typed."""
    client = Client()
    client.force_login(table.account(name))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.post(table.meeting.address("writing")).status_code == 204
    return [one["sql"] for one in queries if "pg_notify" in one["sql"]]


def test_it_travels_as_an_id_and_no_more(table: Table) -> None:
    (told,) = writes(table, "teacher")
    chair = str(table.voice("teacher").pk)
    assert f"writing:{chair}" in told
    assert _told(f"writing:{chair}") == f"event: writing\ndata: {chair}\n\n".encode()


def test_it_is_told_once_in_a_while_however_often_it_is_asked_for(table: Table) -> None:
    assert len(writes(table, "teacher")) == 1
    for _ in range(3):
        assert writes(table, "teacher") == []
    assert len(writes(table, "mother")) == 1


def written() -> dict[str, int]:
    """By table how many rows this transaction has added, changed or removed so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return {name: count for name, count in cursor.fetchall() if count}


def test_nothing_is_kept(table: Table) -> None:
    client = Client()
    client.force_login(table.account("teacher"))

    before = written()
    assert client.post(table.meeting.address("writing")).status_code == 204
    assert written() == before


def test_who_has_no_chair_tells_nothing_and_a_stranger_finds_nothing(table: Table) -> None:
    assert writes(table, "therapist") == []
    client = Client()
    client.force_login(table.account("outsider"))
    assert client.post(table.meeting.address("writing")).status_code == 404


def test_while_some_are_alone_nobody_is_seen_writing(
    gathering: Gathering, own_methods: Catalogue
) -> None:
    table = call(gathering, method="room@1", writing="together")
    table.begin()
    assert len(writes(table, "mother")) == 1
    presence._told.clear()
    for step in table.sitting().method.steps[1:]:
        table.move(step.id, over=True)
        if table.meeting.sealed:
            break
    assert table.meeting.sealed
    for name in ("mother", "teacher", "social-worker"):
        assert writes(table, name) == []


def test_a_meeting_called_off_is_quiet(gathering: Gathering) -> None:
    table = call(gathering)
    worker = table.account("social-worker")
    with acting(worker):
        actions.call_off(meeting=table.meeting, because="Lars er syg", by=worker)
    assert writes(table, "mother") == []
