"""Whose case, on which ground and why; and what those who are told answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account
from tovholder.people.actions import check_birth_date
from tovholder.people.national import NationalId, read_national_id

from ..actions import Meant
from ..emergency import grounds, refusal_of_reason
from .sharing import Offering, words

HIDDEN = {"autocomplete": "off"}


class EmergencyForm(Offering):
    """Everything there is to say before a case is opened in an emergency."""

    number = forms.CharField(
        label=gettext_lazy("National number"),
        help_text=gettext_lazy("Or write the name and the date of birth."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=HIDDEN | {"inputmode": "numeric"}),
    )
    given_name = forms.CharField(
        label=gettext_lazy("Given names"), required=False, max_length=120,
        widget=forms.TextInput(attrs=HIDDEN),
    )  # fmt: skip
    family_name = forms.CharField(
        label=gettext_lazy("Family name"), required=False, max_length=120,
        widget=forms.TextInput(attrs=HIDDEN),
    )  # fmt: skip
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"), required=False, widget=forms.DateInput
    )
    ground = forms.ChoiceField(label=gettext_lazy("On which ground?"), widget=forms.RadioSelect)
    reason = words(
        gettext_lazy("What is happening, and why can it not wait?"),
        help_text=gettext_lazy(
            "A whole sentence, without names. Those who are told read it, and later the family."
        ),
    )
    again = forms.BooleanField(
        label=gettext_lazy("I have opened this case within the last day, and need it again"),
        required=False,
    )

    def __init__(self, data: Any = None, *, account: Account, asks_again: bool = False) -> None:
        offered = grounds(account)
        super().__init__(data, initial={"ground": offered[0].id} if len(offered) == 1 else None)
        self.country = account.professional.unit.country
        self.known = {one.id: one for one in offered}
        self.offer("ground", [(one.id, one.words().title) for one in offered])
        if not asks_again and not self.data.get("again"):
            del self.fields["again"]

    def clean_number(self) -> NationalId | None:
        text: str = self.cleaned_data["number"]
        return read_national_id(text, "fnr" if self.country == "no" else "cpr") if text else None

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if refusal := refusal_of_reason(reason):
            raise forms.ValidationError(refusal)
        return reason

    def clean(self) -> dict[str, Any]:
        """A number, or a whole name with the day of birth: nobody is found by a guess."""
        cleaned = super().clean() or self.cleaned_data
        check_birth_date(cleaned.get("birth_date"))
        named = all(cleaned.get(name) for name in ("given_name", "family_name", "birth_date"))
        if not cleaned.get("number") and not named and "number" not in self.errors:
            message = _("Write the national number, or both names and the date of birth.")
            self.add_error("number", message)
        return cleaned

    def asked(self) -> dict[str, Any]:
        """What the action is asked, once the form is valid."""
        said = self.cleaned_data
        number = said["number"]
        meant = (
            Meant(number)
            if number
            else Meant(None, said["given_name"], said["family_name"], said["birth_date"])
        )
        return {
            "meant": meant, "ground": self.known[said["ground"]], "reason": said["reason"],
            "again": said.get("again", False),
        }  # fmt: skip


class AnswerEmergencyForm(forms.Form):
    """One who was told has seen it."""

    asked = forms.ChoiceField(
        label=gettext_lazy("What have you done?"),
        choices=[
            ("no", gettext_lazy("I have seen it, and have nothing to ask")),
            ("yes", gettext_lazy("I have asked about it")),
        ],
        widget=forms.RadioSelect,
    )
    words = words(
        gettext_lazy("What did you talk about?"),
        help_text=gettext_lazy(
            "Without names. The one who looked and the others who were told read it."
        ),
        required=False,
    )

    def clean_asked(self) -> bool:
        return str(self.cleaned_data["asked"]) == "yes"
