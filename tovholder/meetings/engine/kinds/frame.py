"""Framing: what the meeting rests on, said aloud every time and approved by each (S-27)."""

from __future__ import annotations

from typing import Any

from ... import actions
from ...agreement import NOTHING, told
from ...asking import VoiceField
from ...rules import obstacle_to_approving
from ..signing import AGREEMENT
from .kind import Act, Ask, AtStep, Kind, kind


class ApproveForm(Ask):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"] = VoiceField(self.at.sitting.invitations)


def approve(at: AtStep, asked: dict[str, Any]) -> None:
    actions.approve(
        meeting=at.sitting.meeting, step=at.step.id, voice=asked["voice"], by=at.account
    )


@kind
class Frame(Kind):
    name = "frame"
    keys = frozenset({"reads"})
    acts = {"approve": Act(ApproveForm, approve)}

    @property
    def wall(self) -> str:
        """What the team has agreed to read at every meeting, and who says yes."""
        return "meetings/kinds/frame_wall.html"

    def shows(self, at: AtStep) -> dict[str, Any]:
        sitting = at.sitting
        yes = {word.voice_id for word in sitting.approvals if word.step == at.step.id}
        reads = at.step.options["reads"] == AGREEMENT
        here = (sitting.agreement if reads else None) or NOTHING
        return {
            "reads": reads,
            "agreement": here.before,
            "agreed": told(here.before, here.stood, aloud=True) if here.before else [],
            "approved": [chair for chair in sitting.invitations if chair.pk in yes],
            "chairs": [
                {
                    "chair": chair,
                    "approved": chair.pk in yes,
                    "may_approve": chair.here
                    and at.standing != "waiting"
                    and not obstacle_to_approving(sitting.meeting, at.account, chair),
                }
                for chair in sitting.invitations
            ],
        }
