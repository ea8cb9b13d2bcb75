"""A relative, and the language they read in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from tovholder.people.models import Relation
from tovholder.people.national import NationalId, read_national_id
from tovholder.people.wording import relation_word

from .sharing import Offering


class RelativeForm(Offering):
    """Who is near the child, and whether with custody."""

    given_name = forms.CharField(label=gettext_lazy("Given names"), max_length=120)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("What are they to the child?"), widget=forms.RadioSelect
    )
    custody = forms.BooleanField(
        label=gettext_lazy("Has custody"),
        help_text=gettext_lazy("Whoever has custody can consent, and can be given access."),
        required=False,
    )
    number = forms.CharField(
        label=gettext_lazy("National number"),
        help_text=gettext_lazy(
            "Only where it is needed: it finds a parent who is known already, for example through "
            "a sibling. The look-up is on record, and the number is not shown again."
        ),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, data: Any = None, *, country: str) -> None:
        super().__init__(data)
        self.country = country
        self.offer("kind", [(kind, capfirst(relation_word(kind))) for kind in Relation.Kind.values])

    def clean_number(self) -> NationalId | None:
        text: str = self.cleaned_data["number"]
        return read_national_id(text, "fnr" if self.country == "no" else "cpr") if text else None


class SignInForm(forms.Form):
    """How someone of the family reads the pages; they can change it themselves."""

    language = forms.ChoiceField(
        label=gettext_lazy("Which language do they read best?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )
