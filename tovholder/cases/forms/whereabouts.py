"""Asking from whom it is kept where a child is. Nothing here saves."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.ui.dates import day_text

from ..whereabouts import Near, Whereabouts
from .sharing import words

MAY, MAY_NOT = "may", "may-not"


class WhereaboutsForm(forms.Form):
    """Each relative: may know, or may not; nobody is guessed about. And why."""

    def __init__(self, *args: Any, now: Whereabouts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = now.near
        for one in now.near:
            self.fields[f"may_{one.person.pk}"] = forms.ChoiceField(
                label=f"{one.person.name}, {one.relation}",
                choices=[
                    (MAY, _("May know where the child is")),
                    (MAY_NOT, _("May not know where the child is")),
                ],
                widget=forms.RadioSelect,
                initial={True: MAY, False: MAY_NOT, None: None}[one.may],
                help_text=_decided(one),
            )
        self.fields["because"] = words(
            _("Why, and how you know"), help_text=_("Only those at work with the child read this.")
        )

    @property
    def asked(self) -> list[Any]:
        """The question about each relative, as the page shows it."""
        return [self[f"may_{one.person.pk}"] for one in self.near]

    def answers(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said: dict[uuid.UUID, bool] = {
            one.person.pk: self.cleaned_data[f"may_{one.person.pk}"] == MAY for one in self.near
        }
        return {"may_know": said, "because": self.cleaned_data["because"]}


def _decided(one: Near) -> str:
    """Who decided it last, when and why."""
    if one.decision is None:
        return ""
    return _("Decided by %(name)s, %(day)s: “%(why)s”") % {
        "name": one.decision.by.name,
        "day": day_text(timezone.localdate(one.decision.at)),
        "why": one.decision.because,
    }


class ToldAgainForm(forms.Form):
    """Why it need no longer be kept."""

    because_not = words(gettext_lazy("Why it need not be kept any more"))
