"""Which colleague goes on with what somebody who has gone left behind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account, Professional
from tovholder.ui.fields import offer

from ..untended import GONE, untended_at_unit_led
from .standing_in import ColleagueField


class EntrustForm(forms.Form):
    """Offers those who have gone and left cases nobody at the unit works at, and who is here."""

    gone = ColleagueField(
        queryset=Account.objects.none(), label=gettext_lazy("Who has gone?"), empty_label=None
    )
    to = ColleagueField(
        queryset=Account.objects.none(), empty_label="—",
        label=gettext_lazy("Who is asked to go on?"),
        help_text=gettext_lazy("They say yes or no, and can open the cases from now on."),
    )  # fmt: skip
    because = forms.CharField(
        label=gettext_lazy("Why this colleague?"), max_length=500, widget=forms.Textarea,
        help_text=gettext_lazy("They read it at each case, and so do the others there."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: Account, about: str = "") -> None:
        super().__init__(data, initial={"gone": about})
        left = [one.about.pk for one in untended_at_unit_led() if one.why == GONE and not one.ask]
        here = Professional.objects.current().filter(unit=by.professional.unit_id)
        offer(self, "gone", Account.objects.filter(pk__in=left))
        offer(
            self,
            "to",
            Account.objects.filter(pk__in=here.values("account"), is_active=True).exclude(
                pk__in=[by.pk, *left]
            ),
        )

    @property
    def anything(self) -> bool:
        """Whether somebody has gone and left something."""
        field = self.fields["gone"]
        return isinstance(field, forms.ModelChoiceField) and bool(
            field.queryset is not None and field.queryset.exists()
        )
