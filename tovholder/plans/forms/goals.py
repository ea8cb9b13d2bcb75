"""What people are asked about goals, signs and what they saw."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import GoalEnd, Seen, Sign
from ..models.goals import TEXT_LENGTH, WATCHERS_LENGTH
from ..rules import obstacle_to_observing
from .fields import Day, Note, OneOf, VersionForm, Words


class GoalForm(forms.Form):
    text = Words(
        label=_("The goal"),
        help_text=_("In everyday words, the way the child would say it. One goal at a time."),
        limit=TEXT_LENGTH,
        lines=2,
    )
    need = Words(
        label=_("What is missing today"),
        help_text=_("The need behind the goal."),
        limit=TEXT_LENGTH,
        lines=2,
        required=False,
    )


class GoalEditForm(VersionForm, GoalForm):
    pass


class GoalEndForm(forms.Form):
    outcome = OneOf(
        label=_("How did it end?"),
        choices=[
            (GoalEnd.Outcome.REACHED, _("The goal is reached")),
            (GoalEnd.Outcome.LET_GO, _("We let the goal go")),
        ],
    )
    text = Note(
        label=_("In a few words"),
        help_text=_("What shows that it is reached, or why you let it go."),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("outcome") == GoalEnd.Outcome.LET_GO and not answers.get("text"):
            self.add_error("text", gettext("Say in a few words why the goal is let go."))
        return answers


class SignForm(forms.Form):
    text = Words(
        label=_("What will we see?"),
        help_text=_("Something one can see or hear on an ordinary day."),
        limit=TEXT_LENGTH,
        lines=2,
    )
    watchers = Words(
        label=_("Who sees it?"),
        help_text=_("For example: the class teacher in the breaks, and mum at home."),
        limit=WATCHERS_LENGTH,
    )


class NewSignForm(SignForm):
    about = OneOf(
        label=_("In whom do we see it?"),
        help_text=_("At least one sign is about the people around the child."),
        choices=Sign.About.choices,
    )


class SignEditForm(VersionForm, SignForm):
    pass


class ReasonForm(forms.Form):
    text = Note(label=_("Why?"), required=True)


class ObservationForm(forms.Form):
    seen = forms.ChoiceField(
        choices=Seen.choices, error_messages={"required": _("Choose seen, partly or not seen.")}
    )
    note = Note(
        label=_("A few words"),
        help_text=_("Only if they help the others understand."),
    )
    on = Day(label=_("Which day?"), required=False)

    def clean_on(self) -> date:
        today = timezone.localdate()
        day: date = self.cleaned_data["on"] or today
        if obstacle := obstacle_to_observing(day, today):
            raise ValidationError(obstacle)
        return day
