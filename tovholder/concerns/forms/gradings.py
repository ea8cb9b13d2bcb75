"""A colour is noted: held against what, why, until when, and whether the parents know (S-22)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tovholder.ui.charts.ruler import words as colour_words
from tovholder.ui.fields import ExplainedRadio, offer

from ..grading import LONGEST, refusal_to_grade, rulers
from ..models import Grading
from .words import long_text


class GradingForm(forms.Form):
    """How worried one is just now."""

    ruler = forms.ChoiceField(
        label=gettext_lazy("Held against which signs?"), widget=forms.RadioSelect
    )
    colour = forms.ChoiceField(
        label=gettext_lazy("Which colour?"),
        help_text=gettext_lazy("It says something about your worry, and nothing about the child."),
        widget=ExplainedRadio(tones={one: one for one in Grading.Colour.values}),
    )
    reason = long_text(
        gettext_lazy("What have you seen?"),
        gettext_lazy("What a camera could have recorded. The parents can ask to read it."),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until when does it hold?"),
        help_text=gettext_lazy("At most three months. Then it is gone, unless you look again."),
        widget=forms.DateInput,
    )
    told_on = forms.DateField(
        label=gettext_lazy("When were the parents told?"), required=False, widget=forms.DateInput
    )
    told_how = long_text(gettext_lazy("What did they say to it?"), required=False)
    not_told_because = long_text(
        gettext_lazy("If they have not been told: why not?"), required=False
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        known = rulers()
        offer(self, "ruler", [(one.reference, one.words().title) for one in known])
        offer(self, "colour", [(one, colour_words(one)) for one in Grading.Colour.values])
        today = timezone.localdate()
        self.fields["ends_on"].widget.attrs |= {"max": (today + LONGEST).isoformat()}
        self.fields["told_on"].widget.attrs |= {"max": today.isoformat()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "ruler" in cleaned and "ends_on" in cleaned and "told_on" in cleaned:
            refusal = refusal_to_grade(
                ruler=cleaned["ruler"], ends_on=cleaned["ends_on"], told_on=cleaned["told_on"],
                not_told_because=cleaned.get("not_told_because", ""),
            )  # fmt: skip
            if refusal:
                raise ValidationError(refusal)
        return cleaned


class LiftForm(forms.Form):
    """A colour is lifted before its last day."""

    reason = long_text(gettext_lazy("What is different now?"))
