"""What people are asked while they plan. Forms ask and check; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import GoalEnd, Seen, Sign, TaskEnd
from .models.goals import NOTE_LENGTH, TEXT_LENGTH, WATCHERS_LENGTH
from .models.tasks import NAME_LENGTH
from .owners import PossibleOwner
from .rules import obstacle_to_due, obstacle_to_observing
from .wording import readable, words

SOMEONE_ELSE = "other"


class Words(forms.CharField):
    """Text as people write it: too long is said, never cut; what cannot be read is left out."""

    def __init__(self, *, limit: int, lines: int = 1, **kwargs: Any) -> None:
        self.limit, self.lines = limit, lines
        if lines > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        kwargs.setdefault("error_messages", {"required": _("Write a few words.")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return readable(str(super().to_python(value) or ""))

    def clean(self, value: Any) -> str:
        return words(super().clean(value), limit=self.limit, lines=self.lines > 2)


class Day(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    widget = forms.DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages",
            {
                "required": _("Choose a day."),
                "invalid": _("This is not a day in the calendar. Write day, month and year."),
            },
        )
        super().__init__(**kwargs)


class VersionForm(forms.Form):
    """Holds which version of a text the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


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
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            (GoalEnd.Outcome.REACHED, _("The goal is reached")),
            (GoalEnd.Outcome.LET_GO, _("We let the goal go")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    text = Words(
        label=_("In a few words"),
        help_text=_("What shows that it is reached, or why you let it go."),
        limit=NOTE_LENGTH,
        lines=3,
        required=False,
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
    about = forms.ChoiceField(
        label=_("In whom do we see it?"),
        help_text=_("At least one sign is about the people around the child."),
        choices=Sign.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )


class SignEditForm(VersionForm, SignForm):
    pass


class ReasonForm(forms.Form):
    text = Words(label=_("Why?"), limit=NOTE_LENGTH, lines=3)


class ObservationForm(forms.Form):
    seen = forms.ChoiceField(
        choices=Seen.choices, error_messages={"required": _("Choose seen, partly or not seen.")}
    )
    note = Words(
        label=_("A few words"),
        help_text=_("Only if they help the others understand."),
        limit=NOTE_LENGTH,
        lines=3,
        required=False,
    )
    on = Day(label=_("Which day?"), required=False)

    def clean_on(self) -> date:
        today = timezone.localdate()
        day: date = self.cleaned_data["on"] or today
        if obstacle := obstacle_to_observing(day, today):
            raise ValidationError(obstacle)
        return day


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
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Choose")),
            *((owner.key, owner.label) for owner in owners),
            (SOMEONE_ELSE, gettext("Someone else")),
        ]

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
    field_order = ["text", "owner", "owner_name", "due", "together_with"]


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

    def __init__(self, *args: Any, owners: Sequence[PossibleOwner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {owner.key: owner for owner in owners}
        self.fields["of"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Choose")),
            *((owner.key, owner.label) for owner in owners),
        ]


class WishAnswerForm(forms.Form):
    accepted = forms.ChoiceField(
        label=_("Can you do it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    due = Day(label=_("If yes: by when?"), required=False)
    text = Words(
        label=_("A few words to the family"),
        help_text=_("With a no, say why, and what you can do instead."),
        limit=NOTE_LENGTH,
        lines=3,
        required=False,
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
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[
            (TaskEnd.Outcome.KEPT, _("It is done")),
            (TaskEnd.Outcome.COULD_NOT, _("It could not be done")),
            (TaskEnd.Outcome.NOT_NEEDED, _("It is no longer needed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    because = Words(
        label=_("A few words"),
        help_text=_("If it could not be done or is not needed, say why."),
        limit=NOTE_LENGTH,
        lines=3,
        required=False,
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
    text = Words(label=_("Your comment"), limit=NOTE_LENGTH, lines=3)
