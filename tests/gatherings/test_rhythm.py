"""The fixed days of a team: from its weekday and its rhythm, past what is called and holidays."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.gatherings.team import LEADS, call, found
from tovholder.audit.context import acting
from tovholder.catalogue import Fault, catalogue
from tovholder.catalogue.municipality import Holiday, Municipality
from tovholder.catalogue.rhythms import Rhythm, read_rhythm
from tovholder.catalogue.tables import Table
from tovholder.catalogue.telling.rhythms import in_words
from tovholder.demo.town import Town
from tovholder.gatherings.rhythm import Called, days_of, fixed_days_for, fixed_days_of, meets
from tovholder.meetings import actions
from tovholder.organisation.working_days import is_working_day

TUESDAY = 1
AFTER = date(2027, 1, 4)  # a Monday
EVERY_OTHER = Rhythm(weeks=2)
FIRST_THURSDAY = Rhythm(months=1, position=1, weekday=3)


def days(
    rhythm: Rhythm = EVERY_OTHER,
    *,
    stands: date | None = date(2027, 1, 12),
    off: date | None = None,
    after: date = AFTER,
) -> list[date]:
    called = Called(stands, max(filter(None, (stands, off)), default=None))
    return list(islice(days_of(rhythm, weekday=TUESDAY, called=called, after=after), 3))


def test_every_other_week_counts_from_the_last_one_called() -> None:
    assert days() == [date(2027, 1, 26), date(2027, 2, 9), date(2027, 2, 23)]


@pytest.mark.parametrize("held", [date(2027, 1, 14), date(2027, 1, 11), date(2027, 1, 16)])
def test_one_on_another_day_is_the_nearest_of_the_rhythm(held: date) -> None:
    assert days(stands=held) == days()
    assert days(Rhythm(weeks=2, begins=date(2026, 12, 1)), stands=held) == days()


def test_one_moved_past_the_middle_keeps_the_weeks_where_the_file_says_them() -> None:
    rhythm = Rhythm(weeks=2, begins=date(2026, 12, 1))
    assert days(rhythm, stands=date(2027, 1, 18)) == days()


def test_one_called_off_is_left_out_and_the_rest_stays() -> None:
    assert days(off=date(2027, 1, 26)) == [*days()[1:], date(2027, 3, 9)]


def test_a_rhythm_long_asleep_goes_on_in_its_own_weeks() -> None:
    slept = days(stands=date(2026, 6, 2))
    assert slept == [date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9)]


def test_every_week_needs_no_beginning() -> None:
    weekly = Rhythm(weeks=1)
    assert days(weekly, stands=None)[0] == date(2027, 1, 5)
    assert days(weekly, stands=None, after=date(2027, 1, 5))[0] == date(2027, 1, 12)


def test_each_first_thursday_needs_none_either() -> None:
    first = [date(2027, 1, 7), date(2027, 2, 4), date(2027, 3, 4)]
    assert days(FIRST_THURSDAY, stands=None) == first
    assert days(FIRST_THURSDAY, stands=date(2027, 1, 6)) == [*first[1:], date(2027, 4, 1)]
    last = Rhythm(months=1, position=-1)
    assert days(last, stands=None) == [date(2027, 1, 26), date(2027, 2, 23), date(2027, 3, 30)]


def test_six_times_a_year_keeps_to_its_months() -> None:
    six = Rhythm(months=1, position=2, weekday=3, among=(1, 3, 5, 8, 10, 12))
    assert days(six, stands=None, after=date(2027, 4, 1)) == [
        date(2027, 5, 13), date(2027, 8, 12), date(2027, 10, 14),
    ]  # fmt: skip


@pytest.mark.parametrize("rhythm", [EVERY_OTHER, Rhythm(months=2, position=1)])
def test_what_nobody_can_know_is_not_made_up(rhythm: Rhythm) -> None:
    assert days(rhythm, stands=None) == []


@pytest.mark.parametrize(("country", "met"), [("dk", True), ("no", False)])
def test_nobody_meets_on_a_public_holiday_of_the_country(*, country: str, met: bool) -> None:
    national = date(2028, 5, 17)  # a Wednesday, and Norway's own day
    assert meets(national, country) is met
    assert is_working_day(date(2027, 5, 18), country)
    assert not is_working_day(date(2027, 12, 25), country)


@pytest.mark.parametrize(
    ("rule", "begins"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2027, 1, 12)),
        ("FREQ=WEEKLY;BYDAY=FR", date(2027, 1, 12)),
        ("FREQ=MONTHLY;BYDAY=1TH", date(2027, 1, 1)),
        ("FREQ=MONTHLY;BYDAY=-1MO", date(2027, 1, 1)),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=4WE", date(2027, 1, 1)),
        ("FREQ=MONTHLY;BYSETPOS=2;BYDAY=SU", date(2027, 1, 1)),
        ("FREQ=MONTHLY;BYMONTH=1,3,5,8,10,12;BYDAY=3TH", date(2027, 1, 1)),
    ],
)
def test_a_rule_is_read_as_another_library_reads_it(rule: str, begins: date) -> None:
    rhythm = read(rule, begins)
    assert rhythm is not None
    found = rhythm.days(weekday=TUESDAY, since=begins, counted_from=None)
    ours = [day for day in islice(found, 40) if day >= begins]
    theirs = rrulestr(rule, dtstart=datetime.combine(begins, time()))
    assert ours == [moment.date() for moment in islice(theirs, len(ours))]


def read(rule: str, begins: date | None = None) -> Rhythm | None:
    written = {"rhythm": rule} | ({"rhythm_from": begins} if begins else {})
    return read_rhythm(Table(Path("forum.toml"), written), 0)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY", "a rhythm reads as"),
        ("FREQ=WEEKLY;COUNT=3", "'COUNT'"),
        ("FREQ=WEEKLY;INTERVAL=0", "no whole number"),
        ("FREQ=WEEKLY;BYDAY=1TH", "'1TH'"),
        ("FREQ=WEEKLY;BYMONTH=1", "BYMONTH does not go with WEEKLY"),
        ("FREQ=MONTHLY;BYDAY=TH", "place in the month"),
        ("FREQ=MONTHLY;BYDAY=5TH", "place in the month"),
        ("FREQ=MONTHLY;BYDAY=1TH;BYMONTH=13", "1 to 12"),
        ("FREQ=MONTHLY;BYDAY=1TH;BYMONTH=2;INTERVAL=2", "does not go"),
        ("FREQ=WEEKLY;FREQ=WEEKLY", "twice"),
        ("every week", "word of a rhythm"),
    ],
)
def test_a_rule_nobody_can_say_is_refused_in_words(rule: str, said: str) -> None:
    with pytest.raises(Fault, match="rhythm") as refused:
        read(rule)
    assert said in str(refused.value)


def test_two_rhythms_in_one_file_are_refused() -> None:
    table = Table(Path("forum.toml"), {"rhythm": "FREQ=WEEKLY"})
    with pytest.raises(Fault, match="keep one"):
        read_rhythm(table, 7)


def test_a_rhythm_is_told_as_a_sentence() -> None:
    with override("da"):
        assert in_words(FIRST_THURSDAY) == "Mødes den første torsdag i hver måned."
        six = Rhythm(months=1, position=-1, among=(1, 3, 5))
        assert in_words(six, TUESDAY) == "Mødes den sidste tirsdag i januar, marts og maj."
    with override("nb"):
        assert in_words(FIRST_THURSDAY) == "Møtes første torsdag i hver måned."


@pytest.mark.django_db
def test_the_page_of_a_team_shows_the_days_to_come(town: Town, client: Client) -> None:
    team = call(town, forum=found(town, kind="tvaers-unit"), method="collaboration-meeting@1")
    client.force_login(town.accounts["teacher"])
    address = reverse("gatherings:forum", args=[team.forum.pk])
    page = client.get(address).content.decode()
    first = fixed_days_of(team.forum).days[0]
    assert first > timezone.localdate(team.meeting.starts_at)
    assert f'<time datetime="{first.isoformat()}">' in page
    assert page.count("<li><time") == 4
    lead = town.accounts[LEADS]
    with acting(lead):
        actions.call_off(meeting=team.meeting, because="Kursus", by=lead)
    assert "fixed-days" not in client.get(address).content.decode()


@pytest.mark.django_db
def test_all_my_teams_are_one_question(town: Town) -> None:
    counted = []
    for number in range(3):
        forum = found(town, name=f"Team {number}", kind="tvaers-unit")
        call(town, forum=forum, method="collaboration-meeting@1")
        teacher = town.accounts["teacher"]
        with acting(teacher), CaptureQueriesContext(connection) as captured:
            assert len(fixed_days_for(teacher)) == number + 1
        counted.append(len(captured))
    assert len(set(counted)) == 1


@pytest.mark.django_db
def test_a_meeting_that_is_moved_keeps_its_place(town: Town) -> None:
    team = call(town, forum=found(town, kind="tvaers-unit"), method="collaboration-meeting@1")
    lead = town.accounts[LEADS]
    with acting(lead):
        before = fixed_days_of(team.forum).days
    far = team.meeting.starts_at + timedelta(days=9)
    with acting(lead):
        actions.reschedule(
            meeting=team.meeting, starts_at=far, ends_at=far + timedelta(hours=1),
            place="Skolen", because="Kursus", number=0, by=lead,
        )  # fmt: skip
        assert fixed_days_of(team.forum).days == before


@pytest.mark.django_db
def test_the_holidays_of_the_municipality_are_left_out_and_named(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = call(town, forum=found(town, kind="tvaers-unit"), method="collaboration-meeting@1")
    with acting(town.accounts[LEADS]):
        before = fixed_days_of(team.forum).days
    away = Holiday("Vinterferie", before[1] - timedelta(days=2), before[1])
    monkeypatch.setattr(catalogue(), "municipality", Municipality(holidays=(away,)))
    with acting(town.accounts[LEADS]):
        assert fixed_days_of(team.forum).days == [before[0], *before[2:]]
    client.force_login(town.accounts["teacher"])
    page = client.get(reverse("gatherings:forum", args=[team.forum.pk])).content.decode()
    assert "Vinterferie" in page
    assert f'<time datetime="{before[1].isoformat()}">' in page


@pytest.mark.django_db
def test_a_municipality_s_team_of_each_first_thursday_has_days_at_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = found(town, kind="tvaers-unit")
    assert fixed_days_of(forum).days == []
    theirs = replace(catalogue().forum("tvaers-unit"), every_days=0, rhythm=FIRST_THURSDAY)
    monkeypatch.setitem(catalogue().fora, "tvaers-unit", theirs)
    coming = fixed_days_of(forum).days
    assert len(coming) > 3
    assert all(day.weekday() == 3 and day.day < 8 for day in coming)
