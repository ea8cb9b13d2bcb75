"""What is asked where something is wrong. Nothing here saves."""

from django import forms
from django.utils.translation import gettext_lazy

from ..models import CorrectionAnswer

OUTCOMES = [
    (
        CorrectionAnswer.Outcome.MENDED,
        gettext_lazy("It was wrong, and is put right where it stands"),
    ),
    (
        CorrectionAnswer.Outcome.BESIDE,
        gettext_lazy("We see it differently: both stand here from now on"),
    ),
    (CorrectionAnswer.Outcome.STANDS, gettext_lazy("It stays as it is")),
]


class CorrectionForm(forms.Form):
    """Where it stands, what is wrong, and what would be right."""

    use_required_attribute = False

    place = forms.CharField(
        label=gettext_lazy("Where does it stand?"),
        max_length=200,
        help_text=gettext_lazy("For example: the plan, the second goal."),
    )
    wrong = forms.CharField(
        label=gettext_lazy("What is wrong?"), max_length=2000, widget=forms.Textarea
    )
    right = forms.CharField(
        label=gettext_lazy("What would be right?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )


class CorrectionAnswerForm(forms.Form):
    """What was done, and why."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did you do?"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What do you answer?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Whoever asked reads it. Where it stays as it is, say why, and where one complains."
        ),
    )
