"""Who comes in one's place, until when, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account
from tovholder.ui.fields import offer

from ..models import Seat
from ..rules import who_may_stand_in
from .sharing import words


class ColleagueField(forms.ModelChoiceField):
    """A colleague by name and profession."""

    def label_from_instance(self, account: Any) -> str:
        return str(account.professional)


class StandInForm(forms.Form):
    """A substitute (S-55)."""

    account = ColleagueField(
        queryset=Account.objects.none(),
        label=gettext_lazy("Who comes in your place?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("The end of the meeting. Then the access ends by itself."),
        widget=forms.DateTimeInput,
    )
    why = words(
        gettext_lazy("Why can you not come?"),
        help_text=gettext_lazy("In a few words. The family reads it."),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "account", who_may_stand_in(seat))
