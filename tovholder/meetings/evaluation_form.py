"""Asking how somebody found a meeting. Nothing here saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .asking import field_of, heard
from .engine.items import Item
from .evaluating import version_of


class EvaluationForm(forms.Form):
    """One field for each thing asked, and whether others may read the words.

    `before` are the marks somebody has given already, by item.
    """

    use_required_attribute = False

    unnamed = forms.BooleanField(
        label=gettext_lazy("The others may read my words, without my name"), required=False
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        items: Sequence[Item],
        *args: Any,
        before: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.items = items
        for item in items:
            self.fields[item.id] = field_of(item)
        for key, mark in (before or {}).items():
            self.initial[key] = mark.words if mark.value is None else mark.value
            self.initial["unnamed"] = self.initial.get("unnamed") or mark.unnamed
        if before:
            self.initial["version"] = version_of(before.values())

    def pairs(self) -> list[tuple[Item, Any]]:
        """Each thing asked with its control."""
        return [(item, self[item.id]) for item in self.items]

    def answers(self) -> dict[str, Any]:
        """What was asked for, as the action takes it."""
        given = self.cleaned_data
        said = {item.id: heard(item, given.get(item.id)) for item in self.items}
        return {"answers": said, "unnamed": given["unnamed"], "version": given["version"]}

    def again(self, version: str) -> EvaluationForm:
        """The same words in a form that knows what stands now."""
        return EvaluationForm(self.items, initial={**self.cleaned_data, "version": version})
