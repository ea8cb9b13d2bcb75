"""A board: columns of words, each with the voice it was said by (S-26, S-28)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ... import actions
from ...asking import VoiceField, WordsField
from .kind import Act, Ask, AtStep, Kind, kind


class WordForm(Ask):
    """A sentence, whose it is, and where it belongs; or that it is a proposal to park."""

    text = WordsField(label=gettext_lazy("What is said"), lines=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"] = VoiceField(self.at.voices, label=gettext_lazy("Whose words"))
        columns = columns_of(self.at)
        if len(columns) > 1:
            self.fields["column"] = forms.ChoiceField(
                label=gettext_lazy("Where it belongs"),
                choices=[(column["id"], column["title"]) for column in columns],
                widget=forms.RadioSelect,
                initial=columns[0]["id"],
            )
        self.fields["park"] = forms.ChoiceField(
            choices=[("", "")] + [(step.id, step.id) for step in self.at.sitting.running.parking],
            required=False,
        )


def columns_of(at: AtStep) -> list[dict[str, str]]:
    """The step's columns with their words; a step without any is one unnamed column."""
    found = [
        {"id": column, "title": at.words[column].title, "text": at.words[column].text}
        for column in at.step.columns
    ]
    return found or [{"id": "", "title": "", "text": ""}]


def say(at: AtStep, asked: dict[str, Any]) -> None:
    columns = columns_of(at)
    parked = asked.get("park")
    actions.add_word(
        meeting=at.sitting.meeting,
        step=parked or at.step.id,
        column="" if parked else asked.get("column") or columns[0]["id"],
        text=asked["text"],
        voice=asked["voice"],
        by=at.account,
    )


@kind
class Board(Kind):
    name = "board"
    has_pen = True
    keys = frozenset({"columns", "prompts"})
    acts = {"say": Act(WordForm, say)}

    def shows(self, at: AtStep) -> dict[str, Any]:
        words = at.sitting.words_in(at.step.id)
        columns = columns_of(at)
        known = {column["id"] for column in columns}
        stray = [word for key, said in words.items() if key not in known for word in said]
        return {
            "columns": [
                {
                    **column,
                    "words": words.get(column["id"], []) + (stray if place == 0 else []),
                }
                for place, column in enumerate(columns)
            ],
            "parking": at.sitting.running.parking,
            "form": at.form("say") if at.writes else None,
        }
