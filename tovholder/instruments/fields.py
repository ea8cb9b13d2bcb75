"""Text as people type and paste it, without what nobody can see."""

import unicodedata
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy

KEPT = frozenset("\n\t")
# Signs that turn the reading direction of what follows: a word could be shown as another.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """The text without control, turning and half characters, lines ended alike, NFC."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    visible = "".join(
        sign
        for sign in lines
        if sign in KEPT or (unicodedata.category(sign) not in ("Cc", "Cs") and sign not in TURNING)
    )
    return unicodedata.normalize("NFC", visible)


class PlainText(forms.CharField):
    """A text field that drops control characters before it counts and checks.

    What is too long is told in words: the browser would cut it off without a sound.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = gettext_lazy(
                    "Write at most %(limit_value)d characters. This is %(show_value)d."
                )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes: dict[str, Any] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes

    def to_python(self, value: Any) -> str:
        return super().to_python(plain(value) if isinstance(value, str) else value) or ""
