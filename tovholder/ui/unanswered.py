"""What a field says when nobody answered it: what to do, and not that it is required."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A kind of field takes the words of the nearest kind above it.
UNANSWERED: dict[type[forms.Field], "StrOrPromise"] = {
    forms.Field: _("Write an answer here."),
    forms.ChoiceField: _("Choose one."),
    forms.ModelChoiceField: _("Choose one."),
    forms.MultipleChoiceField: _("Choose at least one."),
    forms.ModelMultipleChoiceField: _("Choose at least one."),
    forms.DateField: _("Choose a day."),
    forms.TimeField: _("Choose a time."),
    forms.DateTimeField: _("Choose a day and a time."),
    forms.IntegerField: _("Write a number."),
    forms.BooleanField: _("Tick the box to go on."),
    forms.FileField: _("Choose a file."),
}


def speak_plainly() -> None:
    """Give every form of the house these words. A form with better ones of its own keeps them."""
    for kind, words in UNANSWERED.items():
        kind.default_error_messages = {**kind.default_error_messages, "required": words}
