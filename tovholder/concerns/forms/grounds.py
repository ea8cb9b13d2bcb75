"""What a leader is asked: on what basis others may read, and which child it is."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tovholder.consent.wording import party_choices
from tovholder.instruments.fields import PlainText
from tovholder.people.actions import check_birth_date
from tovholder.ui.fields import offer

from ..legal import bases_for_exchange
from .words import long_text

MOST_HIDDEN_WORDS = 40


class AgreedForm(forms.Form):
    """The parents agreed."""

    agreed_on = forms.DateField(label=_("When did they agree?"), widget=forms.DateInput)
    agreed_how = long_text(
        _("How did they agree, and to what?"),
        _("For example: at a talk at the school, both parents, that the triage may know."),
    )

    def clean_agreed_on(self) -> date:
        day: date = self.cleaned_data["agreed_on"]
        today = timezone.localdate()
        if day > today:
            raise ValidationError(_("The parents cannot have agreed in the future."))
        if day < today - timedelta(days=365):
            raise ValidationError(_("That is more than a year ago. Speak with the parents again."))
        return day


class AnonymousForm(forms.Form):
    """Further words to hide, one on each line."""

    also = PlainText(
        label=_("Hide these words too"),
        help_text=_("One on each line: a nickname, a sibling, a street, a club."),
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )

    def clean_also(self) -> str:
        text: str = self.cleaned_data["also"]
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_HIDDEN_WORDS or any(len(line) > 100 for line in lines):
            raise ValidationError(_("At most 40 lines, each of at most 100 characters."))
        return text

    def hidden_words(self) -> list[str]:
        """The words, as far as they could be read."""
        text = getattr(self, "cleaned_data", {}).get("also", "")
        return [line.strip() for line in text.splitlines() if line.strip()]


class ExchangeForm(forms.Form):
    """A one-time exchange: why not otherwise, then why, between whom, on which law (S-44)."""

    why_not_anonymous = long_text(
        _("Could it be discussed anonymously?"), _("If not: why is that not enough?")
    )
    why_not_with_parents = long_text(
        _("Could it be discussed together with the parents?"), _("If not: why not?")
    )
    why_not_consent = long_text(
        _("Could you ask the parents for consent?"),
        _("If not: what have you tried, or why can it not be asked?"),
    )
    necessary = long_text(
        _("Why is the exchange necessary for this child?"),
        _("In a few words that the family may read."),
    )
    parties = forms.MultipleChoiceField(
        label=_("Between whom?"), widget=forms.CheckboxSelectMultiple
    )
    legal_basis = forms.ChoiceField(label=_("Legal basis today"))
    again = long_text(
        _("Has it been used for this child before?"),
        _("Then it can be used once more in special cases. Say why."),
        required=False,
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = bases_for_exchange(country)
        choices = [(basis.id, basis.words().title) for basis in rules]
        offer(self, "legal_basis", choices)
        offer(self, "parties", party_choices(rules))
        if len(choices) == 1:
            self.fields["legal_basis"].initial = choices[0][0]

    def why_not(self) -> dict[str, str]:
        """Why each of the milder ways is not enough."""
        said = self.cleaned_data
        return {
            "anonymous": said["why_not_anonymous"],
            "with_parents": said["why_not_with_parents"],
            "consent": said["why_not_consent"],
        }


class FindPupilForm(forms.Form):
    """Whom to look for among the school's pupils."""

    text = PlainText(label=_("Name of the pupil"), max_length=100)


class RegisterForm(forms.Form):
    """A child who is on no list yet."""

    given_name = PlainText(label=_("Given name"), max_length=120)
    family_name = PlainText(label=_("Family name"), max_length=120)
    birth_date = forms.DateField(label=_("Date of birth"), widget=forms.DateInput)
    group = PlainText(label=_("Class"), max_length=40, required=False)

    def clean_birth_date(self) -> date:
        day: date = self.cleaned_data["birth_date"]
        check_birth_date(day)
        return day
