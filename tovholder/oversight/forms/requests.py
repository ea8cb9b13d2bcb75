"""What is asked about a request for access. Nothing here saves."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ..models import AccessRequest

HOW = [
    (AccessRequest.How.LETTER, gettext_lazy("By letter or mail")),
    (AccessRequest.How.IN_PERSON, gettext_lazy("In person or by telephone")),
]
OUTCOMES = [
    ("all", gettext_lazy("Everything is handed out")),
    ("part", gettext_lazy("Some of it is held back")),
    ("refused", gettext_lazy("Nothing is handed out")),
]


class RecordForm(forms.Form):
    """About whom, who asks, how and when it came."""

    about = forms.CharField(
        label=gettext_lazy("About whom?"),
        min_length=2,
        max_length=200,
        help_text=gettext_lazy("A name, or some of it. Looking it up goes on record."),
    )
    asked_by = forms.CharField(
        label=gettext_lazy("Who asks?"),
        max_length=260,
        help_text=gettext_lazy(
            "The name, and as what: the person, a parent with custody, a guardian, or somebody"
            " with a written authority you have seen."
        ),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How did it come?"), choices=HOW, widget=forms.RadioSelect
    )
    received = forms.DateField(
        label=gettext_lazy("When did it come?"),
        help_text=gettext_lazy("The time for the answer runs from this day."),
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received", timezone.localdate())


class PutOffForm(forms.Form):
    """Why the answer takes longer."""

    reason = forms.CharField(
        label=gettext_lazy("Why does it take longer?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Whoever asked reads it."),
    )


class AnswerRequestForm(forms.Form):
    """What is handed out, and what is held back and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What is the answer?"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("How do they get it, and what is held back?"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Say where the papers lie ready. For what is held back, name the law; and never who"
            " said it or what it says. Say too where one complains."
        ),
    )


class WeighForm(forms.Form):
    """Why the papers that are not marked stay in the house."""

    use_required_attribute = False

    because = forms.CharField(
        label=gettext_lazy("Why is what is not marked held back?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Name the law, and never who said it or what it says: whoever asked reads it. What was"
            " held back before keeps its reason where you write none."
        ),
    )
