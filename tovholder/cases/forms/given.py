"""Asking which parent says yes, and how the yes was given (S-43)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.consent.models import Consent
from tovholder.consent.rules import (
    CONSENT,
    HEALTH,
    how_many_must,
    may_consent_for,
    refusal_of_givers,
    rule_today,
)
from tovholder.organisation.models import Account
from tovholder.people.models import Person
from tovholder.ui.fields import offer


class GivenForm(forms.Form):
    """Whose yes it is, in writing or orally; the form itself says `oral_reason` in its words."""

    given_by = forms.ChoiceField(label=gettext_lazy("Who consents?"), widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label=gettext_lazy("How was the consent given?"),
        choices=[
            (Consent.Form.WRITTEN, gettext_lazy("In writing")),
            (Consent.Form.ORAL, gettext_lazy("Orally, because writing was impossible")),
        ],
        widget=forms.RadioSelect,
    )

    all_agree = forms.BooleanField(
        label=gettext_lazy("All who have custody have said yes."), required=False
    )
    witness = forms.CharField(
        label=gettext_lazy("Who heard it, or keeps the paper?"),
        help_text=gettext_lazy("The one who can vouch for the yes. The family can see the name."),
        max_length=200,
    )

    def __init__(self, *args: Any, child: Person, recorder: Account, **kwargs: Any) -> None:
        self.child, self.kind = child, rule_today(CONSENT, recorder)
        self.parents = _who_may(child, self.kind)
        initial: dict[str, Any] = {"witness": recorder.name}
        if len(self.parents) == 1:
            initial["given_by"] = str(self.parents[0].pk)
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        offer(self, "given_by", [(str(one.pk), one.name) for one in self.parents])
        if how_many_must(may_consent_for(child, kind=self.kind), self.kind) < 2:
            del self.fields["all_agree"]

    def clean(self) -> dict[str, Any]:
        """An oral yes says why it was not given in writing."""
        cleaned = super().clean() or self.cleaned_data
        oral = cleaned.get("form") == Consent.Form.ORAL
        if oral and not cleaned.get("oral_reason", "").strip():
            self.add_error("oral_reason", _("Say why the consent could not be given in writing."))
        return cleaned

    def refuse_giver(self, domain: str) -> None:
        """Say it in the form where the chosen one cannot consent to this, or not alone."""
        if not self.cleaned_data.get("given_by"):
            return
        refusal = refusal_of_givers(
            person=self.child, givers=[self.giver, *self.also_given_by], kind=self.kind,
            domain=domain,
        )  # fmt: skip
        if refusal:
            self.add_error("given_by", refusal)

    @property
    def giver(self) -> Person:
        """The chosen parent, once the form is valid."""
        return next(one for one in self.parents if str(one.pk) == self.cleaned_data["given_by"])

    @property
    def also_given_by(self) -> list[Person]:
        """The others who have custody, where all must agree and have."""
        if not self.cleaned_data.get("all_agree"):
            return []
        deciders = may_consent_for(self.child, kind=self.kind)
        return [one for one in deciders if one != self.giver]


def _who_may(child: Person, kind: str) -> list[Person]:
    """Whoever may consent to anything: a young person too, where old enough for health care."""
    general = may_consent_for(child, kind=kind)
    health = may_consent_for(child, domain=HEALTH, kind=kind)
    return [*general, *(one for one in health if one not in general)]
