"""Effect is read from signs over time: better, still well, unchanged, worse, or too early."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from tovholder.plans.effect import Direction, Effect, Reading, counting, effect, of_goal

FIRST = date(2026, 9, 1)
S, P, N = "seen", "partly", "not_seen"


def weekly(*seen: str) -> list[Reading]:
    return [Reading(FIRST + timedelta(weeks=week), what) for week, what in enumerate(seen)]


@pytest.mark.parametrize(
    ("seen", "direction"),
    [
        ((), Direction.UNSEEN),
        ((S,), Direction.EARLY),
        ((N, N, S), Direction.EARLY),
        ((N, N, S, S), Direction.BETTER),
        ((S, S, N, N), Direction.WORSE),
        ((S, S, S, S), Direction.HOLDING),
        ((N, N, N, N), Direction.UNCHANGED),
        ((N, S, N, S), Direction.UNCHANGED),
        ((N, N, N, P, P, P), Direction.BETTER),
        ((P, P, P, N, N, N), Direction.WORSE),
        ((N, N, P, N, P, N), Direction.UNCHANGED),
        ((S, S, S, P, S, S, S, S), Direction.HOLDING),
    ],
)
def test_direction(seen: tuple[str, ...], direction: Direction) -> None:
    assert effect(weekly(*seen)).direction is direction


def test_many_readings_in_few_days_are_too_early() -> None:
    readings = [Reading(FIRST + timedelta(days=day), N if day < 5 else S) for day in range(10)]
    assert effect(readings).direction is Direction.EARLY
    with translation.override("en"):
        assert effect(readings).sentence == "Too early to say: looked for over 9 days only."


def test_the_sentence_gives_the_counts_it_rests_on() -> None:
    with translation.override("en"):
        assert (
            effect(weekly(N, N, P, S, S, S)).sentence
            == "Getting better: seen 3 of the last 3 times, 0 of the first 3."
        )
        assert effect([]).sentence == "Nobody has looked for this yet."
        assert effect(weekly(S)).counts == "Looked for 1 time."


def test_a_move_from_not_to_partly_is_told_with_counts_that_show_it() -> None:
    with translation.override("en"):
        assert (
            effect(weekly(N, N, N, P, P, P)).sentence
            == "Getting better: at least partly seen 3 of the last 3 times, 0 of the first 3."
        )


def test_the_sentence_is_written_in_danish_and_norwegian() -> None:
    readings = weekly(N, N, P, S, S, S)
    with translation.override("da"):
        danish = effect(readings).sentence
    with translation.override("nb"):
        norwegian = effect(readings).sentence
    assert danish == "Går fremad: set 3 af de sidste 3 gange og 0 af de første 3."
    assert norwegian == "Går framover: sett 3 av de siste 3 gangene og 0 av de første 3."


@given(some.lists(some.sampled_from([S, P, N]), max_size=40))
def test_the_same_signs_backwards_go_the_other_way(seen: list[str]) -> None:
    opposite = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}
    there, back = effect(weekly(*seen)), effect(weekly(*reversed(seen)))
    if there.direction in opposite:
        assert back.direction is opposite[there.direction]


@given(some.lists(some.sampled_from([S, P, N]), min_size=1, max_size=40))
def test_there_is_always_a_sentence_with_its_numbers_filled_in(seen: list[str]) -> None:
    for language in ("da", "nb", "en"):
        with translation.override(language):
            sentence = effect(weekly(*seen)).sentence
        assert sentence.endswith(".")
        assert "%" not in sentence


@dataclass
class Noted:
    on: date
    by_id: int
    seen: str


def test_the_last_word_of_a_person_about_a_day_counts() -> None:
    tapped_wrong = Noted(FIRST, 1, S)
    other_person = Noted(FIRST, 2, S)
    put_right = Noted(FIRST, 1, N)
    assert counting([tapped_wrong, other_person, put_right]) == [put_right, other_person]


def test_what_was_written_late_stands_at_its_day() -> None:
    today, yesterday = Noted(FIRST, 1, S), Noted(FIRST - timedelta(days=1), 1, N)
    assert counting([today, yesterday]) == [yesterday, today]


@pytest.mark.parametrize(
    ("signs", "direction"),
    [
        ([], Direction.UNSEEN),
        ([(N, N, S, S), (S,)], Direction.BETTER),
        ([(N, N, S, S), (S, S, N, N)], Direction.BOTH_WAYS),
        ([(S, S, S, S), (N, N, N, N)], Direction.UNCHANGED),
        ([(S, S, S, S), (S, S, N, N)], Direction.WORSE),
        ([(S,), ()], Direction.EARLY),
    ],
)
def test_a_goal_is_read_from_all_its_signs(
    signs: list[tuple[str, ...]], direction: Direction
) -> None:
    assert of_goal(effect(weekly(*sign)) for sign in signs).direction is direction


def test_every_direction_has_a_label_and_a_tone() -> None:
    for direction in Direction:
        found = Effect(direction, "counted")
        assert found.label
        assert found.tone in {"neutral", "success", "info", "warning"}
