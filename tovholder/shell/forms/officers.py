"""What is asked when the data-protection officer is proposed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account
from tovholder.organisation.rules import who_may_be_officer
from tovholder.people.sign_ins import not_a_familys
from tovholder.ui.fields import offer


class OfficerForm(forms.Form):
    """Who is proposed."""

    account = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=Account.objects.none(),
        help_text=gettext_lazy("Another administrator confirms it. Until then nothing is opened."),
    )

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "account", not_a_familys(who_may_be_officer(by)))
