"""A meeting in people's own calendars, read back by another library than the one that wrote it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from tests.cast import Gathering
from tests.gatherings.team import call as call_team
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.calendar import Happening, uid_of, written
from tovholder.meetings.models import Meeting
from tovholder.organisation.models import Unit

HOUSE = "https://tovholder.example.org/"
NEVER = ("Lars", "Berggren", "Kirsten", "Lokale", "Fem trin", "five", "Hvad hjælper", "hjælpe")


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


def fetched(table: Table, name: str = "mother") -> str:
    client = Client()
    client.force_login(table.account(name))
    answer = client.get(reverse("meetings:calendar", args=[table.meeting.pk]))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode()


def event_in(text: str):
    (event,) = vobject.readOne(text).vevent_list
    return event


def zone_of(event) -> str:
    """The clock it is told by, as vobject keeps it once it has read it."""
    (zone,) = event.dtstart.params["X-VOBJ-ORIGINAL-TZID"]
    return zone


def move(table: Table, number: int = 0) -> datetime:
    worker = table.account("social-worker")
    starts = timezone.now().replace(microsecond=0) + timedelta(days=9 + number)
    with acting(worker):
        meeting = Meeting.objects.get(pk=table.meeting.pk)
        actions.reschedule(
            meeting=meeting, number=number, starts_at=starts, place="Lokale 3",
            ends_at=starts + timedelta(hours=1), because="Lars er på lejr", by=worker,
        )  # fmt: skip
    return starts


def call_off(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        actions.call_off(meeting=table.meeting, because="Lars er syg", by=worker)


@pytest.mark.django_db
def test_another_library_reads_when_we_meet(table: Table) -> None:
    event = event_in(fetched(table))
    assert event.summary.value == "Møde"
    assert event.dtstart.value == table.meeting.starts_at.replace(microsecond=0)
    assert event.dtend.value == table.meeting.ends_at.replace(microsecond=0)
    assert zone_of(event) == "Europe/Copenhagen"
    assert event.status.value == "CONFIRMED"
    assert event.sequence.value == "0"
    assert event.dtstamp.value.tzinfo is not None
    assert event.url.value == f"http://testserver/meetings/{table.meeting.pk}/"


@pytest.mark.django_db
def test_nothing_is_told_but_when(table: Table) -> None:
    move(table)
    text = fetched(table).replace("\r\n ", "")
    for word in (*NEVER, table.meeting.purpose, table.meeting.method, "lejr"):
        assert word not in text, word
    for account in table.gathering.town.accounts.values():
        assert account.name not in text


@pytest.mark.django_db
def test_a_move_changes_what_the_calendar_has(table: Table) -> None:
    first = event_in(fetched(table))
    starts = move(table)
    second = event_in(fetched(table))
    starts_again = move(table, 1)
    third = event_in(fetched(table, "teacher"))
    assert first.uid.value == second.uid.value == third.uid.value
    assert [each.sequence.value for each in (first, second, third)] == ["0", "1", "2"]
    assert (second.dtstart.value, third.dtstart.value) == (starts, starts_again)
    assert first.dtstamp.value <= second.dtstamp.value <= third.dtstamp.value


@pytest.mark.django_db
def test_what_is_called_off_is_cancelled_and_takes_no_time(table: Table) -> None:
    move(table)
    call_off(table)
    event = event_in(fetched(table))
    assert event.status.value == "CANCELLED"
    assert event.sequence.value == "2"
    assert event.transp.value == "TRANSPARENT"
    assert event.summary.value == "Aflyst: Møde"


@pytest.mark.django_db
def test_professionals_alone_meet_under_another_word(gathering: Gathering) -> None:
    team = call_team(gathering, method="collaboration-meeting@1")
    client = Client()
    client.force_login(team.account("teacher"))
    address = reverse("gatherings:calendar", args=[team.meeting.pk])
    event = event_in(client.get(address).content.decode())
    assert event.summary.value == "Samarbejdsmøde"
    assert event.location.value == "Lokale 3"
    client.force_login(team.account("pedagogue"))
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_whoever_has_no_seat_fetches_nothing(table: Table) -> None:
    client = Client()
    client.force_login(table.account("outsider"))
    address = reverse("meetings:calendar", args=[table.meeting.pk])
    missing = client.get(reverse("meetings:calendar", args=[uuid.uuid4()]))
    assert client.get(address).status_code == missing.status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.django_db
def test_in_norway_the_clock_is_oslos(table: Table) -> None:
    Unit.objects.update(country="no")
    event = event_in(fetched(table))
    assert zone_of(event) == "Europe/Oslo"
    assert event.dtstart.value == table.meeting.starts_at.replace(microsecond=0)


def at(moment: datetime, **other: object) -> Happening:
    return Happening(
        key="meetings:1", title="Møde", starts=moment, ends=moment + timedelta(hours=1),
        path="/meetings/1/", changed_at=moment, **other,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("utc", "local"),
    [
        (datetime(2027, 3, 26, 9, 0, tzinfo=UTC), "20270326T100000"),
        (datetime(2027, 3, 30, 8, 0, tzinfo=UTC), "20270330T100000"),
        (datetime(2027, 10, 29, 8, 0, tzinfo=UTC), "20271029T100000"),
        (datetime(2027, 11, 2, 9, 0, tzinfo=UTC), "20271102T100000"),
    ],
)
def test_ten_in_the_morning_is_ten_on_both_sides_of_summer_time(utc: datetime, local: str) -> None:
    text = written([at(utc)], house=HOUSE).decode()
    assert f"DTSTART;TZID=Europe/Copenhagen:{local}" in text
    assert event_in(text).dtstart.value == utc  # by the rules the file itself carries


def test_the_name_of_a_meeting_tells_nothing_and_needs_the_key() -> None:
    uid = uid_of("meetings:1", HOUSE)
    assert uid == uid_of("meetings:1", HOUSE) != uid_of("meetings:2", HOUSE)
    assert uid.endswith("@tovholder.example.org")
    with override_settings(SECRET_KEY="another"):
        assert uid != uid_of("meetings:1", HOUSE)


def test_words_of_a_place_cannot_break_out_of_their_line() -> None:
    place = 'Lokale 3; stuen, "til højre"\r\nSUMMARY:Lars ' + "æ" * 90
    moment = datetime(2027, 1, 4, 9, tzinfo=UTC)
    event = event_in(written([at(moment, place=place)], house=HOUSE).decode())
    assert event.summary.value == "Møde"
    assert "SUMMARY:Lars" in event.location.value
