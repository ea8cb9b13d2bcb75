"""A method on its way: which step stands where, what holds it, what is parked.

Pure: a method, a board, and answers in words. Moving is done by `meetings.actions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .guards import GUARDS
from .state import Board

if TYPE_CHECKING:
    from tovholder.catalogue.methods import Guard, Method, Step

HOLD = "hold"
PARK = "park"
REMIND = "remind"

WAITING = "waiting"
OPEN = "open"
PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a step should not open or close yet, and how strictly the method means it."""

    guard: str
    otherwise: str
    words: str


@dataclass(frozen=True, slots=True)
class Running:
    """One method run on one board."""

    method: Method
    board: Board

    def step(self, step_id: str) -> Step:
        """The step of that name. KeyError where the method has no such step."""
        for step in self.method.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def standing(self, step_id: str) -> str:
        state = self.board.steps[step_id]
        if not state.opened:
            return WAITING
        return PASSED if state.closed else OPEN

    @property
    def current(self) -> Step | None:
        """The step the table is at: the first that is open, else none."""
        for step in self.method.steps:
            if self.standing(step.id) == OPEN:
                return step
        return None

    @property
    def next(self) -> Step | None:
        """The step after the current one."""
        if self.current is None:
            return None
        steps = list(self.method.steps)
        place = steps.index(self.current) + 1
        return steps[place] if place < len(steps) else None

    def obstacles_to_opening(self, step_id: str) -> list[Obstacle]:
        return self._ask(step_id, self.step(step_id).opens)

    def obstacles_to_closing(self, step_id: str) -> list[Obstacle]:
        return self._ask(step_id, self.step(step_id).closes)

    def obstacles_to_moving(self, step_id: str) -> list[Obstacle]:
        """What stands between the table and a step: the current one's end, its beginning.

        A step that was opened before is free to go back to.
        """
        if self.standing(step_id) == PASSED:
            return []
        board = self._as_if_closed(self.current)
        leaving = self.obstacles_to_closing(self.current.id) if self.current else []
        entering = Running(self.method, board).obstacles_to_opening(step_id)
        return leaving + entering

    def obstacles_to_ending(self) -> list[Obstacle]:
        """What stands between the table and the end of the meeting."""
        current = self.current
        return self.obstacles_to_closing(current.id) if current else []

    def parks(self, step_id: str) -> bool:
        """Whether a word offered for the step now waits visibly instead of being used."""
        guards = self.step(step_id).opens
        return self.standing(step_id) == WAITING and any(g.otherwise == PARK for g in guards)

    @property
    def parking(self) -> list[Step]:
        """The steps that words may be parked for just now."""
        return [step for step in self.method.steps if self.parks(step.id)]

    def is_neighbour(self, step_id: str) -> bool:
        """Whether the table may go there from here: the next step, or one it has been at."""
        if self.standing(step_id) != WAITING:
            return True
        return self.next is not None and self.next.id == step_id

    def _as_if_closed(self, step: Step | None) -> Board:
        """The board as it stands the moment the current step is left."""
        if step is None:
            return self.board
        steps = dict(self.board.steps)
        steps[step.id] = replace(steps[step.id], closed=True)
        return replace(self.board, steps=steps)

    def _ask(self, step_id: str, guards: tuple[Guard, ...]) -> list[Obstacle]:
        return asked(replace(self.board, at=step_id), guards)


def asked(board: Board, guards: Iterable[Guard]) -> list[Obstacle]:
    """What stands in the way on a board, of what these guards ask."""
    return [
        Obstacle(guard.guard, guard.otherwise, words)
        for guard in guards
        for words in GUARDS[guard.guard](board, **guard.arguments)
    ]


def holding(obstacles: list[Obstacle]) -> list[Obstacle]:
    """Those that nobody may step over."""
    return [obstacle for obstacle in obstacles if obstacle.otherwise == HOLD]


def stepping_over(obstacles: list[Obstacle]) -> list[Obstacle]:
    """Those the facilitator may step over with one tap, on record."""
    return [obstacle for obstacle in obstacles if obstacle.otherwise == PARK]


def reminding(obstacles: list[Obstacle]) -> list[Obstacle]:
    """Those that are only said."""
    return [obstacle for obstacle in obstacles if obstacle.otherwise == REMIND]
