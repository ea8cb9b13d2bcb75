"""The first times when everybody can: told as bare times, to those who may ask, and no more."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Gathering
from tests.gatherings.team import LEADS
from tests.gatherings.team import call as call_team
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.gatherings.models import Meeting as GatheringMeeting
from tovholder.meetings import actions
from tovholder.meetings.free_times import Busy, _free, busy_times, free_times
from tovholder.meetings.models import Meeting

HOUR = timedelta(hours=1)
TODAY = date(2027, 1, 3)  # a Sunday


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 1, day, hour, minute, tzinfo=ZoneInfo("Europe/Copenhagen"))


def first(busy: Busy, *, lasts: timedelta = HOUR, many: int = 1) -> list[tuple[datetime, int]]:
    found = _free(busy, TODAY, lasts, "dk")
    return [(one.starts, one.waits) for one, _ in zip(found, range(many), strict=False)]


def test_with_nobody_taken_it_is_tomorrow_morning() -> None:
    assert first([]) == [(at(4, 8), 1)]


def test_before_noon_and_after_noon_each_day_offers_one() -> None:
    assert first([], many=3) == [(at(4, 8), 1), (at(4, 12), 1), (at(5, 8), 2)]


def test_what_somebody_is_taken_by_is_passed_over_to_the_minute() -> None:
    assert first([(at(4, 7), at(4, 9, 10))]) == [(at(4, 9, 30), 1)]
    assert first([(at(4, 9), at(4, 16))]) == [(at(4, 8), 1)]
    assert first([(at(4, 8, 59), at(4, 16))]) == [(at(5, 8), 2)]


def test_nobody_meets_at_the_weekend_or_on_a_holiday() -> None:
    busy = [(at(4, 8), at(8, 16))]  # Monday to Friday
    assert first(busy) == [(at(11, 8), 8)]
    after_new_year = next(_free([], date(2026, 12, 31), HOUR, "no"))
    assert after_new_year.starts == at(4, 8)


def test_a_long_meeting_ends_before_people_go_home() -> None:
    assert first([], lasts=8 * HOUR) == [(at(4, 8), 1)]
    assert first([], lasts=9 * HOUR) == []


taken = st.lists(
    st.tuples(st.integers(0, 30 * 48), st.integers(1, 40)).map(
        lambda pair: (
            at(4, 0) + pair[0] * timedelta(minutes=30),
            at(4, 0) + (pair[0] + pair[1]) * timedelta(minutes=30),
        )
    ),
    max_size=30,
)


@given(taken)
def test_no_time_that_is_offered_touches_what_somebody_is_taken_by(busy: Busy) -> None:
    for one in list(_free(busy, TODAY, HOUR, "dk"))[:6]:
        assert all(ends <= one.starts or begins >= one.ends for begins, ends in busy)
        assert time(8) <= one.starts.time() < one.ends.time() <= time(16)


def busy_for(gathering: Gathering, asker: str, *names: str) -> list[tuple[datetime, datetime]]:
    with acting(gathering.account(asker)):
        asked = [gathering.account(name).pk for name in names]
        return list(busy_times(asked, timezone.localdate()))


def hours_of(*meetings: Meeting | GatheringMeeting) -> list[tuple[datetime, datetime]]:
    return sorted((each.starts_at, each.ends_at) for each in meetings)


@pytest.fixture
def table(gathering: Gathering) -> Table:
    return call(gathering)


@pytest.mark.django_db
def test_both_books_take_peoples_time(table: Table) -> None:
    team = call_team(table.gathering, method="collaboration-meeting@1")
    with acting(team.account(LEADS)):
        start = team.meeting.starts_at + 3 * HOUR
        actions.reschedule(
            meeting=team.meeting, number=0, starts_at=start, ends_at=start + HOUR, place="",
            because="Kursus", by=team.account(LEADS),
        )  # fmt: skip
    busy = busy_for(table.gathering, "social-worker", "teacher")
    assert busy == hours_of(table.meeting, team.meeting)


@pytest.mark.django_db
def test_it_is_told_of_all_as_one_and_of_what_never(table: Table) -> None:
    """Two meetings at once, of two people: one time, and nothing to tell them apart by."""
    call(table.gathering)
    asked = busy_for(table.gathering, "social-worker", "teacher", "mother", "psychologist")
    assert len(asked) == 1
    with acting(table.account("social-worker")), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM busy_times(%s, now(), now() + interval '90 days')", [[1]])
        assert [column.name for column in cursor.description] == ["starts", "ends"]


@pytest.mark.django_db
@pytest.mark.parametrize("asker", ["outsider", "leader", "mother", "child"])
def test_who_shares_nothing_with_them_or_is_not_at_work_is_told_nothing(
    table: Table, asker: str
) -> None:
    assert busy_for(table.gathering, "social-worker", "teacher")
    assert busy_for(table.gathering, asker, "teacher", "mother") == []


@pytest.mark.django_db
def test_with_the_seat_ends_what_others_may_ask(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        seat = Seat.objects.get(case=table.meeting.case_id, account=table.account("teacher"))
        cases.end_seat(seat=seat, by=worker, reason="")
    assert busy_for(table.gathering, "social-worker", "teacher") == []


@pytest.mark.django_db
def test_what_is_called_off_or_spared_takes_nobodys_time(table: Table) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        actions.spare(invitation=table.voice("teacher"), by=worker)
    assert busy_for(table.gathering, "social-worker", "teacher") == []
    assert busy_for(table.gathering, "social-worker", "mother") == hours_of(table.meeting)
    with acting(worker):
        actions.call_off(meeting=table.meeting, because="Lars er syg", by=worker)
    assert busy_for(table.gathering, "social-worker", "mother") == []


@pytest.mark.django_db
def test_the_inner_question_is_not_the_applications_to_ask(table: Table) -> None:
    with (
        acting(table.account("social-worker")),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT taken_times('{1}', now(), now() + interval '1 day')")


@pytest.mark.django_db
def test_it_is_one_question_for_any_number_of_people_and_meetings(table: Table) -> None:
    worker = table.account("social-worker")
    counted = []
    for names in (["teacher"], ["teacher", "mother", "psychologist"]):
        with acting(worker), CaptureQueriesContext(connection) as captured:
            asked = [table.account(name) for name in names]
            assert free_times(asked, lasts=HOUR, by=worker)
        counted.append(len(captured))
        call(table.gathering)
    assert counted[0] == counted[1]


def offered(page: str) -> str:
    return page.split('name="at" value="')[1].split('"', maxsplit=1)[0]


def asked(gathering: Gathering, **other: object) -> dict[str, object]:
    names = ("mother", "social-worker", "teacher")
    return {
        "method": "five-steps@1", "purpose": "At Lars er med", "day": "", "starts": "14:00",
        "ends": "15:30", "place": "Skolen", "writing": "pen",
        "invited": [gathering.account(name).pk for name in names],
    } | other  # fmt: skip


@pytest.mark.django_db
def test_the_page_offers_times_and_takes_one_without_losing_a_word(table: Table) -> None:
    client = Client()
    client.force_login(table.account("social-worker"))
    address = reverse("meetings:call", args=[table.meeting.case_id])
    assert "Familien venter" in client.get(address).content.decode()
    looked = client.post(address, asked(table.gathering, find="yes"))
    assert looked.status_code == 200
    page = looked.content.decode()
    assert "At Lars er med" in page
    assert "field-error" not in page
    taken = client.post(address, asked(table.gathering, at=offered(page)))
    moment = datetime.strptime(offered(page), "%Y-%m-%dT%H:%M").replace(tzinfo=UTC)
    filled = taken.content.decode()
    assert f'value="{moment:%Y-%m-%d}"' in filled
    assert f'value="{moment + 1.5 * HOUR:%H:%M}"' in filled
    with acting(table.account("social-worker")):
        assert Meeting.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", ["", "tomorrow", "2027-13-41T99:99"])
def test_a_time_that_is_none_changes_nothing(table: Table, nonsense: str) -> None:
    client = Client()
    client.force_login(table.account("social-worker"))
    address = reverse("meetings:call", args=[table.meeting.case_id])
    answer = client.post(address, asked(table.gathering, at=nonsense, ends="kvart"))
    assert answer.status_code == 200
    assert "At Lars er med" in answer.content.decode()


@pytest.mark.django_db
def test_a_team_is_offered_times_too(gathering: Gathering) -> None:
    team = call_team(gathering, method="collaboration-meeting@1")
    client = Client()
    client.force_login(team.account(LEADS))
    address = reverse("gatherings:call", args=[team.forum.pk])
    page = client.get(address).content.decode()
    assert "Familien venter" not in page
    taken = client.post(
        address, {"at": offered(page), "purpose": "At lære", "starts": "14:00", "ends": "15:00"}
    )
    assert taken.status_code == 200
    assert offered(page).split("T")[0] in taken.content.decode().split('name="day"')[1][:200]
    assert "At lære" in taken.content.decode()


@pytest.mark.django_db
def test_a_meeting_is_moved_to_a_time_that_is_free(table: Table) -> None:
    client = Client()
    client.force_login(table.account("social-worker"))
    address = table.meeting.address("reschedule")
    page = client.get(address).content.decode()
    sent = {"because": "Kursus", "number": 0, "starts": "14:00", "ends": "15:00", "place": "Her"}
    filled = client.post(address, sent | {"at": offered(page)}).content.decode()
    day, clock = offered(page).split("T")
    assert f'value="{day}"' in filled
    assert f'value="{clock}"' in filled
    assert "Kursus" in filled
    with acting(table.account("mother")):
        assert Meeting.objects.get().starts_at == table.meeting.starts_at
