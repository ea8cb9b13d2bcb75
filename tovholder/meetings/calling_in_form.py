"""Asking who is called in from outside, and who said yes to it. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.cases.models import Case
from tovholder.consent.models import Consent
from tovholder.consent.rules import may_consent_for
from tovholder.people.models import Person
from tovholder.ui.fields import offer

from .asking import LineField, WordsField


class CallInForm(forms.Form):
    """Name, title, workplace, why; and the yes: whose, and how it was given (S-43)."""

    use_required_attribute = False

    name = LineField(label=gettext_lazy("Name"))
    title = LineField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Such as doctor, therapist or driver of the school bus."),
        limit=80,
    )
    workplace = LineField(label=gettext_lazy("Place of work"))
    because = WordsField(
        label=gettext_lazy("Why they are needed"),
        help_text=gettext_lazy("In words the family would use themselves. They read it."),
        limit=500,
    )
    given_by = forms.ChoiceField(
        label=gettext_lazy("Who has said yes to it?"), widget=forms.RadioSelect
    )
    form = forms.ChoiceField(
        label=gettext_lazy("How was the yes given?"),
        choices=[
            (Consent.Form.WRITTEN, gettext_lazy("In writing")),
            (Consent.Form.ORAL, gettext_lazy("Orally, because writing was impossible")),
        ],
        widget=forms.RadioSelect,
    )
    oral_reason = WordsField(
        label=gettext_lazy("Why could it not be given in writing?"),
        help_text=gettext_lazy("Only for an oral consent."),
        required=False,
        limit=500,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = {str(one.pk): one for one in may_consent_for(case.person)}
        offer(self, "given_by", [(key, one.name) for key, one in self.parents.items()])
        if len(self.parents) == 1:
            self.fields["given_by"].initial = next(iter(self.parents))

    def clean(self) -> None:
        super().clean()
        oral = self.cleaned_data.get("form") == Consent.Form.ORAL
        if oral and not self.cleaned_data.get("oral_reason", "").strip():
            self.add_error("oral_reason", _("Say why the consent could not be given in writing."))

    @property
    def giver(self) -> Person:
        """Who said yes. Raises KeyError before the form was checked."""
        return self.parents[self.cleaned_data["given_by"]]
