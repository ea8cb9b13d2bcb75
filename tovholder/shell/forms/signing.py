"""What the frame asks: who you are, which language, which password."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.organisation.models import Account


class SignInForm(forms.Form):
    """Name and password; `kept` carries what was typed when a session ended."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)


class AgainForm(forms.Form):
    """The password once more; `kept` carries what was sent and waits to be done."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)


def _code() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class CodeForm(forms.Form):
    """The code after the password; `half` says whose password was right, and for how long."""

    code = _code()
    half = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeAgainForm(forms.Form):
    """A code once more; `kept` carries what was sent and waits to be done."""

    code = _code()
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)


class BeginCodesForm(forms.Form):
    """The first code of a secret that lies sealed in the page."""

    code = _code()
    secret = forms.CharField(widget=forms.HiddenInput)


class PasskeyForm(forms.Form):
    """What a device has answered, and the challenge it answered."""

    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)
    sealed = forms.CharField(max_length=1_000, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def answers(self) -> dict[str, str]:
        """What was answered, as the action takes it."""
        return {name: self.cleaned_data[name] for name in ("answer", "sealed")}


class NewPasskeyForm(PasskeyForm):
    """What one calls a device, with the key it has made."""

    name = forms.CharField(
        label=gettext_lazy("What you call the device"),
        max_length=60,
        help_text=gettext_lazy("For example: my telephone"),
    )


class LanguageForm(forms.Form):
    """The language of the pages."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class PasswordForm(forms.Form):
    """A new password, which whoever knows the old one may choose."""

    password_now = forms.CharField(
        label=gettext_lazy("Your password now"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password_new = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=1000,
        strip=False,
        help_text=gettext_lazy(
            "At least 12 characters. Three or four words that only you would put together "
            "are easy to remember and hard to guess."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password_now(self) -> str:
        now: str = self.cleaned_data["password_now"]
        if not self.account.check_password(now):
            raise ValidationError(_("This is not your password now."))
        return now

    def clean_password_new(self) -> str:
        new: str = self.cleaned_data["password_new"]
        password_validation.validate_password(new, self.account)
        return new
