"""What is asked about what is kept. Nothing here saves."""

from django import forms
from django.utils.translation import gettext_lazy


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("It stays when the case is gone: write no names."),
    )


class HoldForm(ReasonForm):
    """Which case must be kept, and why."""

    reference = forms.RegexField(
        r"^\s*[0-9A-Fa-f]{8}\s*$",
        label=gettext_lazy("Which case?"),
        help_text=gettext_lazy("Its reference of eight signs."),
    )
    field_order = ("reference", "reason")


class DecideForm(ReasonForm):
    """Yes or no to what another officer proposed."""

    approved = forms.ChoiceField(
        label=gettext_lazy("What is decided?"),
        choices=[
            ("yes", gettext_lazy("The case is deleted, once it is archived")),
            ("no", gettext_lazy("The case is kept")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("approved", "reason")


class HandOverForm(forms.Form):
    """Where the file went."""

    where = forms.CharField(
        label=gettext_lazy("Where did the file go?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Which archive has it, and under which number there."),
    )
