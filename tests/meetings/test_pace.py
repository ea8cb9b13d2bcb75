"""Time per step and who has not been heard: for whoever leads, and without a trace for others."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue
from tovholder.meetings import actions
from tovholder.meetings.engine.pace import Passed, pace
from tovholder.meetings.engine.state import TABLE, Voice, Word

NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)
KIRSTEN, METTE = Voice("1", "Kirsten", "family"), Voice("2", "Mette", "professional")
AWAY = Voice("3", "Omar", "family", here=False)


def after(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def passed(*moves: tuple[str, bool, int]) -> list[Passed]:
    return [Passed(step, opened, after(minutes)) for step, opened, minutes in moves]


def test_all_visits_to_a_step_count_together_and_the_open_one_until_now() -> None:
    moves = passed(("a", True, 0), ("a", False, 10), ("b", True, 10), ("b", False, 12),
                   ("a", True, 12))  # fmt: skip
    found = pace(moves, [], [], after(20))
    assert (found.minutes_at("a"), found.minutes_at("b"), found.minutes_at("c")) == (18, 2, 0)


def test_a_clock_that_goes_backwards_gives_no_time_less_than_none() -> None:
    assert pace(passed(("a", True, 5)), [], [], NINE).minutes_at("a") == 0


def test_who_is_here_and_has_said_nothing_is_not_heard_yet() -> None:
    voices = [KIRSTEN, METTE, AWAY]
    assert pace([], [Word("a", METTE), Word("a", TABLE)], voices, NINE).unheard == (KIRSTEN,)
    assert pace([], [Word("a", METTE), Word("b", KIRSTEN, parked=True)], voices, NINE).unheard == ()


def test_before_anybody_has_been_heard_nobody_is_pointed_out() -> None:
    assert pace([], [Word("a", TABLE)], [KIRSTEN, METTE], NINE).unheard == ()


def test_a_number_alone_is_heard() -> None:
    voices = [KIRSTEN, METTE]
    assert pace([], [], voices, NINE, answered=["2"]).unheard == (KIRSTEN,)
    assert pace([], [Word("a", KIRSTEN)], voices, NINE, answered=["2"]).unheard == ()


@pytest.mark.django_db
def test_who_answered_a_scale_and_said_no_word_is_heard(
    gathering: Gathering,
    own_methods: Catalogue,
) -> None:
    table = call(gathering, method="weigh@1")
    table.begin()
    teacher = table.account("teacher")
    with acting(teacher):
        actions.answer(
            meeting=table.meeting, step="safe", voice=table.voice("teacher"), by=teacher,
            answers={"home": (6, ""), "school": (4, "")},
        )  # fmt: skip
    told = board(table, "social-worker", "board/safe/")
    not_heard = told.split("Endnu ikke hørt:")[1].split("</p>")[0]
    assert "Mette Lund" not in not_heard
    assert table.account("mother").name in not_heard


@pytest.fixture
def table(gathering: Gathering) -> Table:
    table = call(gathering)
    table.go_to("story")
    table.say("mother", "Han tegner", step="story", column="strengths")
    return table


def board(table: Table, name: str, path: str = "board/story/") -> str:
    client = Client()
    client.force_login(table.account(name))
    return client.get(f"/meetings/{table.meeting.pk}/{path}").content.decode()


@pytest.mark.django_db
def test_only_whoever_leads_is_told(table: Table) -> None:
    told = board(table, "social-worker")
    assert "Til dig, der leder" in told
    assert "Dette trin er lige begyndt" in told
    not_heard = told.split("Endnu ikke hørt:")[1].split("</p>")[0]
    assert "Mette Lund" in not_heard
    assert "Kirsten" not in not_heard


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mother", "teacher"])
@pytest.mark.parametrize("path", ["board/story/", "wall/", "minutes/", "invitation/"])
def test_the_others_pages_hold_no_trace_of_it(table: Table, name: str, path: str) -> None:
    page = board(table, name, path)
    for word in ("Til dig, der leder", "lige begyndt", "ikke hørt", 'id="pace"', "minutter ved"):
        assert word not in page
