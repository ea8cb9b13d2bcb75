"""Asking for a gathering. Nothing here saves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tovholder.catalogue import catalogue
from tovholder.meetings.asking import WordsField
from tovholder.meetings.asking_when import CallingForm
from tovholder.meetings.table.sides import Writing
from tovholder.meetings.ways import Way, in_order, offered
from tovholder.organisation.models import Account, Forum, Membership, profession_title
from tovholder.organisation.rules import who_may_substitute
from tovholder.ui.fields import offer

from .book import read
from .hosting import members_of
from .models import Agreement, Meeting
from .outcomes import HELPED

FIRST = {"starts": "14:00", "writing": Writing.TOGETHER}


class PurposeField(WordsField):
    """What a gathering is for, which is nobody's case."""

    def clean(self, value: Any) -> str:
        return read(super().clean(value))


class GatherForm(CallingForm):
    """Which way of meeting, what for, when, where, who hosts and who writes."""

    field_order = ("method", "instrument", "purpose", "day", "starts", "ends", "place")

    purpose = PurposeField(label=gettext_lazy("What the meeting is for"), limit=500)
    host = forms.ChoiceField(label=gettext_lazy("Who hosts"), required=False)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        methods = [method for method in catalogue().methods.values() if method.is_for_forum]
        used = Meeting.objects.of(forum).ways_used()
        offered(self, in_order(map(Way, methods), used=used))
        chosen = [name for method in methods for name in method.instrument_choice]
        if chosen:
            known = catalogue().instruments
            titles = [(name, known[name].words().title) for name in dict.fromkeys(chosen)]
            self.fields["instrument"] = forms.ChoiceField(
                label=gettext_lazy("What you look at together"),
                choices=[("", "—"), *titles],
                required=False,
            )
            self.order_fields(self.field_order)
        self.members = {str(m.account_id): m.account for m in members_of(forum) if not m.ends}
        names = [(key, account.name) for key, account in self.members.items()]
        offer(self, "host", [("", "—"), *names])

    def called(self) -> dict[str, Any]:
        """What was asked for, as `actions.call` takes it."""
        asked = self.cleaned_data
        host: Account | None = self.members.get(asked["host"])
        return {
            "method": asked["method"],
            "instrument": asked.get("instrument", ""),
            "purpose": asked["purpose"],
            "starts_at": self.moment("starts"),
            "ends_at": self.moment("ends"),
            "place": asked["place"],
            "writing": asked["writing"],
            "host": host,
        }


class ColleagueField(forms.ModelChoiceField):
    """A colleague by name and profession."""

    def label_from_instance(self, account: Any) -> str:
        return str(account.professional)


class SubstituteForm(forms.Form):
    """Who sits in one's place, and until when (S-55)."""

    account = ColleagueField(
        queryset=Account.objects.none(),
        label=gettext_lazy("Who sits in your place?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    until = forms.DateTimeField(label=gettext_lazy("Until when?"), widget=forms.DateTimeInput)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "account", who_may_substitute(membership))


class NobodyField(forms.BooleanField):
    """Asked only where words look like a name: whoever writes knows best."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("It is nobody’s name, and nobody can tell whom this is about"),
            required=False,
        )


class AskForm(forms.Form):
    """What somebody is in doubt about, and whom they would like to hear (S-45)."""

    question = WordsField(
        label=gettext_lazy("What are you in doubt about?"),
        help_text=gettext_lazy(
            "What have you seen, and what would you like help to think about? Write “a child of "
            "nine”: no name, no school, no street."
        ),
        limit=2000,
    )
    professions = forms.MultipleChoiceField(
        label=gettext_lazy("Whom would you like to hear?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one profession to ask.")},
    )
    nobody = NobodyField()

    def __init__(self, *args: Any, professions: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(dict.fromkeys(professions))
        offer(self, "professions", [(name, profession_title(name)) for name in known])
        self.initial.setdefault("professions", known)


class AdviceForm(forms.Form):
    """What a profession would notice, ask or try."""

    text = WordsField(label=gettext_lazy("Your advice"), limit=2000)
    nobody = NobodyField()


class OutcomeForm(forms.Form):
    """What whoever asked did with the advice, and whether it helped (S-52)."""

    did = WordsField(
        label=gettext_lazy("What did you do?"),
        help_text=gettext_lazy("In a few words, and still without a name."),
        limit=1000,
    )
    helped = forms.ChoiceField(
        label=gettext_lazy("Did it help?"),
        choices=[(key.value, word) for key, word in HELPED.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Tap an answer.")},
    )
    nobody = NobodyField()


class ReadForm(forms.Form):
    """Which agreement of a team somebody has read, and signs."""

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = gettext_lazy("Read the agreement, and sign it here.")
        self.fields["agreement"] = forms.ModelChoiceField(
            Agreement.objects.of(forum).in_force().select_related("forum"),
            error_messages={"required": said, "invalid_choice": said},
        )
