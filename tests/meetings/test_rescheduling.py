"""A called meeting is moved, or called off: by whom, why, and what everyone invited sees."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.models import CallingOff, Meeting, Rescheduling

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


def signed_in(table: Table, name: str) -> Client:
    client = Client()
    client.force_login(table.account(name))
    return client


def url(table: Table, name: str) -> str:
    return reverse(f"meetings:{name}", args=[table.meeting.pk])


def asked(days: int = 9, **other: object) -> dict[str, object]:
    return {
        "day": in_days(days).isoformat(), "starts": "10:00", "ends": "11:00", "place": "Lokale 3",
        "because": "Læreren er på kursus", "number": 0, "once": str(uuid.uuid4()),
    } | other  # fmt: skip


def move(table: Table, number: int = 0, days: int = 9) -> Rescheduling:
    worker = table.account("social-worker")
    starts = timezone.now().replace(microsecond=0) + timedelta(days=days)
    with acting(worker):
        return actions.reschedule(
            meeting=table.meeting, number=number, starts_at=starts,
            ends_at=starts + timedelta(hours=1), place="Lokale 3", because="Kursus", by=worker,
        )  # fmt: skip


def test_its_page_asks_as_often_for_three_moves_as_for_one(table: Table) -> None:
    client, asked_for = signed_in(table, "mother"), []
    client.get(url(table, "invitation"))
    for number in range(3):
        worker = table.account("social-worker")
        with acting(worker):
            meeting = Meeting.objects.select_related("case").get(pk=table.meeting.pk)
            actions.reschedule(
                meeting=meeting, number=number, starts_at=meeting.starts_at,
                ends_at=meeting.ends_at, place=f"Lokale {number}", because="Kursus", by=worker,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            page = client.get(url(table, "invitation")).content.decode()
        assert f"Lokale {number}" in page
        asked_for.append(len(captured))
    assert asked_for[0] == asked_for[2]


def call_off(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        actions.call_off(meeting=table.meeting, because="Lars er syg", by=worker)


def test_moving_is_a_row_with_who_when_and_why(table: Table) -> None:
    was = table.meeting.starts_at
    answer = signed_in(table, "social-worker").post(url(table, "reschedule"), asked())
    assert answer.status_code == 303
    with acting(table.account("mother")):
        moved = Rescheduling.objects.get()
        meeting = Meeting.objects.get()
        assert (moved.was_starts_at, moved.starts_at) == (was, meeting.starts_at)
        assert (moved.by, moved.because) == (
            table.account("social-worker"), "Læreren er på kursus"
        )  # fmt: skip
        assert timezone.localtime(meeting.starts_at).date() == in_days(9)
        assert meeting.place == "Lokale 3"


def test_everyone_invited_reads_the_new_time_and_why(table: Table) -> None:
    move(table)
    for name in ("mother", "teacher"):
        client = signed_in(table, name)
        page = client.get(url(table, "invitation")).content.decode()
        assert "Mødet er flyttet" in page
        assert "Kursus" in page
        assert "Flyttet: Det skulle have været" in client.get("/").content.decode()


def test_what_is_called_off_is_told_until_its_time_has_passed(table: Table) -> None:
    call_off(table)
    for name in ("mother", "teacher"):
        client = signed_in(table, name)
        day = client.get("/").content.decode()
        assert "er aflyst" in day
        assert "Lars er syg" in day
        assert "Forbered dig til mødet" not in day
        assert "Lars er syg" in client.get(url(table, "invitation")).content.decode()
        case = client.get(f"/cases/{table.meeting.case_id}/").content.decode()
        assert "Lars er syg" in case
    with acting(table.account("social-worker")):
        past = timezone.now() - timedelta(days=2)
        Meeting.objects.update(starts_at=past, ends_at=past + timedelta(hours=1))
    assert "er aflyst" not in signed_in(table, "teacher").get("/").content.decode()


def test_nothing_more_is_done_at_a_meeting_called_off(table: Table) -> None:
    call_off(table)
    worker = table.account("social-worker")
    with acting(worker), pytest.raises(ValidationError, match="called off"):
        actions.begin(meeting=Meeting.objects.get(), by=worker)
    with pytest.raises(ValidationError, match="called off"):
        call_off(table)
    with pytest.raises(ValidationError, match="called off"):
        move(table)
    page = signed_in(table, "mother").get(url(table, "preparation")).content.decode()
    assert "<textarea" not in page


@pytest.mark.parametrize("name", ["reschedule", "call_off"])
def test_a_meeting_that_has_begun_stays_where_it_is(table: Table, name: str) -> None:
    table.begin()
    client = signed_in(table, "social-worker")
    page = client.get(url(table, name))
    assert "Mødet er begyndt" in page.content.decode()
    assert client.post(url(table, name), asked()).status_code == 422
    with acting(table.account("mother")):
        assert not Rescheduling.objects.exists()
        assert not CallingOff.objects.exists()


def test_one_who_begins_after_another_called_it_off_is_told(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        seen = Meeting.objects.select_related("end", "called_off").get()
        assert not seen.is_called_off
    call_off(table)
    with acting(worker), pytest.raises(ValidationError, match="called off"):
        actions.begin(meeting=seen, by=worker)


def test_of_two_who_move_it_the_second_hears_of_the_first(table: Table) -> None:
    move(table, number=0)
    with pytest.raises(ValidationError, match="meanwhile"):
        move(table, number=0, days=12)
    answer = signed_in(table, "social-worker").post(url(table, "reschedule"), asked(number=0))
    assert answer.status_code == 422
    assert "imens flyttet mødet" in answer.content.decode()
    move(table, number=1, days=12)
    with acting(table.account("mother")):
        assert [one.number for one in Rescheduling.objects.order_by("number")] == [1, 2]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"day": "1890-01-01"}, "Den dag er gået"),
        ({"day": "2190-01-01"}, "mere end to år"),
        ({"day": "i morgen"}, "field-error"),
        ({"starts": "11:00", "ends": "10:00"}, "slutter, før det begynder"),
        ({"starts": "25:00"}, "field-error"),
        ({"because": ""}, "Skriv"),
        ({"because": "x" * 501}, "field-error"),
        ({"number": "mange"}, "error"),
        ({"place": "\x00\x07"}, ""),
    ],
)
def test_what_cannot_be_is_said_in_words_and_nothing_is_lost(
    table: Table, wrong: dict[str, str], told: str
) -> None:
    answer = signed_in(table, "social-worker").post(url(table, "reschedule"), asked(**wrong))
    page = answer.content.decode()
    if told:
        assert answer.status_code == 422
        assert told in page
        assert wrong.get("because") or "Læreren er på kursus" in page or "because" in wrong
    else:
        assert answer.status_code == 303


def test_the_same_time_and_place_is_no_move(table: Table) -> None:
    meeting = table.meeting
    starts = timezone.localtime(meeting.starts_at).replace(hour=14, second=0, microsecond=0)
    with acting(table.account("social-worker")):
        Meeting.objects.update(starts_at=starts, ends_at=starts + timedelta(minutes=61))
        now = Meeting.objects.get()
        place = now.place
    same = asked(
        day=starts.date().isoformat(), starts=starts.strftime("%H:%M"),
        ends=timezone.localtime(now.ends_at).strftime("%H:%M"), place=place,
    )  # fmt: skip
    answer = signed_in(table, "social-worker").post(url(table, "reschedule"), same)
    assert answer.status_code == 422
    assert "har mødet allerede" in answer.content.decode()


def test_only_who_calls_meetings_moves_them(table: Table) -> None:
    for name in ("teacher", "mother"):
        for page in ("reschedule", "call_off"):
            assert signed_in(table, name).get(url(table, page)).status_code == 403
        invitation = signed_in(table, name).get(url(table, "invitation")).content.decode()
        assert url(table, "reschedule") not in invitation


@pytest.mark.parametrize("model", [Rescheduling, CallingOff])
def test_what_was_moved_or_called_off_cannot_be_undone_or_seen_from_outside(
    table: Table, model: type[Rescheduling] | type[CallingOff]
) -> None:
    move(table)
    call_off(table)
    rows = model.objects.all()
    with acting(table.account("social-worker")):
        assert rows.count() == 1
        for change in (lambda: rows.update(because="andet"), rows.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    with acting(table.account("outsider")):
        assert not model.objects.exists()


def test_a_row_about_another_case_is_refused_by_the_database(table: Table) -> None:
    worker = table.account("social-worker")
    row = CallingOff(case_id=uuid.uuid4(), meeting=table.meeting, because="x", by=worker)
    with acting(worker), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)
