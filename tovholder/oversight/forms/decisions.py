"""What the officer is asked. Nothing here saves."""

from django import forms
from django.utils.translation import gettext_lazy

SHOWN = [
    ("yes", gettext_lazy("The family may read of it")),
    ("no", gettext_lazy("It is kept back")),
]
NAMES = [
    ("yes", gettext_lazy("Families read the names of those who looked")),
    ("no", gettext_lazy("Families read profession and place of work")),
]


class DecisionForm(forms.Form):
    """Whether the family reads of looks through a sensitive basis, and why."""

    shown = forms.ChoiceField(
        label=gettext_lazy("What is decided?"), choices=SHOWN, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Say what it would warn, or why it can be told now."),
    )


class NamesForm(forms.Form):
    """Whether families read names, who decided it for the authority, and why."""

    shown = forms.ChoiceField(
        label=gettext_lazy("What is decided?"), choices=NAMES, widget=forms.RadioSelect
    )
    decided_by = forms.CharField(label=gettext_lazy("Who decided?"), max_length=200)
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=2000, widget=forms.Textarea)
