"""What is asked about what is kept. Nothing here saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
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


class DeleteForm(forms.Form):
    """That this is the case that is meant."""

    use_required_attribute = False

    again = forms.CharField(
        label=gettext_lazy("Write the reference of the case"),
        max_length=20,
        help_text=gettext_lazy("The eight signs at the top of this page."),
    )

    def __init__(self, *args: Any, reference: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reference = reference

    def clean_again(self) -> str:
        """The reference. Raises ValidationError for another."""
        given: str = self.cleaned_data["again"].strip().upper()
        if given != self.reference:
            raise forms.ValidationError(_("This is not the reference of the case."))
        return given


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
