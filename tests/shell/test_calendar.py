"""One's own calendar by a secret address: whose it is, what it shows, and when it shows nothing."""

import hashlib
import re
from datetime import timedelta

import pytest
import vobject
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Gathering
from tests.gatherings.team import call as call_team
from tests.gatherings.team import found
from tests.meetings.table import call
from tovholder.audit.context import acting
from tovholder.audit.models import Attempt
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.catalogue import catalogue
from tovholder.catalogue.municipality import Municipality, Reminders
from tovholder.meetings import actions as meetings
from tovholder.organisation import actions
from tovholder.organisation.calendars import holder_of
from tovholder.organisation.models import CalendarLink, Forum, Membership
from tovholder.shell.feed import told_before
from tovholder.shell.views import calendar as views

pytestmark = pytest.mark.django_db


def make(gathering: Gathering, name: str, *, fixed_days: bool = False, reminds: bool = True) -> str:
    account = gathering.account(name)
    with acting(account):
        return actions.make_calendar_link(
            account=account, fixed_days=fixed_days, reminds=reminds, by=account
        )


def fetch(secret: str, client: Client | None = None):
    return (client or Client()).get(f"/calendar/{secret}.ics")


def paths(secret: str) -> list[str]:
    """Where the events of a calendar lead."""
    answer = fetch(secret)
    assert answer.status_code == 200
    shown = vobject.readOne(answer.content.decode())
    return [
        event.url.value.removeprefix("http://testserver")
        for event in shown.contents.get("vevent", [])
    ]


def rhythmic(gathering: Gathering, name: str = "Netværket") -> Forum:
    """A team that meets every second week."""
    return found(gathering.town, name=name, kind="tvaers-unit")


def test_both_books_stand_in_one_calendar(gathering: Gathering) -> None:
    table, team = call(gathering), call_team(gathering, method="collaboration-meeting@1")
    secret = make(gathering, "teacher")
    assert paths(secret) == [f"/meetings/{table.meeting.pk}/", f"/gatherings/{team.meeting.pk}/"]
    assert paths(make(gathering, "mother")) == [f"/meetings/{table.meeting.pk}/"]


def test_somebody_elses_calendar_does_not_show_mine(gathering: Gathering) -> None:
    call(gathering)
    call_team(gathering, method="collaboration-meeting@1")
    # At the case, but not invited; a leader of those who are; nobody's colleague.
    for name in ("pedagogue", "leader", "outsider", "admin", "father"):
        assert paths(make(gathering, name)) == [], name


def test_a_gathering_one_is_not_invited_to_is_not_ones_own(gathering: Gathering) -> None:
    team = call_team(gathering, method="collaboration-meeting@1")
    later = gathering.account("therapist")
    actions.join(forum=team.forum, account=later)
    assert paths(make(gathering, "therapist")) == []


def test_whoever_is_signed_in_reads_the_holders_calendar_and_nothing_of_their_own(
    gathering: Gathering,
) -> None:
    call(gathering)
    secret = make(gathering, "father")
    client = Client()
    client.force_login(gathering.account("mother"))
    assert b"VEVENT" not in fetch(secret, client).content


def test_the_secret_is_kept_nowhere(gathering: Gathering) -> None:
    secret = make(gathering, "teacher")
    with acting(gathering.account("teacher")):
        link = CalendarLink.objects.get()
        assert link.hashed == hashlib.sha256(secret.encode()).hexdigest()
        assert not any(secret in str(value) for value in CalendarLink.objects.values_list()[0])
    fetch(secret)
    assert not Attempt.objects.filter(key__contains=secret).exists()


def test_a_new_address_ends_the_old_and_an_ended_one_is_as_if_it_never_was(
    gathering: Gathering,
) -> None:
    call(gathering)
    first, second = make(gathering, "teacher"), make(gathering, "teacher")
    assert len(paths(second)) == 1
    never = fetch("nobody-s-secret")
    teacher = gathering.account("teacher")
    with acting(teacher):
        actions.end_calendar_link(account=teacher, by=teacher)
    for gone in (fetch(first), fetch(second)):
        assert (gone.status_code, never.status_code) == (404, 404)
        assert _alike(gone.content) == _alike(never.content)


def _alike(content: bytes) -> bytes:
    return re.sub(rb'(nonce|value)="[^"]*"', b"", content)


def test_with_the_account_the_calendar_is_gone(gathering: Gathering) -> None:
    call(gathering)
    secret = make(gathering, "teacher")
    teacher = gathering.account("teacher")
    teacher.is_active = False
    teacher.save()
    assert fetch(secret).status_code == 404


def test_with_the_seat_its_meetings_leave_the_calendar(gathering: Gathering) -> None:
    call(gathering)
    secret = make(gathering, "teacher")
    assert len(paths(secret)) == 1
    worker = gathering.account("social-worker")
    with acting(worker):
        seat = Seat.objects.get(case=gathering.case, account=gathering.account("teacher"))
        cases.end_seat(seat=seat, by=worker, reason="")
    assert paths(secret) == []


def test_with_the_place_in_the_team_its_gatherings_leave_too(gathering: Gathering) -> None:
    team = call_team(gathering, method="collaboration-meeting@1", forum=rhythmic(gathering))
    secret = make(gathering, "teacher", fixed_days=True)
    assert paths(secret)[0] == f"/gatherings/{team.meeting.pk}/"
    assert f"/fora/{team.forum.pk}/" in paths(secret)
    admin = gathering.account("admin")
    place = Membership.objects.get(forum=team.forum, account=team.account("teacher"))
    actions.leave(membership=place, by=admin)
    assert paths(secret) == []


