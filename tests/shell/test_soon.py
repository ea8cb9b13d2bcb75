"""Told again just before: the working day before, and on the day itself; asked once more."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Gathering
from tests.gatherings.team import call as call_team
from tests.shell.lives import live
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.catalogue.municipality import Municipality, Reminders
from tovholder.gatherings.models import Invitation as Chair
from tovholder.gatherings.models import Meeting as Team
from tovholder.meetings import actions
from tovholder.meetings.models import Invitation as CaseChair
from tovholder.meetings.models import Meeting
from tovholder.shell.soon import told_from

ASKS = "Du har ikke forberedt dig endnu"


def at(days: int, clock: time = time(23, 55)) -> datetime:
    """So many days from now, late enough that it has not been yet."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, clock))


def place(gathering: Gathering, starts: datetime) -> None:
    """Set the time of the meeting that is called, as if it had been called long ago."""
    with acting(gathering.account("social-worker")):
        ends = starts + timedelta(minutes=20)
        Meeting.objects.update(starts_at=starts, ends_at=ends)


def page_of(client: Client, gathering: Gathering, name: str) -> str:
    client.force_login(gathering.account(name))
    return client.get("/").content.decode()


@pytest.fixture
def every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every day is a working day: tests run on Sundays too."""
    monkeypatch.setattr("tovholder.shell.soon.is_working_day", lambda _day, _country: True)


@pytest.mark.parametrize(
    ("day", "days", "first"),
    [
        (date(2027, 1, 13), 1, date(2027, 1, 12)),  # a Wednesday
        (date(2027, 1, 11), 1, date(2027, 1, 8)),  # on Monday, told from Friday
        (date(2027, 1, 11), 0, date(2027, 1, 11)),
        (date(2027, 1, 12), 2, date(2027, 1, 8)),
        (date(2027, 3, 30), 1, date(2027, 3, 24)),  # after Easter
    ],
)
def test_told_from_the_working_day_before(day: date, days: int, first: date) -> None:
    assert told_from(day, days, "dk") == first


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_the_day_before_it_is_told_first_and_asked_once_more(
    client: Client, gathering: Gathering
) -> None:
    live(gathering)
    place(gathering, at(1))
    page = page_of(client, gathering, "teacher")
    assert "I morgen kl. 23.55: møde om Lars" in page
    assert page.index("I morgen kl. 23.55") < page.index("Ringe hjem på fredag 0")
    assert page.count(ASKS) == 1
    assert page.count("/preparation/") == 1
    assert "Møde om Lars" not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_on_the_day_it_is_told_and_nobody_asks(client: Client, gathering: Gathering) -> None:
    live(gathering)
    place(gathering, at(0))
    page = page_of(client, gathering, "teacher")
    assert "I dag kl. 23.55: møde om Lars" in page
    assert ASKS not in page
    assert page.count("/preparation/") == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_before_that_it_stands_where_it_stood(client: Client, gathering: Gathering) -> None:
    live(gathering)
    place(gathering, at(2))
    page = page_of(client, gathering, "teacher")
    assert "I mødes snart" not in page
    assert "Møde om Lars" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_the_municipality_decides_how_long_before(
    client: Client, gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(gathering)
    place(gathering, at(2))
    earlier = Municipality(reminders=Reminders(my_day=2))
    monkeypatch.setattr(catalogue(), "municipality", earlier)
    assert "I mødes snart" in page_of(client, gathering, "teacher")


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_the_family_is_told_in_its_own_words(client: Client, gathering: Gathering) -> None:
    live(gathering)
    place(gathering, at(1))
    page = page_of(client, gathering, "mother")
    assert "Vi mødes i morgen kl. 23.55." in page
    assert page.count(ASKS) == 1
    place(gathering, at(4))
    page = page_of(client, gathering, "mother")
    assert "/preparation/" in page
    assert ASKS not in page
    place(gathering, at(0))
    page = page_of(client, gathering, "mother")
    assert "Vi mødes i dag kl. 23.55." in page
    assert ASKS not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_a_team_that_meets_tomorrow_is_told_too(client: Client, gathering: Gathering) -> None:
    team = call_team(gathering, method="collaboration-meeting@1")
    with acting(team.account("psychologist")):
        Team.objects.update(starts_at=at(1), ends_at=at(1) + timedelta(minutes=20))
    page = page_of(client, gathering, "teacher")
    assert f"I morgen kl. 23.55: {team.forum.name} mødes" in page
    assert page.count(team.forum.name) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_what_is_called_off_is_told_as_called_off_and_not_as_soon(
    client: Client, gathering: Gathering
) -> None:
    live(gathering)
    place(gathering, at(1))
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.call_off(meeting=Meeting.objects.get(), because="Sygdom", by=worker)
    page = page_of(client, gathering, "teacher")
    assert "I mødes snart" not in page
    assert ASKS not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_what_should_have_been_held_is_no_reminder(client: Client, gathering: Gathering) -> None:
    live(gathering)
    place(gathering, at(-1, time(12)))
    assert "I mødes snart" not in page_of(client, gathering, "teacher")


@pytest.mark.django_db
@pytest.mark.usefixtures("every_day")
def test_whose_chair_is_taken_is_not_reminded(client: Client, gathering: Gathering) -> None:
    """Neither of a child's meeting nor of a team's, though they sit at the case and in the team."""
    live(gathering)
    place(gathering, at(1))
    team = call_team(gathering, method="collaboration-meeting@1")
    lead, worker = team.account("psychologist"), gathering.account("social-worker")
    teacher = gathering.account("teacher")
    with acting(lead):
        Team.objects.update(starts_at=at(1), ends_at=at(1) + timedelta(minutes=20))
        actions.spare(invitation=Chair.objects.get(account=teacher), by=lead)
    with acting(worker):
        actions.spare(invitation=CaseChair.objects.get(account=teacher), by=worker)
    page = page_of(client, gathering, "teacher")
    assert "I mødes snart" not in page
    assert f"{team.forum.name} mødes" not in page
