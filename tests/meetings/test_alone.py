"""While some are alone nothing is written, by anyone, on any page; help is fetched all the same."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue
from tovholder.meetings import actions
from tovholder.meetings.announcing import HELP
from tovholder.meetings.live import _told
from tovholder.meetings.models import Contribution, Passage

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(gathering: Gathering, own_methods: Catalogue) -> Table:
    return call(gathering, method="room@1", companion="Karen")


def signed_in(table: Table, name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(table.account(name))
    return client


def step(table: Table, *about: str) -> str:
    return reverse(
        "meetings:act" if about[1:] else "meetings:step", args=[table.meeting.pk, *about]
    )


def test_the_table_seals_itself_and_opens_as_it_moves_on(table: Table):
    table.go_to("room")
    with acting(table.account("mother")):
        assert table.meeting.sealed
        assert Passage.objects.get(meeting=table.meeting, step="room", opened=True).sealed
    with pytest.raises(ValidationError, match="alone just now"):
        table.say("mother", "Noget fra rummet", step="known", column="strengths")
    table.move("deeds")
    with acting(table.account("mother")):
        assert not table.meeting.sealed
    assert table.say("mother", "Noget bagefter", step="known", column="strengths")


def test_the_database_itself_refuses(table: Table):
    table.go_to("room")
    mother = table.account("mother")
    with acting(mother), pytest.raises(DatabaseError, match="alone"), transaction.atomic():
        Contribution.objects.create(
            case_id=table.meeting.case_id, meeting=table.meeting, step="known", text="Noget",
            voice=table.voice("mother"), written_by=mother,
        )  # fmt: skip


def test_the_family_sees_its_questions_and_no_field(table: Table):
    table.go_to("room")
    page = signed_in(table, "mother").get(step(table, "room")).content.decode()
    assert "What can we do about it ourselves?" in page
    assert "<textarea" not in page.partition('id="table"')[2]
    assert 'type="text"' not in page.partition('id="table"')[2]
    assert step(table, "room", "help") in page
    assert "data-heard" not in page


@pytest.mark.parametrize("name", ["social-worker", "teacher"])
def test_the_others_see_who_is_alone_and_wait_for_a_call(table: Table, name: str):
    table.go_to("room")
    page = signed_in(table, name).get(step(table, "room")).content.decode()
    assert "Karen" in page
    assert step(table, "room", "help") not in page
    assert 'data-heard="help"' in page


def test_help_is_told_and_stays_nowhere(table: Table):
    table.go_to("room")
    mother = signed_in(table, "mother")
    answer = mother.post(step(table, "room", "help"))
    assert answer.status_code == 200
    assert "hent dem selv" in answer.content.decode()
    assert _told(HELP) == b"event: call\ndata: help\n\n"


def test_nobody_fetches_help_where_nobody_is_alone(table: Table):
    table.begin()
    assert signed_in(table, "mother").post(step(table, "room", "help")).status_code == 422


def test_the_minutes_say_that_nothing_was_written(table: Table):
    table.go_to("deeds")
    address = reverse("meetings:minutes", args=[table.meeting.pk])
    page = signed_in(table, "mother").get(address).content.decode()
    assert "De var alene. Der blev ikke skrevet noget." in page


def test_a_sealed_meeting_can_be_ended(table: Table):
    """The family went home: whoever leads ends the meeting without them."""
    table.go_to("room")
    worker = table.account("social-worker")
    with acting(worker):
        actions.end_meeting(meeting=table.meeting, by=worker, over=True)
        assert table.meeting.has_ended
