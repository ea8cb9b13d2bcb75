"""What is asked about a request for access. Nothing here saves."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.ui.fields import offer

from ..models import AccessRequest
from ..requests import STANDING, grounds_of

FOR_ANOTHER = frozenset({AccessRequest.AsksAs.GUARDIAN, AccessRequest.AsksAs.REPRESENTATIVE})
"""Those who show that they may ask."""

HOW = [
    (AccessRequest.How.LETTER, gettext_lazy("By letter or mail")),
    (AccessRequest.How.IN_PERSON, gettext_lazy("In person or by telephone")),
]
KINDS = [
    (AccessRequest.Kind.KEPT, gettext_lazy("What is kept about a person")),
    (AccessRequest.Kind.PARTY, gettext_lazy("As a party, the papers of a case")),
]
OUTCOMES = [
    ("all", gettext_lazy("Everything is handed out")),
    ("part", gettext_lazy("Some of it is held back")),
    ("refused", gettext_lazy("Nothing is handed out")),
]


def _asked_at_times(form: forms.Form, *names: str) -> None:
    """Fields that some answers ask for: none is called optional."""
    for name in names:
        form.fields[name].tells_optional = False  # type: ignore[attr-defined] # read by ui.fields


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
    kind = forms.ChoiceField(
        label=gettext_lazy("What is asked for?"),
        choices=KINDS,
        initial=AccessRequest.Kind.KEPT,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The law differs, and so does the time for the answer."),
    )
    asks_as = forms.ChoiceField(
        label=gettext_lazy("As what does a party ask?"),
        choices=list(STANDING.items()),
        required=False,
        widget=forms.RadioSelect,
    )
    authority = forms.CharField(
        label=gettext_lazy("Who asks for another: what have you seen?"),
        max_length=260,
        required=False,
        help_text=gettext_lazy("A written authority and its day, or the decision on guardianship."),
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
        _asked_at_times(self, "asks_as", "authority")

    def clean(self) -> dict[str, Any]:
        """A party says as what it asks, and who asks for another shows that they may."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") != AccessRequest.Kind.PARTY:
            return given | {"asks_as": "", "authority": ""}
        if not given.get("asks_as"):
            self.add_error("asks_as", _("Say as what a party asks."))
        if given.get("asks_as") in FOR_ANOTHER and not given.get("authority", "").strip():
            self.add_error("authority", _("Say what you have seen."))
        return given


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
            "Say where the papers lie ready, and never who said what is held back or what it says."
            " How one complains goes with the answer."
        ),
    )
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("By which law is something held back?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Mark at least one, where not everything is handed out."),
    )

    def __init__(self, *args: Any, one: AccessRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "grounds", [(each, each) for each in grounds_of(one)])
        _asked_at_times(self, "grounds")


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
            " held back before keeps its reason where you write none. A notification that leaves"
            " without who wrote it needs a reason too."
        ),
    )
