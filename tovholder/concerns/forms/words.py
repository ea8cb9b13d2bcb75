"""A long answer, as every form about a concern asks for it."""

from typing import Any

from django import forms

from tovholder.instruments.fields import PlainText

LONG = 4000


def long_text(label: Any, help_text: Any = "", *, required: bool = True) -> PlainText:
    """A text of several lines."""
    return PlainText(
        label=label, help_text=help_text, required=required, max_length=LONG, widget=forms.Textarea
    )
