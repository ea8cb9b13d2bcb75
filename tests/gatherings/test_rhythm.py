"""The fixed days of a team: from its weekday and its rhythm, past what is called and holidays."""

from datetime import date
from itertools import islice

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.gatherings.team import LEADS, call, found
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings.rhythm import days_of, fixed_days_for, fixed_days_of
from tovholder.meetings import actions
from tovholder.organisation.working_days import is_working_day

TUESDAY = 1
AFTER = date(2027, 1, 4)  # a Monday


def days(**other: object) -> list[date]:
    asked = {
        "weekday": TUESDAY, "every_days": 14, "last": date(2027, 1, 12), "after": AFTER,
        "country": "dk",
    } | other  # fmt: skip
    return list(islice(days_of(**asked), 3))


def test_every_other_week_counts_from_the_last_one_called() -> None:
    assert days() == [date(2027, 1, 26), date(2027, 2, 9), date(2027, 2, 23)]


def test_one_moved_to_another_day_keeps_the_rhythm() -> None:
    assert days(last=date(2027, 1, 14)) == days()


def test_a_rhythm_long_asleep_goes_on_in_its_own_weeks() -> None:
    assert days(last=date(2026, 6, 2)) == [date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9)]


def test_every_week_needs_no_beginning() -> None:
    assert days(every_days=7, last=None)[0] == date(2027, 1, 5)
    assert days(every_days=7, last=None, after=date(2027, 1, 5))[0] == date(2027, 1, 12)


@pytest.mark.parametrize("asked", [{"last": None}, {"every_days": 0}, {"every_days": 365}])
def test_what_nobody_can_know_is_not_made_up(asked: dict[str, object]) -> None:
    assert days(**asked) == []


@pytest.mark.parametrize(("country", "met"), [("dk", True), ("no", False)])
def test_nobody_meets_on_a_public_holiday_of_the_country(*, country: str, met: bool) -> None:
    national = date(2028, 5, 17)  # a Wednesday, and Norway's own day
    asked = {"weekday": 2, "every_days": 7, "last": None, "after": date(2028, 5, 11)}
    assert (national in days(**asked, country=country)) is met
    assert is_working_day(date(2027, 5, 18), country)
    assert not is_working_day(date(2027, 12, 25), country)


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
