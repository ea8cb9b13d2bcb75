"""Whatever a file says, whoever comes and in whatever order they act: nothing said is lost, no
guard that holds is passed, and the meeting can always be taken up where it stands.

The meeting is played on the pure engine, act by act, as `actions.moving` lets the table move.
"""

from collections import Counter
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from hypothesis import event, given, note, settings
from hypothesis import strategies as st

from tests.meetings.any_method import FILE, any_method, read, tables
from tovholder.catalogue.faults import Fault
from tovholder.catalogue.methods import Guard, Method
from tovholder.meetings.actions.moving import refuse_obstacles
from tovholder.meetings.engine.running import OPEN, PASSED, WAITING, Running, holding
from tovholder.meetings.engine.state import Board, Goal, Promise, Voice, Word
from tovholder.meetings.picture import steps_of

SIDES = ("family", "professional", "companion")
PROFESSIONS = ("", "teacher", "psychologist", "health-visitor")
people = st.builds(
    lambda side, profession, number: Voice(
        str(number), f"Person {number}", side, profession if side == "professional" else ""
    ),
    st.sampled_from(SIDES), st.sampled_from(PROFESSIONS), st.integers(1, 9),
)  # fmt: skip
tables_of_people = st.lists(people, min_size=1, max_size=6, unique_by=lambda voice: voice.id)
acts = st.lists(
    st.tuples(
        st.sampled_from(["go on", "go over", "go back", "say", "approve", "answer", "settle"]),
        st.integers(0, 30),
    ),
    min_size=6,
    max_size=40,
)

# A played meeting costs a few milliseconds: more of them than the heavy proofs take as a sample.
often = settings(max_examples=max(150, settings().max_examples))


@dataclass
class Played:
    """A meeting as its rows would keep it: passages and words in the order they came."""

    method: Method
    voices: tuple[Voice, ...]
    passages: list[Any] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    approvals: dict[str, frozenset[str]] = field(default_factory=dict)
    answered: dict[str, frozenset[str]] = field(default_factory=dict)
    settled: Counter[str] = field(default_factory=Counter)

    @property
    def running(self) -> Running:
        """Read anew from the rows, as every request does."""
        return Running(
            self.method,
            Board(
                steps=steps_of(self.method, self.passages),
                voices=self.voices,
                words=tuple(self.words),
                approvals=self.approvals,
                answered=self.answered,
                goals=(Goal("Goal", ("surroundings",)),) * min(self.settled["goal"], 1),
                promises=(Promise("Promise", "Someone"),) * min(self.settled["promise"], 1),
                child_told=self.settled["child"] > 0,
                coherence=self.settled["coherence"] > 0,
                continuation=self.settled["next"] > 0,
            ),
        )

    def passage(self, step: str, *, opened: bool) -> None:
        self.passages.append(SimpleNamespace(step=step, opened=opened))

    def move(self, to: str, *, over: bool) -> bool:
        """As the action does; answers whether the table moved."""
        running = self.running
        if running.current is None or running.current.id == to or not running.is_neighbour(to):
            return False
        try:
            refuse_obstacles(running.obstacles_to_moving(to), over=over)
        except ValidationError:
            return False
        self.passage(running.current.id, opened=False)
        self.passage(to, opened=True)
        return True

    def say(self, step: str, voice: Voice, column: str) -> bool:
        running = self.running
        parked = running.parks(step)
        if not parked and running.standing(step) == WAITING:
            return False
        self.words.append(Word(step, voice, column, parked=parked))
        return True


def play(played: Played, act: str, number: int) -> None:
    """One act of someone: what it is and, by a number, where and whose."""
    steps = played.method.steps
    step, voice = steps[number % len(steps)], played.voices[number % len(played.voices)]
    following = played.running.next
    if act in ("go on", "go over") and following:
        played.move(following.id, over=act == "go over")
    elif act == "go back":
        played.move(step.id, over=True)
    elif act == "say":
        columns = (*step.columns, "")
        played.say(step.id, voice, columns[number % len(columns)])
    elif act in ("approve", "answer"):
        kept = played.approvals if act == "approve" else played.answered
        kept[step.id] = kept.get(step.id, frozenset()) | {voice.id}
    elif act == "settle":
        played.settled[("goal", "promise", "child", "coherence", "next")[number % 5]] += 1


@given(tables())
def test_a_file_is_read_whole_or_refused_in_words(content: dict[str, Any]) -> None:
    try:
        method = read(content)
    except Fault as fault:
        told = str(fault)
        event(told.partition(": ")[2][:40])
    else:
        told = ""
        _whole(method, content)
    assert not told or (told.startswith(str(FILE)) and told.endswith("."))


def _whole(method: Method, content: dict[str, Any]) -> None:
    assert [step.id for step in method.steps] == [row["id"] for row in content["step"]]
    assert set(method.sections()) == {step.id for step in method.steps}


