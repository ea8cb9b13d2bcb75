"""What is asked about somebody's looks. Nothing here saves."""

from django import forms
from django.utils.translation import gettext_lazy


class AnswerForm(forms.Form):
    """What they said."""

    words = forms.CharField(
        label=gettext_lazy("What is the answer?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Ask the one who looked first. Write no names of a family."),
    )
