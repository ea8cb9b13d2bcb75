"""A consent taken back, an access, the coordination, the end of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account

from ..candidates import coordinators
from ..models import Case, Closure
from ..wording import CLOSURE_WORDS, colleague
from .sharing import Offering, words


class WithdrawalForm(forms.Form):
    """A consent is taken back; nobody has to say why."""

    reason = words(
        gettext_lazy("Is there something others should know?"),
        help_text=gettext_lazy("You need not give a reason."),
        required=False,
    )


class AdmitForm(forms.Form):
    """A parent with custody, or the child, is let in."""

    purpose = words(
        gettext_lazy("What is the access for?"),
        help_text=gettext_lazy("In words the family would use. They can read it."),
    )


class EndAccessForm(forms.Form):
    """An access is ended before its time."""

    reason = words(gettext_lazy("Why does the access end?"))


class ProlongForm(forms.Form):
    """A one-time exchange lasts once more (S-44)."""

    reason = words(
        gettext_lazy("Why was once not enough?"),
        help_text=gettext_lazy("In a few words that the family may read."),
    )


class DeclineForm(forms.Form):
    """Somebody who asks to join does not."""

    reason = words(gettext_lazy("Why not?"))


class HandoverForm(Offering):
    """Someone is asked to coordinate (S-41)."""

    to = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    why = words(
        gettext_lazy("Why this person?"),
        help_text=gettext_lazy("For example what the family wishes, or who meets the child most."),
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        self.candidates = coordinators(case, case.door.coordinator)
        self.offer("to", [(str(one.account_id), colleague(one)) for one in self.candidates])

    @property
    def asked(self) -> Account:
        """The chosen colleague, once the form is valid."""
        return next(
            one.account for one in self.candidates if str(one.account_id) == self.cleaned_data["to"]
        )


class AnswerForm(forms.Form):
    """A yes, or a no with its reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Will you coordinate?"),
        choices=[
            ("yes", gettext_lazy("Yes, I will coordinate")),
            ("no", gettext_lazy("No, not now")),
        ],
        widget=forms.RadioSelect,
    )
    reason = words(
        gettext_lazy("Why not?"),
        help_text=gettext_lazy("Only for a no: so that someone else can be found."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "no" and not cleaned.get("reason", "").strip():
            self.add_error(
                "reason", _("Say in a few words why not, so that someone else can be found.")
            )
        return cleaned


class ClosureForm(forms.Form):
    """The cooperation ends, with a reason."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Why can the cooperation end?"),
        choices=[(kind.value, CLOSURE_WORDS[kind]) for kind in Closure.Kind],
        widget=forms.RadioSelect,
    )
    reason = words(
        gettext_lazy("In your own words"),
        help_text=gettext_lazy("What has changed, and whom the family can turn to from now on."),
    )


class ReopeningForm(forms.Form):
    """A closed case is taken up again."""

    reason = words(gettext_lazy("Why is the case taken up again?"))
