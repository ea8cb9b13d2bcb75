"""The map of who stands round the child, asked as a list (S-40)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.catalogue import catalogue

from ..models import Actor
from ..participants import Participant
from ..relations import QUALITIES, SECTORS, STRENGTHS, named
from .sharing import Offering, words

SOMEONE_ELSE = ""
CHILD = "child"


class BondForm(Offering):
    """How a tie is today: how strong, and how well you talk together."""

    strength = forms.ChoiceField(
        label=gettext_lazy("How strong is the tie?"),
        choices=[(key.value, word) for key, word in STRENGTHS.items()],
        widget=forms.RadioSelect,
    )
    quality = forms.TypedChoiceField(
        label=gettext_lazy("How well do you talk together?"),
        choices=[(str(level), word) for level, word in enumerate(QUALITIES)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = words(
        gettext_lazy("What makes you say so?"),
        help_text=gettext_lazy("Everyone with access to the case can read it."),
        required=False,
    )


class TellForm(BondForm):
    """Whom the tie goes to: the child, or someone else on the map."""

    to = forms.ChoiceField(label=gettext_lazy("The tie to whom?"))
    field_order = ("to", "strength", "quality", "words")

    def __init__(self, data: Any = None, *, child: str, others: Sequence[Actor]) -> None:
        super().__init__(data)
        self.others = {str(one.pk): one for one in others}
        self.offer("to", [(CHILD, child), *((key, named(one)) for key, one in self.others.items())])

    @property
    def other(self) -> Actor | None:
        """The chosen other, once the form is valid; nobody for the child."""
        return self.others.get(self.cleaned_data["to"])


class ActorForm(BondForm):
    """Who is put on the map: someone with access, or someone known by name."""

    who = forms.ChoiceField(label=gettext_lazy("Who?"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Only for someone else. A first name, or “the dentist”, is enough."),
        required=False,
        max_length=120,
    )
    role = forms.CharField(
        label=gettext_lazy("Who are they to the child?"),
        help_text=gettext_lazy("For example grandmother, or football coach."),
        required=False,
        max_length=120,
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("In which part of life?"),
        choices=[(key.value, word) for key, word in SECTORS.items()],
        widget=forms.RadioSelect,
    )
    field_order = ("who", "name", "role", "sector", "strength", "quality", "words")

    def __init__(self, data: Any = None, *, waiting: Sequence[Participant], asked: str) -> None:
        self.waiting = {str(one.account_id): one for one in waiting}
        super().__init__(data, initial={"who": asked, "sector": sector_of(self.waiting.get(asked))})
        told = [(key, f"{one.name}, {one.description}") for key, one in self.waiting.items()]
        self.offer("who", [*told, (SOMEONE_ELSE, _("Someone else"))])
        if not self.waiting:
            self.fields["who"].widget = forms.HiddenInput()
            self.fields["name"].help_text = _("A first name, or “the dentist”, is enough.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("who") and not cleaned.get("name", "").strip():
            raise ValidationError({"name": _("Write a name, or choose someone above.")})
        return cleaned

    @property
    def chosen(self) -> Participant | None:
        """The chosen one with access, once the form is valid."""
        return self.waiting.get(self.cleaned_data["who"])


def sector_of(one: Participant | None) -> str:
    """The part of life someone with access most likely stands in; it can be chosen otherwise."""
    if one is None:
        return ""
    if one.is_family:
        return Actor.Sector.FAMILY
    found = catalogue().professions.get(one.profession)
    own = {"school": Actor.Sector.SCHOOL, "health": Actor.Sector.HEALTH}
    return own.get(found.group if found else "", Actor.Sector.SERVICES)


class TakeOffForm(forms.Form):
    """Someone no longer stands round the child."""

    reason = words(gettext_lazy("Why not any longer?"), required=False)
