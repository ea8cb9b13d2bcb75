"""Asking a parent for consent, and answering each thing that is asked."""

import hashlib
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account

from ..effect import effect_of_yes
from ..models import Seat
from ..requesting import Asked
from ..wording import known_order
from .sharing import Offering, SharingForm, area_hints, words


class RequestForm(SharingForm):
    """What staff ask whoever may consent."""

    @property
    def chosen(self) -> list[Account]:
        """Those chosen so far; nobody before the form is valid."""
        return [one.account for one in self.colleagues] if self.is_valid() else []


class AnswerSharingForm(Offering):
    """Yes, to all of it or to less, or no; what is left open waits."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is that all right with you?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        required=False,
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("What may they see?"),
        help_text=gettext_lazy("Take away what you want to keep to yourselves."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = forms.DateField(
        label=gettext_lazy("Until when?"), widget=forms.DateInput, required=False
    )
    word = words(
        gettext_lazy("Do you want to say why?"),
        help_text=gettext_lazy("You need not. The one who asked reads it."),
        required=False,
    )

    def __init__(self, data: Any = None, *, asked: Asked) -> None:
        self.asked, sharing = asked, asked.sharing
        self.latest = timezone.localdate(sharing.until)
        known = catalogue().areas
        areas = [one for one in known_order(sharing.areas) if one != "overview" and one in known]
        initial = {"areas": areas, "until": self.latest}
        super().__init__(data, initial=initial, prefix=str(sharing.pk))
        for name in ("answer", "areas", "until"):
            self.fields[name].tells_optional = False  # type: ignore[attr-defined] # for the field component
        self.offer("areas", [(area, known[area].words().title) for area in areas])
        self.fields["areas"].widget.hints = area_hints()
        self.fields["until"].widget.attrs |= {
            "min": timezone.localdate().isoformat(), "max": self.latest.isoformat()
        }  # fmt: skip

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"] or self.latest
        if not timezone.localdate() <= until <= self.latest:
            raise ValidationError(_("Choose a day that has not passed, and no later than asked."))
        return until

    @property
    def is_answered(self) -> bool:
        """Whether something was said, once the form is valid."""
        return bool(self.cleaned_data.get("answer"))

    @property
    def says_yes(self) -> bool:
        return bool(self.cleaned_data.get("answer") == "yes")

    @property
    def effect(self) -> list[str]:
        """What the answer does, in sentences, once the form is valid."""
        name = self.asked.sharing.receiver.name
        if not self.is_answered:
            return [_("%(name)s: you have not answered. Nothing changes.") % {"name": name}]
        if not self.says_yes:
            return [_("%(name)s: you say no. Nothing changes.") % {"name": name}]
        opened, until = self.asked.with_yes(self.cleaned_data["areas"], self.cleaned_data["until"])
        told = effect_of_yes(
            name, opened, until,
            role=Seat.Role.PROFESSIONAL, reads=self.asked.reads, title=self.asked.title,
        )  # fmt: skip
        if self.asked.needs_more:
            told.append(_("It begins when everybody who has custody has said yes."))
        return told


class AnswerForms:
    """One form for each thing that waits for the reader, answered together."""

    def __init__(self, data: Any = None, *, asked: list[Asked], by: Account) -> None:
        self.data = data
        self.forms = [AnswerSharingForm(data, asked=one) for one in asked if one.waits_for(by)]
        self.refusals = self._refusals()

    def is_valid(self) -> bool:
        """Whether each is in order and at least one is answered."""
        return self.data is not None and not self.has_errors and not self.refusals

    def _refusals(self) -> list[str]:
        if self.data is None or self.has_errors:
            return []
        if not self.forms:
            return [_("There is nothing to answer any more.")]
        if not any(form.is_answered for form in self.forms):
            return [_("Say yes or no to something first.")]
        return []

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def effects(self) -> list[str]:
        return [sentence for form in self.forms for sentence in form.effect]

    @property
    def effect_key(self) -> str:
        """Names exactly this effect, so that what is confirmed is what was read."""
        return hashlib.sha256("\n".join(self.effects).encode()).hexdigest()[:32]

    @property
    def is_confirmed(self) -> bool:
        return bool(self.data and self.data.get("effect") == self.effect_key)
