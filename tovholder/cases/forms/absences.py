"""Who is away, from when to when, and who stands in."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account
from tovholder.organisation.rules import for_whom, who_may_cover
from tovholder.ui.fields import offer

from .standing_in import ColleagueField


class AbsenceForm(forms.Form):
    """A time away (S-85). No reason is asked."""

    account = ColleagueField(
        queryset=Account.objects.none(), label=gettext_lazy("Who is away?"), empty_label=None
    )
    first_day = forms.DateField(label=gettext_lazy("First day away"), widget=forms.DateInput)
    last_day = forms.DateField(label=gettext_lazy("Last day away"), widget=forms.DateInput)
    cover = ColleagueField(
        queryset=Account.objects.none(), label=gettext_lazy("Who stands in?"),
        help_text=gettext_lazy(
            "What a family has said yes to is open to a colleague of your own place of work alone."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: Account, about: str = "") -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"account": about or by.pk, "first_day": today})
        self.by = by
        if by.professional.is_leader:
            offer(self, "account", for_whom(by))
        else:
            del self.fields["account"]
        offer(self, "cover", who_may_cover())

    def said(self) -> dict[str, Any]:
        """What the action is asked, once the form is valid."""
        return {"account": self.by} | self.cleaned_data
