"""Earlier agreements: what became of them, before anything new is agreed (S-29, S-63)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import actions
from ...asking import LineField
from ...table import AnyReview
from .kind import Act, Ask, AtStep, Kind, kind


class ReviewForm(Ask):
    task = forms.UUIDField(widget=forms.HiddenInput)
    because = LineField(limit=300, required=False, label=gettext_lazy("Because"))
    outcome = forms.ChoiceField(
        choices=AnyReview.Outcome.choices, label=gettext_lazy("What became of it")
    )

    def clean_task(self) -> Any:
        for task in self.at.sitting.earlier:
            if task.pk == self.cleaned_data["task"]:
                return task
        raise ValidationError(_("This agreement is not on the list any more."))

    def clean(self) -> None:
        asked = self.cleaned_data
        if asked.get("outcome") != AnyReview.Outcome.KEPT and not asked.get("because"):
            self.add_error("because", _("Say in a few words why."))


def review(at: AtStep, asked: dict[str, Any]) -> None:
    actions.review(
        meeting=at.sitting.meeting,
        step=at.step.id,
        task=asked["task"],
        outcome=asked["outcome"],
        because=asked["because"],
        by=at.account,
    )


@kind
class EarlierAgreements(Kind):
    name = "review"
    acts = {"review": Act(ReviewForm, review, about="task")}

    def in_common(self, *, writes: bool) -> bool:
        return not writes

    def shows(self, at: AtStep) -> dict[str, Any]:
        reviews = at.sitting.reviews
        reviewed = {review.task_id for review in reviews}
        return {
            "reviews": reviews,
            "waiting": [
                {"task": task, "form": at.form("review", task.pk, task=task.pk)}
                for task in at.sitting.earlier
                if task.pk not in reviewed
            ],
        }
