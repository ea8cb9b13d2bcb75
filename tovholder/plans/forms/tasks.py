"""What people are asked about promises, wishes and comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.ui.fields import offer

from ..models import TaskEnd
from ..models.goals import TEXT_LENGTH
from ..models.tasks import NAME_LENGTH
from ..owners import PossibleAnswerer, PossibleOwner
from ..rules import obstacle_to_due
from .fields import Day, Note, OneOf, VersionForm, Words

SOMEONE_ELSE = "other"


class TaskForm(forms.Form):
    text = Words(
        label=_("What?"),
        help_text=_("One thing to do, so small that it gets done."),
        limit=TEXT_LENGTH,
        lines=2,
    )
    due = Day(label=_("By when?"))
    together_with = Words(label=_("Together with"), limit=NAME_LENGTH, required=False)

    def clean_due(self) -> date:
        day: date = self.cleaned_data["due"]
        unchanged = day == self.get_initial_for_field(self.fields["due"], "due")
        if not unchanged and (obstacle := obstacle_to_due(day, timezone.localdate())):
            raise ValidationError(obstacle)
        return day


class TaskEditForm(VersionForm, TaskForm):
    pass


class OwnerChoice(forms.Form):
    """Who does it: someone around the child, or a name."""

    owner = forms.ChoiceField(
        label=_("Who?"),
        help_text=_("Only those who have said yes."),
        error_messages={"required": _("Say who does it.")},
    )
    owner_name = Words(
        label=_("Name of someone else"),
        help_text=_("For example a grandmother or a football coach."),
        limit=NAME_LENGTH,
        required=False,
    )

    def __init__(self, *args: Any, owners: Sequence[PossibleOwner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {owner.key: owner for owner in owners}
        offer(
            self,
            "owner",
            [
                ("", gettext("Choose")),
                *((owner.key, owner.label) for owner in owners),
                (SOMEONE_ELSE, gettext("Someone else")),
            ],
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("owner") == SOMEONE_ELSE:
            answers["who"] = answers.get("owner_name") or ""
            if not answers["who"] and "owner_name" not in self.errors:
                self.add_error("owner_name", gettext("Write the name."))
        elif chosen := self.owners.get(answers.get("owner", "")):
            answers["who"] = chosen.who
        return answers


class NewTaskForm(OwnerChoice, TaskForm):
    contact = forms.BooleanField(
        label=_("This is the family’s contact"),
        help_text=_("Somebody to turn to with anything. The day is the last one."),
        required=False,
    )
    field_order = ["text", "owner", "owner_name", "due", "together_with", "contact"]


class WishForm(forms.Form):
    of = forms.ChoiceField(
        label=_("Of whom?"), error_messages={"required": _("Choose whom you ask.")}
    )
    text = Words(
        label=_("What do you wish?"),
        help_text=_("In your own words. You get an answer: yes and by when, or no and why."),
        limit=TEXT_LENGTH,
        lines=2,
    )

    def __init__(self, *args: Any, owners: Sequence[PossibleAnswerer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {owner.key: owner for owner in owners}
        offer(
            self,
            "of",
            [
                ("", gettext("Choose")),
                *((owner.key, owner.label) for owner in owners),
            ],
        )


class WishAnswerForm(forms.Form):
    accepted = OneOf(
        label=_("Can you do it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        error_messages={"required": _("Choose yes or no.")},
    )
    due = Day(label=_("If yes: by when?"), required=False)
    text = Note(
        label=_("A few words to the family"),
        help_text=_("With a no, say why, and what you can do instead."),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        due = answers.get("due")
        if answers.get("accepted") == "yes" and "due" not in self.errors:
            if due is None:
                self.add_error("due", gettext("Say by which day."))
            elif obstacle := obstacle_to_due(due, timezone.localdate()):
                self.add_error("due", obstacle)
        if answers.get("accepted") == "no" and not answers.get("text"):
            self.add_error(
                "text", gettext("Say in a few words why not, so that the family understands.")
            )
        return answers


class TaskEndForm(forms.Form):
    outcome = OneOf(
        label=_("How did it go?"),
        choices=[
            (TaskEnd.Outcome.KEPT, _("It is done")),
            (TaskEnd.Outcome.COULD_NOT, _("It could not be done")),
            (TaskEnd.Outcome.NOT_NEEDED, _("It is no longer needed")),
        ],
    )
    because = Note(
        label=_("A few words"),
        help_text=_("If it could not be done or is not needed, say why."),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        outcome = answers.get("outcome")
        if outcome == TaskEnd.Outcome.COULD_NOT and not answers.get("because"):
            self.add_error("because", gettext("Say in a few words what stood in the way."))
        if outcome == TaskEnd.Outcome.NOT_NEEDED and not answers.get("because"):
            self.add_error("because", gettext("Say in a few words why it is no longer needed."))
        return answers


class CommentForm(forms.Form):
    text = Note(label=_("Your comment"), required=True)
