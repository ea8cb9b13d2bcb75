"""What is to be shared, with whom, why and until when: recorded by staff, or asked of a parent."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.catalogue import catalogue
from tovholder.consent.rules import LONGEST, domain_of
from tovholder.organisation.models import Account, Professional

from ..candidates import found
from ..effect import effect_of_consent
from ..models import Case
from ..wording import colleague, known_order
from .given import GivenForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_TEXT = 1000  # characters
HALF_A_YEAR = timedelta(days=182)


def words(
    label: "StrOrPromise", *, help_text: "StrOrPromise" = "", required: bool = True
) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )  # fmt: skip


class Offering(forms.Form):
    """A form whose choices are known when it is asked."""

    def offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Give the choices to one field."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        field.choices = choices


class SharingForm(Offering):
    """Whom, what about, for what purpose, until when (S-43)."""

    find = forms.CharField(
        label=gettext_lazy("Find colleagues"),
        help_text=gettext_lazy("By name, profession or place of work."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "search"}),
    )
    receivers = forms.MultipleChoiceField(
        label=gettext_lazy("Who may know?"), widget=forms.CheckboxSelectMultiple
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("What may they see?"),
        help_text=gettext_lazy("They always see the child's name, and who is with the child."),
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = words(
        gettext_lazy("For what purpose?"),
        help_text=gettext_lazy("In words the family would use. They can read it."),
    )
    until = forms.DateField(label=gettext_lazy("Until when?"), widget=forms.DateInput)

    def __init__(
        self,
        data: Any = None,
        *,
        case: Case,
        by: Account,
        kept: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        initial = {"until": timezone.localdate() + HALF_A_YEAR, **(kept or {})}
        super().__init__(data, initial=initial, **more)
        asked = kept_from(data) if data is not None else initial
        self.candidates = found(
            case, by, words=asked.get("find", "")[:100], chosen=asked.get("receivers", [])
        )
        self.offer("receivers", [(str(one.account_id), colleague(one)) for one in self.candidates])
        self.offer("areas", area_choices(case))
        self.fields["areas"].widget.hints = area_hints()
        latest = timezone.localdate() + LONGEST
        self.fields["until"].widget.attrs |= {
            "min": timezone.localdate().isoformat(), "max": latest.isoformat()
        }  # fmt: skip

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise ValidationError(_("Choose a day that has not passed."))
        if until >= timezone.localdate() + LONGEST:
            raise ValidationError(_("A consent lasts at most a year. It can be renewed."))
        return until

    @property
    def colleagues(self) -> list[Professional]:
        """The chosen colleagues, once the form is valid."""
        chosen = set(self.cleaned_data["receivers"])
        return [one for one in self.candidates if str(one.account_id) in chosen]

    @property
    def effect(self) -> str:
        """What will be possible, in a sentence, once the form is valid."""
        return effect_of_consent(
            [one.account.name for one in self.colleagues],
            self.cleaned_data["areas"],
            self.cleaned_data["until"],
        )

    @property
    def effect_key(self) -> str:
        """Names exactly this effect, so that what is confirmed is what was read."""
        return hashlib.sha256(self.effect.encode()).hexdigest()[:32]

    @property
    def is_confirmed(self) -> bool:
        """Whether the one who sends the form has read the effect it has now."""
        return bool(self.data.get("effect") == self.effect_key)


class ConsentForm(SharingForm, GivenForm):
    """The same, with who gave the consent, how, and who witnessed it."""

    field_order = (
        "find", "receivers", "areas", "purpose", "until", "given_by", "all_agree", "form",
        "oral_reason", "witness",
    )  # fmt: skip

    oral_reason = words(
        gettext_lazy("Why could it not be given in writing?"),
        help_text=gettext_lazy("Only for an oral consent."),
        required=False,
    )

    def __init__(self, data: Any = None, *, case: Case, by: Account, **more: Any) -> None:
        super().__init__(data, case=case, by=by, child=case.person, recorder=by, **more)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("receivers"):
            self.refuse_giver(domain_of([one.account for one in self.colleagues]))
        return cleaned


def kept_from(data: QueryDict) -> dict[str, Any]:
    """What was typed so far, to be shown again without judging it."""
    many = ("receivers", "areas")
    return {key: data.getlist(key) if key in many else value for key, value in data.items()}


def area_choices(case: Case) -> list[tuple[str, str]]:
    """The areas one can open to others: those one sees, the front page apart."""
    known = catalogue().areas
    own = [area for area in known_order(case.door.areas) if area != "overview" and area in known]
    return [(area, known[area].words().title) for area in own]


def area_hints() -> dict[str, str]:
    """What lies in each area, in a sentence."""
    return {area: item.words().lead for area, item in catalogue().areas.items()}
