"""Signs over time: what has been seen since last, and what the table sees now (S-31)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.plans.effect import counting, effect
from tovholder.plans.models import Seen, Sign
from tovholder.ui.charts.sign_line import sign_line

from ... import actions
from ...asking import LineField
from .kind import Act, Ask, AtStep, Kind, kind


class ObservationForm(Ask):
    sign = forms.UUIDField(widget=forms.HiddenInput)
    note = LineField(limit=300, required=False, label=gettext_lazy("In a few words"))
    seen = forms.ChoiceField(choices=Seen.choices, label=gettext_lazy("What we see now"))

    def clean_sign(self) -> Sign:
        for goal in self.at.sitting.goals:
            for sign in goal.watched:
                if sign.pk == self.cleaned_data["sign"]:
                    return sign
        raise ValidationError(_("Nobody looks for this sign any more."))


def observe(at: AtStep, asked: dict[str, Any]) -> None:
    actions.observe(
        meeting=at.sitting.case_meeting,
        step=at.step.id,
        sign=asked["sign"],
        seen=asked["seen"],
        note=asked["note"],
        by=at.account,
    )


@kind
class SignsOverTime(Kind):
    name = "signs"
    keys = frozenset({"prompts"})
    acts = {"observe": Act(ObservationForm, observe, about="sign")}

    def in_common(self, *, writes: bool) -> bool:
        return not writes

    def shows(self, at: AtStep) -> dict[str, Any]:
        return {
            "goals": [
                {"goal": goal, "signs": [_read(at, sign) for sign in goal.watched]}
                for goal in at.sitting.goals
            ]
        }


def _read(at: AtStep, sign: Sign) -> dict[str, Any]:
    readings = counting(sign.seen_over_time)
    return {
        "sign": sign,
        "readings": readings,
        "effect": effect(readings),
        "drawing": sign_line(sign.text, readings) if readings else None,
        "form": at.form("observe", sign.pk, sign=sign.pk),
    }
