"""Earlier agreements: what became of them, before anything new is agreed (S-29, S-63)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.plans.models import Task

from ... import actions
from ...asking import LineField
from ...models import Review
from .kind import Act, Ask, AtStep, Kind, kind


class ReviewForm(Ask):
    task = forms.UUIDField(widget=forms.HiddenInput)
    because = LineField(limit=300, required=False, label=gettext_lazy("Because"))
    outcome = forms.ChoiceField(
        choices=Review.Outcome.choices, label=gettext_lazy("What became of it")
    )

    def clean_task(self) -> Task:
        task: Task | None = _earlier(self.at).filter(pk=self.cleaned_data["task"]).first()
        if task is None:
            raise ValidationError(_("This agreement is not on the list any more."))
        return task

    def clean(self) -> None:
        asked = self.cleaned_data
        if asked.get("outcome") != Review.Outcome.KEPT and not asked.get("because"):
            self.add_error("because", _("Say in a few words why."))


def _earlier(at: AtStep) -> Any:
    """Promises from before this meeting that have not been answered for."""
    case = at.sitting.meeting.case
    return Task.objects.of(case).open().exclude(agreed__meeting=at.sitting.meeting)


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
    acts = {"review": Act(ReviewForm, review)}

    def shows(self, at: AtStep) -> dict[str, Any]:
        meeting = at.sitting.meeting
        said = Review.objects.filter(meeting=meeting).select_related("task")
        reviews = list(said.order_by("at", "id"))
        reviewed = {review.task_id for review in reviews}
        waiting = _earlier(at).in_order()
        return {
            "reviews": reviews,
            "waiting": [
                {"task": task, "form": at.form("review", task.pk, task=task.pk)}
                for task in waiting
                if task.pk not in reviewed
            ],
        }
