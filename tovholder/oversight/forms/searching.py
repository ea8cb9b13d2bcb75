"""Searching the trace: for what, and why. Nothing here saves."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account
from tovholder.organisation.names import sort_key

from ..searching import Asked

A_MONTH = timedelta(days=30)
EARLIEST = date(2000, 1, 1)


class SearchForm(forms.Form):
    """By whom, about whom, in which case, when, and always why."""

    purpose = forms.CharField(
        label=gettext_lazy("Why do you search?"),
        max_length=300,
        help_text=gettext_lazy("Goes on record with the search. No names, please."),
    )
    about = forms.CharField(
        label=gettext_lazy("About whom?"),
        min_length=2,
        max_length=200,
        required=False,
        help_text=gettext_lazy("A name, or some of it."),
    )
    who = forms.CharField(
        label=gettext_lazy("Who looked?"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("The whole name, or the user name."),
    )
    reference = forms.RegexField(
        r"^\s*[0-9a-fA-F]{8}\s*$",
        label=gettext_lazy("In which case?"),
        required=False,
        help_text=gettext_lazy("The reference of eight signs, such as 3F2A91C4."),
    )
    since = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput)
    until = forms.DateField(label=gettext_lazy("To"), widget=forms.DateInput)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial.setdefault("since", today - A_MONTH)
        self.initial.setdefault("until", today)

    def clean_since(self) -> date:
        """Nothing here is older than this house."""
        since: date = self.cleaned_data["since"]
        return max(since, EARLIEST)

    def clean_until(self) -> date:
        """The trace ends today."""
        until: date = self.cleaned_data["until"]
        return max(min(until, timezone.localdate()), EARLIEST)

    def clean_who(self) -> Account | None:
        """The account that is meant; in words where there is none, or more than one."""
        words = self.cleaned_data["who"].strip()
        if not words:
            return None
        found = list(Account.objects.filter(username__iexact=words)[:1])
        found = found or list(Account.objects.filter(sort_key=sort_key(words))[:2])
        if not found:
            raise ValidationError(_("Nobody has this name."))
        if len(found) > 1:
            raise ValidationError(_("More than one has this name. Write the user name."))
        return found[0]

    def asked(self) -> Asked:
        """What is searched for, as the search takes it."""
        given = self.cleaned_data
        return Asked(
            purpose=given["purpose"], since=given["since"], until=given["until"],
            reference=given["reference"].strip().lower(), person=given["person"],
            account=given["who"].pk if given["who"] else None,
        )  # fmt: skip
