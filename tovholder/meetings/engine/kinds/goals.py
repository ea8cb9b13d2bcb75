"""Needs and goals: what is unmet, where we want to be, and what we will see (S-26, S-31)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.plans.models import Goal, Sign
from tovholder.plans.rules import missing_in

from ... import actions
from ...asking import LineField
from .kind import Act, Ask, AtStep, Kind, kind


class GoalForm(Ask):
    need = LineField(
        limit=300,
        required=False,
        label=gettext_lazy("The need that is not met"),
    )
    text = LineField(limit=300, label=gettext_lazy("The goal, in words the child would use"))


class SignForm(Ask):
    goal = forms.UUIDField(widget=forms.HiddenInput)
    text = LineField(limit=300, label=gettext_lazy("What will we see?"))
    watchers = LineField(limit=160, required=False, label=gettext_lazy("Who sees it?"))
    about = forms.ChoiceField(
        label=gettext_lazy("It is about"), choices=Sign.About.choices, widget=forms.RadioSelect
    )

    def clean_goal(self) -> Goal:
        for goal in self.at.sitting.goals:
            if goal.pk == self.cleaned_data["goal"]:
                return goal
        raise ValidationError(_("This goal is not in the plan any more."))


def add_goal(at: AtStep, asked: dict[str, Any]) -> None:
    actions.add_goal(
        meeting=at.sitting.case_meeting,
        step=at.step.id,
        text=asked["text"],
        need=asked["need"],
        by=at.account,
    )


def add_sign(at: AtStep, asked: dict[str, Any]) -> None:
    actions.add_sign(
        meeting=at.sitting.case_meeting,
        step=at.step.id,
        goal=asked["goal"],
        text=asked["text"],
        watchers=asked["watchers"],
        about=asked["about"],
        by=at.account,
    )


@kind
class Goals(Kind):
    name = "goals"
    has_pen = True
    keys = frozenset({"columns", "prompts"})
    acts = {"goal": Act(GoalForm, add_goal), "sign": Act(SignForm, add_sign, about="goal")}

    def in_common(self, *, writes: bool) -> bool:
        return not writes

    def shows(self, at: AtStep) -> dict[str, Any]:
        words = at.sitting.words_in(at.step.id)
        return {
            "said": [word for said in words.values() for word in said],
            "goals": [
                {
                    "goal": goal,
                    "missing": missing_in(goal.watched),
                    "form": at.form("sign", goal.pk, goal=goal.pk, about=_wanted(goal)),
                }
                for goal in at.sitting.goals
            ],
            "ended": at.sitting.goals_ended,
            "form": at.form("goal"),
        }


def _wanted(goal: Goal) -> str:
    """After a sign about the child, the next is more likely about those around."""
    about = {sign.about for sign in goal.watched}
    child, around = Sign.About.CHILD, Sign.About.SURROUNDINGS
    return around if child in about and around not in about else child
