"""Which cases, by whom, until when and what for; and what was found."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account
from tovholder.people.national import NationalId, read_national_id
from tovholder.ui.fields import offer

from ..supervising import MOST_DRAWN, last_day, who_may_supervise
from .sharing import words
from .standing_in import ColleagueField


class SupervisionForm(forms.Form):
    """Some cases drawn by chance, or the one of a person."""

    how = forms.ChoiceField(
        label=gettext_lazy("Which cases?"),
        choices=[
            ("drawn", gettext_lazy("Drawn by chance among the unit’s open cases")),
            ("chosen", gettext_lazy("The case of one person, for a reason")),
        ],
        widget=forms.RadioSelect,
        initial="drawn",
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many are drawn?"), min_value=1, max_value=MOST_DRAWN, required=False
    )
    number = forms.CharField(
        label=gettext_lazy("National number"), required=False, max_length=20,
        help_text=gettext_lazy("Where the case of one person is chosen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    reason = words(
        gettext_lazy("Why this one?"),
        help_text=gettext_lazy("Where the case of one person is chosen. Without names."),
        required=False,
    )
    purpose = words(
        gettext_lazy("What is looked at?"),
        help_text=gettext_lazy("The work, in everyday words. The family reads it."),
    )
    supervisor = ColleagueField(
        queryset=Account.objects.none(), label=gettext_lazy("Who looks?"),
        widget=forms.RadioSelect, empty_label=None,
    )  # fmt: skip
    until = forms.DateField(label=gettext_lazy("Until when?"), widget=forms.DateInput)

    def __init__(self, data: Any = None, *, account: Account) -> None:
        super().__init__(data, initial={"count": 3, "until": last_day(account)})
        for name in ("count", "number", "reason"):  # needed or not, by the first answer
            self.fields[name].tells_optional = False  # type: ignore[attr-defined] # for the field component
        self.country = account.professional.unit.country
        offer(self, "supervisor", who_may_supervise())

    def clean_number(self) -> NationalId | None:
        text: str = self.cleaned_data["number"]
        return read_national_id(text, "fnr" if self.country == "no" else "cpr") if text else None

    def clean(self) -> dict[str, Any]:
        """What was chosen has what it needs."""
        said = super().clean() or self.cleaned_data
        if said.get("how") == "drawn" and not said.get("count") and "count" not in self.errors:
            self.add_error("count", _("Say how many."))
        if said.get("how") == "chosen":
            if not said.get("number") and "number" not in self.errors:
                self.add_error("number", _("Write the national number."))
            if not said.get("reason", "").strip():
                self.add_error("reason", _("Say why it is this one."))
        return said

    def asked(self) -> dict[str, Any]:
        """What the action is asked, once the form is valid."""
        said = self.cleaned_data
        which = (
            {"count": said["count"]}
            if said["how"] == "drawn"
            else {"count": 1, "chosen": said["number"], "reason": said["reason"]}
        )
        return {name: said[name] for name in ("supervisor", "purpose", "until")} | which


class ResultForm(forms.Form):
    """What was found about the work."""

    words = words(
        gettext_lazy("What did you find?"),
        help_text=gettext_lazy("About the work, and nothing of a child or a family."),
    )
