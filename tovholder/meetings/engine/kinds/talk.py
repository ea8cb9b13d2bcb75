"""People talk, and nothing is written: who speaks, in which order, and what about (S-58, S-87).

A check-in, a check-out, explaining what one answered: what is said there belongs to the room.
"""

from __future__ import annotations

from typing import Any

from ...table import AnyInvitation
from .kind import AtStep, Kind, kind


def in_turn(at: AtStep) -> list[AnyInvitation]:
    """Those here, beginning with another at each meeting and at each such step of it."""
    here = [chair for chair in at.sitting.invitations if chair.here]
    steps = [step.id for step in at.sitting.method.steps if step.kind == at.step.kind]
    if not here:
        return []
    first = (len(at.sitting.meetings_before) + steps.index(at.step.id)) % len(here)
    return here[first:] + here[:first]


@kind
class Talk(Kind):
    name = "talk"
    keys = frozenset({"turns"})

    def in_common(self, *, writes: bool) -> bool:  # noqa: ARG002 nothing is written here
        return True

    def shows(self, at: AtStep) -> dict[str, Any]:
        return {"turns": in_turn(at) if at.step.options["turns"] else []}
