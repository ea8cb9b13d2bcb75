"""Text as people type and paste it, without what nobody can see."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy

from tovholder.ui.plain import plain


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