def test_what_is_called_off_stays_to_be_read_as_cancelled(gathering: Gathering) -> None:
    table = call(gathering)
    secret = make(gathering, "mother")
    worker = gathering.account("social-worker")
    with acting(worker):
        meetings.call_off(meeting=table.meeting, because="Lars er syg", by=worker)
    (event,) = vobject.readOne(fetch(secret).content.decode()).vevent_list
    assert event.status.value == "CANCELLED"


def test_the_database_shows_an_address_to_its_holder_alone(gathering: Gathering) -> None:
    make(gathering, "teacher")
    with acting(gathering.account("teacher")):
        assert CalendarLink.objects.count() == 1
    for name in ("mother", "leader", "admin"):
        with acting(gathering.account(name)):
            assert not CalendarLink.objects.exists()
    with acting(None):
        assert not CalendarLink.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"account_id": 1},
        {"hashed": "0" * 64},
    ],
)
def test_an_address_never_becomes_anothers(gathering: Gathering, change: dict[str, object]) -> None:
    make(gathering, "teacher")
    with acting(gathering.account("teacher")), pytest.raises(DatabaseError), transaction.atomic():
        CalendarLink.objects.update(**change)


def test_what_has_ended_stays_ended(gathering: Gathering) -> None:
    make(gathering, "teacher")
    teacher = gathering.account("teacher")
    with acting(teacher):
        actions.end_calendar_link(account=teacher, by=teacher)
        with pytest.raises(DatabaseError), transaction.atomic():
            CalendarLink.objects.update(ended_at=None)


def test_a_calendar_that_asks_all_the_time_waits(
    gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "TIMES", 2)
    secret = make(gathering, "teacher")
    answers = [fetch(secret) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"]
    assert [fetch(f"wrong-{n}").status_code for n in range(3)] == [404, 404, 429]
    assert fetch(make(gathering, "mother")).status_code == 200


def test_a_calendar_asks_the_same_however_much_there_is(gathering: Gathering) -> None:
    secret = make(gathering, "teacher", fixed_days=True)
    call(gathering)
    call_team(gathering, method="collaboration-meeting@1")
    fetch(secret)
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert fetch(secret).status_code == 200
        counted.append(len(captured))
        for number in range(3):
            call(gathering)
            team = rhythmic(gathering, f"Team {number}-{len(counted)}")
            call_team(gathering, forum=team, method="collaboration-meeting@1")
    assert counted[0] == counted[1]


def test_the_page_makes_shows_once_and_ends(gathering: Gathering) -> None:
    client = Client()
    client.force_login(gathering.account("teacher"))
    assert 'id="address"' not in client.get("/me/calendar/").content.decode()
    made = client.post("/me/calendar/", {"fixed_days": "yes"}).content.decode()
    secret = made[made.index("/calendar/", made.index('id="address"')) + 10 :].split(".ics")[0]
    assert fetch(secret).status_code == 200
    assert secret not in client.get("/me/calendar/").content.decode()
    client.post("/me/calendar/days/", {})
    assert holder_of(secret).fixed_days is False
    client.post("/me/calendar/end/")
    assert fetch(secret).status_code == 404
    assert client.post("/me/calendar/days/", {}).status_code == 422


def alarms(secret: str) -> list[list[timedelta]]:
    """When each event of a calendar reminds, as another library reads it."""
    shown = vobject.readOne(fetch(secret).content.decode())
    return [
        sorted(alarm.trigger.value for alarm in event.contents.get("valarm", []))
        for event in shown.contents.get("vevent", [])
    ]


def test_a_calendar_reminds_a_day_and_half_an_hour_before(gathering: Gathering) -> None:
    call(gathering)
    call_team(gathering, method="collaboration-meeting@1", forum=rhythmic(gathering))
    secret = make(gathering, "teacher", fixed_days=True)
    at_meetings, *fixed = [alarms(secret)[:2], *alarms(secret)[2:]]
    assert at_meetings == [[timedelta(days=-1), timedelta(minutes=-30)]] * 2
    assert fixed
    assert not any(fixed)


def test_a_reminder_on_a_locked_screen_tells_no_more_than_the_event(gathering: Gathering) -> None:
    call(gathering)
    shown = vobject.readOne(fetch(make(gathering, "mother")).content.decode())
    for alarm in shown.vevent.valarm_list:
        assert alarm.action.value == "DISPLAY"
        assert alarm.description.value == "Møde"
        assert set(alarm.contents) == {"action", "description", "trigger"}


def test_who_wants_no_reminder_has_none_and_may_want_it_again(gathering: Gathering) -> None:
    table = call(gathering)
    secret, mother = make(gathering, "mother", reminds=False), gathering.account("mother")
    client = Client()
    client.force_login(mother)
    one = reverse("meetings:calendar", args=[table.meeting.pk])
    assert alarms(secret) == [[]]
    assert client.get(one).status_code == 200
    assert b"VALARM" not in client.get(one).content
    client.post("/me/calendar/days/", {"reminds": "yes"})
    assert len(alarms(secret)[0]) == 2
    assert b"VALARM" in client.get(one).content
    client.post("/me/calendar/days/", {})
    assert alarms(secret) == [[]]


def test_what_is_called_off_reminds_nobody(gathering: Gathering) -> None:
    table = call(gathering)
    worker = gathering.account("social-worker")
    with acting(worker):
        meetings.call_off(meeting=table.meeting, because="Lars er syg", by=worker)
    assert alarms(make(gathering, "mother")) == [[]]


def test_the_municipality_decides_when(
    gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(gathering)
    never = Municipality(reminders=Reminders(calendar=(120,)))
    monkeypatch.setattr(catalogue(), "municipality", never)
    assert alarms(make(gathering, "mother")) == [[timedelta(hours=-2)]]
    assert told_before((2880, 120, 15)) == "2 dage før, 2 timer før og 15 minutter før."
