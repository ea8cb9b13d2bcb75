"""Asking an adult how much a child has around it. Nothing here saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .asking import LineField, field_of
from .engine.items import Item
from .wheels import Wheel


class WheelForm(forms.Form):
    """A level and a few words for each thing; it begins with what one said last."""

    use_required_attribute = False

    def __init__(self, items: Sequence[Item], own: Wheel | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.items = items
        for item in items:
            self.fields[item.id] = field_of(item)
            self.fields[f"{item.id}-words"] = LineField(
                label=gettext_lazy("In a few words, if you like"), required=False
            )
        for key, answer in (own.answers if own else {}).items():
            self.initial[key] = answer.value
            self.initial[f"{key}-words"] = answer.text

    def clean(self) -> None:
        if not self.errors and not any(self._says(item) for item in self.items):
            raise ValidationError(_("Answer at least one of them."))

    def _says(self, item: Item) -> bool:
        value, text = self._answer(item)
        return value is not None or bool(text)

    def _answer(self, item: Item) -> tuple[int | None, str]:
        given = self.cleaned_data
        return given.get(item.id), given.get(f"{item.id}-words") or ""

    def triples(self) -> list[tuple[Item, Any, Any]]:
        """Each thing asked with its level and its words."""
        return [(item, self[item.id], self[f"{item.id}-words"]) for item in self.items]

    def answers(self) -> dict[str, tuple[int | None, str]]:
        """What was asked for, as the action takes it."""
        return {item.id: self._answer(item) for item in self.items}
