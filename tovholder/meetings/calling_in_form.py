"""Asking who is called in from outside, and who said yes to it. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.cases.forms import GivenForm
from tovholder.cases.models import Case
from tovholder.organisation.models import Account

from .asking import LineField, WordsField


class CallInForm(GivenForm):
    """Name, title, workplace, why; and the yes: whose, and how it was given (S-43)."""

    use_required_attribute = False
    field_order = (
        "name", "title", "workplace", "because", "given_by", "all_agree", "form",
        "oral_reason", "witness",
    )  # fmt: skip

    name = LineField(label=gettext_lazy("Name"))
    title = LineField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Such as doctor, therapist or driver of the school bus."),
        limit=80,
    )
    workplace = LineField(label=gettext_lazy("Place of work"))
    because = WordsField(
        label=gettext_lazy("Why they are needed"),
        help_text=gettext_lazy("In words the family would use themselves. They read it."),
        limit=500,
    )
    oral_reason = WordsField(
        label=gettext_lazy("Why could it not be given in writing?"),
        help_text=gettext_lazy("Only for an oral consent."),
        required=False,
        limit=500,
    )

    def __init__(self, *args: Any, case: Case, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, child=case.person, recorder=by, **kwargs)
        self.fields["given_by"].label = _("Who has said yes to it?")
        self.fields["form"].label = _("How was the yes given?")
