"""Days and what a goal lacks, in words."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from tovholder.plans.models import Sign
from tovholder.plans.rules import (
    lateness,
    missing_in,
    nearness,
    obstacle_to_due,
    obstacle_to_observing,
    obstacle_to_wish,
    promised_in_words,
)

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("day", [date(1890, 1, 1), TODAY - timedelta(days=1)])
def test_nothing_is_promised_for_the_past(day: date) -> None:
    assert "is past" in (obstacle_to_due(day, TODAY) or "")


def test_nothing_is_promised_for_2190() -> None:
    assert "two years" in (obstacle_to_due(date(2190, 1, 1), TODAY) or "")


@pytest.mark.parametrize("days", [0, 1, 365])
def test_today_and_the_days_ahead_can_be_promised(days: int) -> None:
    assert obstacle_to_due(TODAY + timedelta(days=days), TODAY) is None


def test_only_what_has_been_can_be_observed() -> None:
    assert obstacle_to_observing(TODAY, TODAY) is None
    assert obstacle_to_observing(TODAY - timedelta(days=300), TODAY) is None
    assert "has not been yet" in (obstacle_to_observing(TODAY + timedelta(days=1), TODAY) or "")
    assert "more than a year" in (obstacle_to_observing(date(1890, 1, 1), TODAY) or "")


def test_lateness_is_a_sentence() -> None:
    assert lateness(TODAY, TODAY) is None
    assert lateness(None, TODAY) is None
    yesterday = lateness(TODAY - timedelta(days=1), TODAY)
    assert yesterday == "Agreed for yesterday, 21 November."
    assert lateness(TODAY - timedelta(days=12), TODAY) == "Agreed for 10 November, 12 days ago."


def test_nearness_is_said_as_people_say_it() -> None:
    days = [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=9), None]
    said = [nearness(day, TODAY) for day in days]
    assert said == ["Today", "Tomorrow", "By 1 December", "No day yet"]


def test_promises_are_counted_in_one_sentence() -> None:
    late, ahead = TODAY - timedelta(days=2), TODAY + timedelta(days=2)
    assert promised_in_words([], TODAY) == ""
    assert promised_in_words([ahead], TODAY) == "1 thing is promised, none of them late."
    assert promised_in_words([late, ahead], TODAY) == "2 things are promised, 1 of them late."


def test_a_goal_wants_signs_and_one_about_the_surroundings() -> None:
    child, around = Sign(about="child"), Sign(about="surroundings")
    assert "No sign yet:" in missing_in([])[0]
    assert "around the child" in missing_in([child])[0]
    assert missing_in([child, around]) == []
    assert missing_in([child], around_elsewhere=True) == []
    assert missing_in([], around_elsewhere=True)


def test_only_the_family_wishes() -> None:
    assert obstacle_to_wish({"parent"}) is None
    assert obstacle_to_wish({"child"}) is None
    assert "Only the family" in (obstacle_to_wish({"professional", "coordinator"}) or "")
