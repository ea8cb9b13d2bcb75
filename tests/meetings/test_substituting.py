"""A professional who cannot come sends a colleague; the trusted one comes in person (S-55)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.cases.actions import stand_in
from tovholder.cases.models import Seat, SeatEnd, StandIn
from tovholder.meetings import actions
from tovholder.meetings.models import Invitation, Meeting, Rescheduling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


def send(table: Table, *, of: str = "teacher", whom: str = "teacher-2") -> Invitation:
    by = table.account(of)
    with acting(by):
        return actions.send_substitute(
            meeting=Meeting.objects.get(pk=table.meeting.pk),
            account=table.account(whom), why="Jeg er på kursus", by=by,
        )  # fmt: skip


def test_the_colleague_has_the_chair_and_a_seat_until_the_meeting_ends(table: Table) -> None:
    send(table)
    with acting(table.account("mother")):
        around = {
            chair.account.username
            for chair in table.meeting.invitations.standing().select_related("account")
        }
    assert "teacher-2" in around
    assert "teacher" not in around
    with acting(table.account("teacher-2")):
        seat = Seat.objects.get(account=table.account("teacher-2"))
        assert seat.ends == table.meeting.ends_at
        assert Meeting.objects.visible_to(table.account("teacher-2")).exists()


def test_nobody_comes_in_the_place_of_trust_or_of_the_family(table: Table) -> None:
    with pytest.raises(ValidationError, match="A professional who is invited"):
        send(table, of="mother")
    with acting(table.account("social-worker")):
        actions.trust(
            invitation=table.voice("teacher"), trusted=True, by=table.account("social-worker")
        )
    with pytest.raises(ValidationError, match="trusts you in person"):
        send(table)
    with acting(table.account("teacher")):
        assert not Seat.objects.filter(account=table.account("teacher-2")).exists()


def test_once_the_meeting_has_begun_nobody_is_sent(table: Table) -> None:
    table.begin()
    with pytest.raises(ValidationError, match="has begun"):
        send(table)


def test_one_sends_a_colleague_from_the_invitation(table: Table, client: Client) -> None:
    client.force_login(table.account("teacher"))
    invitation = client.get(table.meeting.address("invitation")).content.decode()
    address = table.meeting.address("substitute")
    assert address in invitation
    told = {"account": table.account("teacher-2").pk, "why": "På kursus"}
    assert client.post(address, told | {"why": ""}).status_code == 422
    assert client.post(address, told).status_code == 303
    client.force_login(table.account("mother"))
    page = client.get(table.meeting.address("invitation")).content.decode()
    assert "Louise Krogh" in page
    assert "Mette Lund" not in page
    assert client.get(address).status_code == 200
    assert client.post(address, told).status_code == 422


def moved(table: Table, by_days: int) -> Meeting:
    by = table.account("social-worker")
    with acting(by):
        meeting = Meeting.objects.get(pk=table.meeting.pk)
        later = timedelta(days=by_days)
        actions.reschedule(
            meeting=meeting, number=Rescheduling.objects.filter(meeting=meeting).count(),
            starts_at=meeting.starts_at + later, ends_at=meeting.ends_at + later,
            place=meeting.place, because="Mor er syg", by=by,
        )  # fmt: skip
        return meeting


@pytest.mark.parametrize("days", [3, -1])
def test_who_comes_in_anothers_place_stays_until_the_meeting_where_it_is_now(
    table: Table, days: int
) -> None:
    send(table)
    substitute = table.account("teacher-2")
    for time in (1, 2):
        meeting = moved(table, days)
        with acting(substitute):
            [seat] = Seat.objects.standing().filter(account=substitute)
            assert seat.ends == meeting.ends_at
            assert StandIn.objects.get(seat=seat).why == "Jeg er på kursus"
            assert SeatEnd.objects.filter(seat__account=substitute).count() == time


def test_moving_far_away_is_not_a_way_to_stay(table: Table) -> None:
    send(table)
    substitute = table.account("teacher-2")
    moved(table, 200)
    with acting(substitute):
        [seat] = Seat.objects.standing().filter(account=substitute)
        assert seat.ends < timezone.now() + timedelta(days=61)


def test_whoever_stands_in_for_something_else_goes_when_they_were_to_go(table: Table) -> None:
    teacher, other = table.account("teacher"), table.account("teacher-2")
    with acting(teacher):
        held = Seat.objects.get(account=teacher)
        until = timezone.now() + timedelta(hours=5)
        stand_in(seat=held, account=other, until=until, why="Syg", by=teacher)
    moved(table, 3)
    with acting(other):
        [seat] = Seat.objects.standing().filter(account=other)
        assert seat.ends == until
