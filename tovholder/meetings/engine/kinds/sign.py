"""Signing: everyone here signs what stands, and signs anew what is changed (S-33, S-36, S-53)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from ... import actions
from ...agreement import told
from ...asking import VoiceField
from ...rules import obstacle_to_answering_as
from ..running import WAITING
from ..signing import AGREEMENT, fingerprint, standing_text
from .kind import Act, Ask, AtStep, Kind, kind

if TYPE_CHECKING:
    from tovholder.catalogue.methods import Step

    from ...sitting import Sitting


class SignForm(Ask):
    """Whose name is set under the text one has read."""

    content = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"] = VoiceField(self.at.sitting.invitations)


def sign(at: AtStep, asked: dict[str, Any]) -> None:
    actions.sign(meeting=at.sitting.meeting, step=at.step.id, by=at.account, **asked)


@kind
class Sign(Kind):
    name = "sign"
    keys = frozenset({"what"})
    acts = {"sign": Act(SignForm, sign)}

    @property
    def wall(self) -> str:
        """The text that is signed, for all to read while it is read aloud."""
        return "meetings/kinds/sign_wall.html"

    def approved(self, sitting: Sitting, step: Step) -> frozenset[str]:
        """Those who signed the text that stands; a name under an earlier one does not count."""
        stands = content_at(sitting, step)
        return frozenset(
            str(yes.voice_id)
            for yes in sitting.approvals
            if yes.step == step.id and yes.content == stands
        )

    def shows(self, at: AtStep) -> dict[str, Any]:
        sitting = at.sitting
        signed = self.approved(sitting, at.step)
        ever = {str(yes.voice_id) for yes in sitting.approvals if yes.step == at.step.id}
        return {
            "what": f"meetings/kinds/sign_{at.step.options['what']}.html",
            "content": content_at(sitting, at.step),
            "goals": sitting.goals,
            "promises": sitting.promises(),
            **_of_agreement(at),
            "form": at.form("sign"),
            "chairs": [
                {
                    "chair": chair,
                    "signed": str(chair.pk) in signed,
                    "signed_before": str(chair.pk) in ever - signed,
                    "may_sign": at.standing != WAITING
                    and not obstacle_to_answering_as(sitting.meeting, at.account, chair),
                }
                for chair in sitting.invitations
                if chair.here
            ],
        }

    def leave(self, at: AtStep) -> None:
        """Who has not signed may have been noted as not here since."""
        if at.step.options["what"] == AGREEMENT:
            actions.bring_into_force(meeting=at.sitting.meeting, step=at.step.id, by=at.account)


def _of_agreement(at: AtStep) -> dict[str, Any]:
    """What is drawn where it is the forum's agreement that is signed."""
    here = at.sitting.agreement if at.step.options["what"] == AGREEMENT else None
    if here is None or here.own is None:
        return {}
    return {
        "points": told(here.own, here.points),
        "day": here.own.evaluate_by,
        "in_force": here.is_in_force,
    }


def content_at(sitting: Sitting, step: Step) -> str:
    """The fingerprint of what is signed: at a meeting that has ended, of what was signed last."""
    given = [yes for yes in sitting.approvals if yes.step == step.id]
    if sitting.meeting.has_ended and given:
        return str(max(given, key=lambda yes: yes.at).content)
    return fingerprint(standing_text(sitting, step.options["what"]))
