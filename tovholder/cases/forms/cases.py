"""A consent, an access, the coordination, the end of a case."""

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
from tovholder.consent.models import Consent
from tovholder.consent.rules import LONGEST, may_consent_for
from tovholder.organisation.models import Account, Professional
from tovholder.people.models import Person

from ..candidates import coordinators, found
from ..effect import effect_of_consent
from ..models import Case, Closure
from ..wording import CLOSURE_WORDS, colleague, known_order

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


class ConsentForm(Offering):
    """Whom, what about, for what purpose, until when, given by whom and how (S-43)."""

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
    given_by = forms.ChoiceField(label=gettext_lazy("Who consents?"), widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label=gettext_lazy("How was the consent given?"),
        choices=[
            (Consent.Form.WRITTEN, gettext_lazy("In writing")),
            (Consent.Form.ORAL, gettext_lazy("Orally, because writing was impossible")),
        ],
        widget=forms.RadioSelect,
    )
    oral_reason = words(
        gettext_lazy("Why could it not be given in writing?"),
        help_text=gettext_lazy("Only for an oral consent."),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, case: Case, by: Account, kept: Mapping[str, Any] | None = None
    ) -> None:
        self.parents = may_consent_for(case.person)
        initial: dict[str, Any] = {"until": timezone.localdate() + HALF_A_YEAR}
        if len(self.parents) == 1:
            initial["given_by"] = str(self.parents[0].pk)
        initial |= kept or {}
        super().__init__(data, initial=initial)
        asked = kept_from(data) if data is not None else initial
        self.candidates = found(
            case, by, words=asked.get("find", "")[:100], chosen=asked.get("receivers", [])
        )
        self.offer("receivers", [(str(one.account_id), colleague(one)) for one in self.candidates])
        self.offer("areas", area_choices(case))
        self.fields["areas"].widget.hints = area_hints()
        self.offer("given_by", [(str(one.pk), one.name) for one in self.parents])
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        oral = cleaned.get("form") == Consent.Form.ORAL
        if oral and not cleaned.get("oral_reason", "").strip():
            self.add_error("oral_reason", _("Say why the consent could not be given in writing."))
        return cleaned

    @property
    def colleagues(self) -> list[Professional]:
        """The chosen colleagues, once the form is valid."""
        chosen = set(self.cleaned_data["receivers"])
        return [one for one in self.candidates if str(one.account_id) in chosen]

    @property
    def giver(self) -> Person:
        """The chosen parent, once the form is valid."""
        return next(one for one in self.parents if str(one.pk) == self.cleaned_data["given_by"])

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


class WithdrawalForm(forms.Form):
    """A consent is taken back; nobody has to say why."""

    reason = words(
        gettext_lazy("Is there something others should know?"),
        help_text=gettext_lazy("You need not give a reason."),
        required=False,
    )


class AdmitForm(forms.Form):
    """A parent with custody, or the child, is let in."""

    purpose = words(
        gettext_lazy("What is the access for?"),
        help_text=gettext_lazy("In words the family would use. They can read it."),
    )


class EndAccessForm(forms.Form):
    """An access is ended before its time."""

    reason = words(gettext_lazy("Why does the access end?"))


class ProlongForm(forms.Form):
    """A one-time exchange lasts once more (S-44)."""

    reason = words(
        gettext_lazy("Why was once not enough?"),
        help_text=gettext_lazy("In a few words that the family may read."),
    )


class DeclineForm(forms.Form):
    """Somebody who asks to join does not."""

    reason = words(gettext_lazy("Why not?"))


class HandoverForm(Offering):
    """Someone is asked to coordinate (S-41)."""

    to = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    why = words(
        gettext_lazy("Why this person?"),
        help_text=gettext_lazy("For example what the family wishes, or who meets the child most."),
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        self.candidates = coordinators(case, case.door.coordinator)
        self.offer("to", [(str(one.account_id), colleague(one)) for one in self.candidates])

    @property
    def asked(self) -> Account:
        """The chosen colleague, once the form is valid."""
        return next(
            one.account for one in self.candidates if str(one.account_id) == self.cleaned_data["to"]
        )


class AnswerForm(forms.Form):
    """A yes, or a no with its reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Will you coordinate?"),
        choices=[
            ("yes", gettext_lazy("Yes, I will coordinate")),
            ("no", gettext_lazy("No, not now")),
        ],
        widget=forms.RadioSelect,
    )
    reason = words(
        gettext_lazy("Why not?"),
        help_text=gettext_lazy("Only for a no: so that someone else can be found."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "no" and not cleaned.get("reason", "").strip():
            self.add_error(
                "reason", _("Say in a few words why not, so that someone else can be found.")
            )
        return cleaned


class ClosureForm(forms.Form):
    """The cooperation ends, with a reason."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Why can the cooperation end?"),
        choices=[(kind.value, CLOSURE_WORDS[kind]) for kind in Closure.Kind],
        widget=forms.RadioSelect,
    )
    reason = words(
        gettext_lazy("In your own words"),
        help_text=gettext_lazy("What has changed, and whom the family can turn to from now on."),
    )


class ReopeningForm(forms.Form):
    """A closed case is taken up again."""

    reason = words(gettext_lazy("Why is the case taken up again?"))
