"""What the signer and the reception are asked besides the notification itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.instruments.fields import PlainText
from tovholder.organisation.models import Account, Forum

from ..duty import receptions
from ..models import Assessment
from .words import long_text


class SigningForm(forms.Form):
    """Where it goes, where there is a choice; and the signer's own name under it."""

    to = forms.ChoiceField(label=_("Who receives it?"), widget=forms.RadioSelect, required=False)
    sign = forms.BooleanField(
        error_messages={"required": _("Sign with your own name before you send it.")}
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = receptions(account)
        to, sign = self.fields["to"], self.fields["sign"]
        to.choices = [(str(forum.pk), forum.name) for forum in self.found]  # type: ignore[attr-defined] # a choice field
        to.required = self.asks = len(self.found) > 1
        worker = account.professional
        sign.label = gettext("I sign this as %(name)s, %(title)s at %(unit)s.") % {
            "name": account.name, "title": worker.title, "unit": worker.unit.name,
        }  # fmt: skip

    def forum(self) -> Forum | None:
        """The reception chosen, or the only one."""
        chosen = self.cleaned_data.get("to") or ""
        return next((one for one in self.found if str(one.pk) == chosen), None)


class SupplementForm(forms.Form):
    """What is added to a signed notification."""

    text = long_text(
        _("What do you want to add or put right?"),
        _("What you signed stays as it was. This stands below it, with today's date."),
    )
    after = forms.IntegerField(min_value=0, max_value=30000, widget=forms.HiddenInput)


class AssessmentForm(forms.Form):
    """What must happen, and why."""

    outcome = forms.ChoiceField(
        label=_("What must happen?"),
        widget=forms.RadioSelect,
        choices=[
            (Assessment.Outcome.ACUTE, _("Act at once: the child is protected today")),
            (Assessment.Outcome.EXAMINATION, _("The child’s situation is examined")),
            (Assessment.Outcome.PASSED_ON, _("Somebody else takes over")),
            (Assessment.Outcome.NO_STEP, _("No further step")),
        ],
    )
    passed_to = PlainText(
        label=_("Who takes over?"),
        help_text=_("Only where somebody else does: whom you have spoken with."),
        required=False,
        max_length=200,
    )
    reason = long_text(
        _("Why?"), _("The family may ask to see it. Write so that you can stand by it.")
    )
    after = forms.IntegerField(min_value=0, max_value=30000, widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=0, max_value=30000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        passed_on = said.get("outcome") == Assessment.Outcome.PASSED_ON
        if passed_on and not said.get("passed_to") and "passed_to" not in self.errors:
            raise ValidationError({"passed_to": gettext("Say who takes over.")})
        return said


class ToldBackForm(forms.Form):
    """Whether something was started, as the signer may hear it."""

    started = forms.TypedChoiceField(
        label=_("What does the signer hear?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Something has been started")),
            ("no", _("Nothing has been started because of it")),
        ],
        coerce=lambda said: said == "yes",
        error_messages={"required": _("Choose an answer.")},
    )
