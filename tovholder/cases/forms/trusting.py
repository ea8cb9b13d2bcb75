"""Asking whom a child trusts. Nothing here saves."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account

from ..candidates import coordinators
from ..models import Case
from ..trusting import CHOOSERS
from ..wording import colleague
from .sharing import Offering

NOBODY = "nobody"


class TrustForm(Offering):
    """Who, since when, and who chose."""

    adult = forms.ChoiceField(
        label=gettext_lazy("Who is it?"),
        help_text=gettext_lazy("The person counts, not the profession."),
        widget=forms.RadioSelect,
    )
    chosen_by = forms.ChoiceField(
        label=gettext_lazy("Who chose?"),
        choices=[(key.value, word) for key, word in CHOOSERS.items()],
        widget=forms.RadioSelect,
    )
    since = forms.DateField(label=gettext_lazy("Since when?"), widget=forms.DateInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.account_id): one for one in coordinators(case, None)}
        where = case.door.tells_where
        people = [(key, colleague(one, where=where)) for key, one in self.known.items()]
        self.offer("adult", [*people, (NOBODY, _("Nobody just now"))])
        self.initial.setdefault("since", timezone.localdate())

    def answers(self) -> dict[str, Any]:
        """What was asked for, as the action takes it."""
        given = self.cleaned_data
        chosen: Account | None = None
        if given["adult"] != NOBODY:
            chosen = self.known[given["adult"]].account
        return {"account": chosen, "chosen_by": given["chosen_by"], "since": given["since"]}
