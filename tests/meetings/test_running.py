"""The interpreter runs whatever steps a method has; it knows none of them by name."""

from types import SimpleNamespace

from tovholder.meetings.engine.running import (
    OPEN,
    PASSED,
    WAITING,
    Running,
    holding,
    reminding,
    stepping_over,
)
from tovholder.meetings.engine.state import Board, StepState, Voice, Word

FATHER = Voice("1", "Omar", "family")


def asked(name, otherwise, **arguments):
    return SimpleNamespace(guard=name, otherwise=otherwise, arguments=arguments)


def step(step_id, kind="board", opens=(), closes=()):
    return SimpleNamespace(id=step_id, kind=kind, opens=tuple(opens), closes=tuple(closes))


METHOD = SimpleNamespace(
    steps=(
        step("walk", closes=[asked("steps-have-words", "remind", steps=["walk"])]),
        step("rest", opens=[asked("steps-closed", "hold", steps=["walk"])]),
        step("talk", opens=[asked("steps-have-words", "park", steps=["rest"])]),
    )
)


def at(*opened, closed=(), words=()):
    steps = {
        name: StepState(name, name.title(), opened=name in opened, closed=name in closed)
        for name in ("walk", "rest", "talk")
    }
    return Running(METHOD, Board(steps=steps, words=tuple(words)))


def test_where_the_table_is():
    running = at("walk", "rest", closed=["walk"])
    assert [running.standing(name) for name in ("walk", "rest", "talk")] == [PASSED, OPEN, WAITING]
    assert running.current.id == "rest"
    assert running.next.id == "talk"


def test_before_the_beginning_there_is_no_current_step():
    assert at().current is None
    assert at().next is None


def test_leaving_a_step_counts_as_closing_it():
    obstacles = at("walk").obstacles_to_moving("rest")
    assert [obstacle.otherwise for obstacle in obstacles] == ["remind"]
    assert holding(obstacles) == []
    assert len(reminding(obstacles)) == 1


def test_a_held_step_stays_closed():
    held = at().obstacles_to_opening("rest")
    assert [obstacle.words for obstacle in holding(held)] == ["“Walk” is not finished."]


def test_a_parking_step_parks_until_it_opens_and_may_be_stepped_into():
    running = at("walk", "rest", closed=["walk"])
    assert running.parks("talk")
    assert not running.parks("rest")
    assert [parking.id for parking in running.parking] == ["talk"]
    assert len(stepping_over(running.obstacles_to_moving("talk"))) == 1
    heard = at("walk", "rest", closed=["walk"], words=[Word("rest", FATHER)])
    assert heard.obstacles_to_moving("talk") == []


def test_one_goes_to_the_next_step_or_back_and_no_further():
    running = at("walk")
    assert running.is_neighbour("rest")
    assert not running.is_neighbour("talk")
    later = at("walk", "rest", closed=["walk"])
    assert later.is_neighbour("walk")
    assert later.obstacles_to_moving("walk") == []