@often
@given(any_method(), tables_of_people, acts)
def test_the_table_is_at_one_step_and_can_always_go_on(
    method: Method, voices: list[Voice], done: list[tuple[str, int]]
) -> None:
    played = Played(method, tuple(voices))
    played.passage(method.steps[0].id, opened=True)
    for act, number in done:
        play(played, act, number)
        running = played.running
        open_steps = [s for s in method.steps if running.standing(s.id) == OPEN]
        assert len(open_steps) == 1
        assert running.current is open_steps[0]
        opened = [running.standing(s.id) != WAITING for s in method.steps]
        assert opened == sorted(opened, reverse=True)  # no step was jumped over
    _resumed(played)


def _resumed(played: Played) -> None:
    """Where nothing holds, one tap goes on; going back is always free."""
    running, here = played.running, played.running.current
    assert here is not None
    if following := running.next:
        held = holding(running.obstacles_to_moving(following.id))
        moved = Played(**vars(played) | {"passages": [*played.passages]}).move(
            following.id, over=True
        )
        assert moved == (not held)
        assert all(obstacle.words.strip() for obstacle in held)
    for step in played.method.steps:
        if running.standing(step.id) == PASSED:
            assert running.obstacles_to_moving(step.id) == []


@often
@given(any_method(), tables_of_people, acts)
def test_no_note_is_lost(method: Method, voices: list[Voice], done: list[tuple[str, int]]) -> None:
    played = Played(method, tuple(voices))
    played.passage(method.steps[0].id, opened=True)
    for act, number in done:
        before, asked_of = list(played.words), method.steps[number % len(method.steps)]
        waits = played.running.standing(asked_of.id) == WAITING
        play(played, act, number)
        assert played.words[: len(before)] == before
        if act == "say":  # said in its time, or kept in sight until it is
            kept = not waits or any(guard.otherwise == "park" for guard in asked_of.opens)
            assert len(played.words) == len(before) + kept
        board = played.running.board
        counted = [word for step in method.steps for word in board.said_in(step.id)]
        waiting = [word for word in board.words if word.parked]
        assert Counter(map(id, counted + waiting)) == Counter(map(id, played.words))
        assert all(word.step in board.steps for word in board.words)


@often
@given(any_method(), tables_of_people, acts)
def test_no_guard_that_holds_is_passed(
    method: Method, voices: list[Voice], done: list[tuple[str, int]]
) -> None:
    played = Played(method, tuple(voices))
    played.passage(method.steps[0].id, opened=True)
    for act, number in done:
        before = played.running
        play(played, act, number)
        after = played.running
        if before.current is after.current or before.standing(after.current.id) != WAITING:
            continue
        passed = {"left": before.current.closes, "entered": after.current.opens}
        for where, guards in passed.items():
            for guard in guards:
                note(f"{where}: {guard}")
                if guard.otherwise == "hold":
                    assert _met(guard, before.board, before.current.id)


def _met(guard: Guard, board: Board, left: str) -> bool:
    """Whether a guard's condition holds, told once more and in another way than the engine's."""
    steps = guard.arguments.get("steps", ())
    sides = set(guard.arguments.get("voices", ()))
    present = {v.id for v in board.voices if v.here and (not sides or v.side in sides)}
    if guard.guard == "steps-have-words":
        said = {step: [w for w in board.words if w.step == step and not w.parked] for step in steps}
        return all(said.values()) and all(
            sides <= {word.voice.side for word in words} for words in said.values()
        )
    if guard.guard == "steps-closed":
        return all(board.steps[step].closed or step == left for step in steps)
    if guard.guard == "framing-approved":
        return present <= board.approvals.get(left, frozenset())
    if guard.guard == "everyone-has-answered":
        return all(present <= board.answered.get(step, frozenset()) for step in steps)
    return {
        "goals-have-signs": bool(board.goals),
        "sign-about-surroundings": any("surroundings" in goal.signs for goal in board.goals),
        "child-is-told": board.child_told,
        "coherence-checked": board.coherence,
        "next-date-or-end": board.continuation,
    }.get(guard.guard, True)


@often
@given(any_method(), tables_of_people, acts)
def test_asking_changes_nothing_and_gives_everyone_the_same_answer(
    method: Method, voices: list[Voice], done: list[tuple[str, int]]
) -> None:
    played = Played(method, tuple(voices))
    played.passage(method.steps[0].id, opened=True)
    for act, number in done:
        play(played, act, number)
    first, second = played.running, played.running
    for step in method.steps:
        assert first.obstacles_to_opening(step.id) == second.obstacles_to_opening(step.id)
        assert first.obstacles_to_closing(step.id) == second.obstacles_to_closing(step.id)
    assert first.board == second.board
