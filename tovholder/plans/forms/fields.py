"""The fields every form of the plan is made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models.goals import NOTE_LENGTH
from ..wording import readable, words

# What a version's column holds.
NEWEST = 2**31 - 1


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


class Note(Words):
    """A few words beside an answer; as a rule they may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(limit=NOTE_LENGTH, lines=3, **kwargs)


class OneOf(forms.ChoiceField):
    """A question with a few answers, all of them in sight."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Choose one.")})
        super().__init__(**kwargs)


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

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=NEWEST)
