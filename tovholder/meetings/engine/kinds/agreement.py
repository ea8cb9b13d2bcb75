"""The forum's agreement with itself, point by point: how it works together (S-53).

Every point has words, and there is a day to look at it again. What was agreed before lies there to
begin with, so that a forum evaluates its agreement by saying otherwise what should be otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.ui.fields import offer

from ... import actions
from ...agreement import NOTHING, AgreementHere
from ...asking import DayField, WordsField
from .kind import Act, Ask, AtStep, Kind, kind

if TYPE_CHECKING:
    from tovholder.catalogue.methods import Step

    from ...sitting import Sitting

LONG = 2000


class PointForm(Ask):
    """The words of one point, with the version one saw."""

    point = forms.ChoiceField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = WordsField(label=gettext_lazy("What we agree"), lines=3, limit=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "point", [(point, point) for point in points_at(self.at.step)])


class DayForm(Ask):
    """By which day the forum looks at it again."""

    day = DayField(label=gettext_lazy("We look at the agreement again by"))


def points_at(step: Step) -> tuple[str, ...]:
    """The points such a step asks for."""
    points: tuple[str, ...] = step.options["points"]
    return points


def word(at: AtStep, asked: dict[str, Any]) -> None:
    actions.word_point(meeting=at.sitting.meeting, step=at.step.id, by=at.account, **asked)


def set_day(at: AtStep, asked: dict[str, Any]) -> None:
    actions.set_evaluation(
        meeting=at.sitting.meeting, step=at.step.id, day=asked["day"], by=at.account
    )


@kind
class Agreement(Kind):
    name = "agreement"
    keys = frozenset({"points", "aloud"})
    acts = {"word": Act(PointForm, word, about="point"), "day": Act(DayForm, set_day)}

    def shows(self, at: AtStep) -> dict[str, Any]:
        here = at.sitting.agreement or NOTHING
        return {
            "here": here,
            "day": here.own.evaluate_by if here.own else None,
            "points": [_point(at, here, point) for point in points_at(at.step)],
            "first": next((each for each in points_at(at.step) if each not in here.points), ""),
            "form": at.form("day"),
            "may_write": at.writes and not here.is_in_force,
        }

    def missing(self, sitting: Sitting, step: Step) -> tuple[str, ...]:
        here = sitting.agreement or NOTHING
        words = sitting.method.words()[step.id]
        unsaid = [words[point].title for point in points_at(step) if point not in here.points]
        if here.own is None or here.own.evaluate_by is None:
            unsaid.append(_("The day we look at it again"))
        return tuple(unsaid)


def _point(at: AtStep, here: AgreementHere, point: str) -> dict[str, Any]:
    """A point with its words, and how it read in the agreement before where it reads otherwise."""
    words, stood = here.points.get(point), here.stood.get(point)
    version, text = (words.version, words.text) if words else (0, "")
    return {
        "id": point,
        "title": at.words[point].title,
        "asks": at.words[point].text,
        "text": text,
        "stood": stood.text if stood and stood.text != text else "",
        "theirs": at.theirs("word", point),
        "form": at.form("word", point, point=point, text=text, version=version),
    }
