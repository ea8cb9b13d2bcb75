"""Asking to talk about a child without consent: first whether it could be otherwise (S-44)."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.catalogue.things import LegalBasis
from tovholder.organisation.models import Account, Professional

from ..candidates import found
from ..models import Case
from ..wording import colleague
from .sharing import Offering, words

# The milder ways, in the order they are asked.
WAYS = ("anonymous", "with_parents", "consent")
YES, NO = "yes", "no"
FOLLOW = ("why_not_anonymous", "why_not_with_parents", "why_not_consent", "untold_because")


def _asked(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )  # fmt: skip


class TalkForm(Offering):
    """Is there a milder way? If not: why, who, when, and whether the family can be told."""

    anonymous = _asked(gettext_lazy("Could it be discussed without saying who the child is?"))
    why_not_anonymous = words(gettext_lazy("If not: why is that not enough?"), required=False)
    with_parents = _asked(gettext_lazy("Could the parents be there?"))
    why_not_with_parents = words(gettext_lazy("If not: why not?"), required=False)
    consent = _asked(gettext_lazy("Could they give their consent?"))
    why_not_consent = words(
        gettext_lazy("If not: what have you tried, or why can it not be asked?"), required=False
    )
    necessary = words(
        gettext_lazy("Why is it necessary for this child?"),
        help_text=gettext_lazy("In a few words that the family can read."),
    )
    find = forms.CharField(
        label=gettext_lazy("Find colleagues"),
        help_text=gettext_lazy("By name, profession or place of work."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "search"}),
    )
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Who takes part besides you?"), widget=forms.CheckboxSelectMultiple
    )
    meets_on = forms.DateField(label=gettext_lazy("Which day do you meet?"), widget=forms.DateInput)
    again = words(
        gettext_lazy("Has it been used for this child before?"),
        help_text=gettext_lazy("Then it can be used once more in special cases. Say why."),
        required=False,
    )
    endangers = forms.BooleanField(
        label=gettext_lazy("Telling the family could put somebody in danger"),
        help_text=gettext_lazy(
            "Then they read nothing of it until the data-protection officer has decided."
        ),
        required=False,
    )
    untold_because = words(
        gettext_lazy("Whom could it endanger, and how?"),
        help_text=gettext_lazy("Only if you have ticked the box. The family cannot read this."),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        case: Case,
        by: Account,
        rule: LegalBasis,
        kept: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=kept)
        for name in FOLLOW:  # asked only after an answer, and needed then
            self.fields[name].tells_optional = False  # type: ignore[attr-defined] # for the field component
        asked = kept_of_talk(data) if data is not None else (kept or {})
        self.candidates = found(
            case, by, words=asked.get("find", "")[:100], chosen=asked.get("others", []),
            at=rule.parameters.get("parties", ()),
        )  # fmt: skip
        self.offer("others", [(str(one.account_id), colleague(one)) for one in self.candidates])
        today = timezone.localdate()
        latest = today + (rule.longest or timedelta())
        self.fields["meets_on"].widget.attrs |= {
            "min": today.isoformat(), "max": latest.isoformat()
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for way in WAYS:
            if said.get(way) == NO and not said.get(f"why_not_{way}", "").strip():
                self.add_error(f"why_not_{way}", _("Say why not, in a few words."))
        if said.get("endangers") and not said.get("untold_because", "").strip():
            self.add_error("untold_because", _("Say whom it could endanger, and how."))
        if self.milder_ways:
            self.errors.clear()  # what else is not in order matters no more
            self.add_error(None, _("There is a milder way. Then the law asks you to choose it."))
        return said

    @property
    def milder_ways(self) -> list[str]:
        """What was answered with yes, once the form has been read."""
        return [way for way in WAYS if self.cleaned_data.get(way) == YES]

    @property
    def chosen(self) -> list[Professional]:
        """The chosen colleagues, once the form is valid."""
        keys = set(self.cleaned_data["others"])
        return [one for one in self.candidates if str(one.account_id) in keys]

    def why_not(self) -> dict[str, str]:
        """Why each of the milder ways is not enough."""
        return {way: self.cleaned_data[f"why_not_{way}"] for way in WAYS}

    @property
    def untold(self) -> str:
        """Why the family may not be told yet; empty where they may."""
        said = self.cleaned_data
        return str(said["untold_because"]) if said["endangers"] else ""

    @property
    def day(self) -> date:
        """The day they meet."""
        day: date = self.cleaned_data["meets_on"]
        return day


class TalkNoteForm(forms.Form):
    """What was said, and what follows from it."""

    text = words(
        gettext_lazy("What was said, and what did you agree?"),
        help_text=gettext_lazy("Those who took part read it, until the exchange ends."),
    )


class CallOffTalkForm(forms.Form):
    """Why it will not be held."""

    because = words(
        gettext_lazy("Why is it called off?"),
        help_text=gettext_lazy(
            "Those who should have taken part read it, and the family where it is told of it."
        ),
    )


def kept_of_talk(data: Any) -> dict[str, Any]:
    """What was typed so far, to be shown again without judging it."""
    return {key: data.getlist(key) if key == "others" else value for key, value in data.items()}
