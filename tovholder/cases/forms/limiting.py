"""Taking away from a consent: people, what they see, or time."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.catalogue import catalogue
from tovholder.consent.models import Basis
from tovholder.organisation.models import Account
from tovholder.ui.dates import day_text

from ..effect import effect_of_ending, effect_of_limit
from ..models import Case, Seat
from ..wording import known_order
from .sharing import Offering, area_hints


class LimitForm(Offering):
    """Everything stands as it is; what is taken away closes."""

    receivers = forms.MultipleChoiceField(
        label=gettext_lazy("Who may still see?"), widget=forms.CheckboxSelectMultiple
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("What may they still see?"),
        help_text=gettext_lazy("They always see the child's name, and who is with the child."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = forms.DateField(label=gettext_lazy("Until when?"), widget=forms.DateInput)

    def __init__(
        self, data: Any = None, *, case: Case, basis: Basis, seats: Sequence[Seat]
    ) -> None:
        self.case, self.seats = case, seats
        self.latest = timezone.localdate(basis.ends)
        known = catalogue().areas
        own = known_order(area for seat in seats for area in seat.areas)
        areas = [area for area in own if area != "overview" and area in known]
        people = [(str(seat.account_id), seat.account.name) for seat in seats if seat.account]
        super().__init__(
            data,
            initial={
                "receivers": [key for key, _name in people], "areas": areas, "until": self.latest,
            },
        )  # fmt: skip
        self.fields["areas"].tells_optional = False  # type: ignore[attr-defined] # for the field component
        self.offer("receivers", people)
        self.offer("areas", [(area, known[area].words().title) for area in areas])
        self.fields["areas"].widget.hints = area_hints()
        self.fields["until"].widget.attrs |= {
            "min": timezone.localdate().isoformat(), "max": self.latest.isoformat()
        }  # fmt: skip

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not timezone.localdate() <= until <= self.latest:
            raise ValidationError(
                _("Choose a day that has not passed, and no later than the consent lasts.")
            )
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.changes:
            raise ValidationError(_("Nothing is taken away yet."))
        return cleaned

    @property
    def changes(self) -> bool:
        """Whether anything is less than it was."""
        chosen = self.cleaned_data
        return (
            len(chosen["receivers"]) < len(self.fields["receivers"].choices)  # type: ignore[attr-defined] # a choice field
            or len(chosen["areas"]) < len(self.fields["areas"].choices)  # type: ignore[attr-defined] # a choice field
            or chosen["until"] < self.latest
        )

    @property
    def kept(self) -> list[Account]:
        """Those who still see, once the form is valid."""
        chosen = set(self.cleaned_data["receivers"])
        return [one.account for one in self.seats if one.account and str(one.account_id) in chosen]

    @property
    def effects(self) -> list[str]:
        """What closes, and when the rest does, once the form is valid."""
        chosen = self.cleaned_data
        kept = set(self.kept)
        gone = [seat for seat in self.seats if seat.account not in kept]
        narrowed = [seat for seat in self.seats if seat.account in kept]
        told = effect_of_ending(self.case, gone) if gone else []
        told += effect_of_limit(self.case, narrowed, {"overview", *chosen["areas"]})
        if chosen["until"] < self.latest:
            told.append(_("The rest ends after %(day)s.") % {"day": day_text(chosen["until"])})
        return told

    @property
    def effect_key(self) -> str:
        """Names exactly this effect, so that what is confirmed is what was read."""
        return hashlib.sha256("\n".join(self.effects).encode()).hexdigest()[:32]

    @property
    def is_confirmed(self) -> bool:
        return bool(self.data.get("effect") == self.effect_key)
