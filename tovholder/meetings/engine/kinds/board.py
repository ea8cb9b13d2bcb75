"""A board: columns of words, each with the voice it was said by (S-26, S-28)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ... import actions
from ...asking import VoiceField, WordsField
from ...photos import photos_at, takes_photos
from ...table import AnyInvitation
from ..rows import in_rows, rows_of
from .kind import Act, Ask, AtStep, Kind, kind

TABLE = "table"


class WordForm(Ask):
    """A sentence, whose it is, and where it belongs; or that it is a proposal to park."""

    text = WordsField(label=gettext_lazy("What is said"), lines=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.at.step.options["voice"] != TABLE:
            voices = speaking(self.at)
            self.fields["voice"] = VoiceField(voices, label=gettext_lazy("Whose words"))
        columns = columns_of(self.at)
        if len(columns) > 1:
            self.fields["column"] = forms.ChoiceField(
                label=gettext_lazy("Where it belongs"),
                choices=[(column["id"], column["title"]) for column in columns],
                widget=forms.RadioSelect,
                initial=next((c["id"] for c in columns if not c["refused"]), None),
            )
        self.fields["park"] = forms.ChoiceField(
            choices=[("", "")] + [(step.id, step.id) for step in self.at.sitting.course.parking],
            required=False,
        )


def columns_of(at: AtStep) -> list[dict[str, Any]]:
    """The step's columns with their words; a step without any is one unnamed column.

    `refused`: shown and closed, for what has its place at another meeting.
    """
    refused = at.step.options["refused"]
    found = [
        {
            "id": column,
            "title": at.words[column].title,
            "text": at.words[column].text,
            "refused": column in refused,
        }
        for column in at.step.columns
    ]
    return found or [{"id": "", "title": "", "text": "", "refused": False}]


def speaking(at: AtStep) -> list[AnyInvitation]:
    """The voices this account may write in, of the sides the step hears."""
    heard = at.step.options["voices_from"]
    return [voice for voice in at.voices if not heard or voice.side in heard]


def say(at: AtStep, asked: dict[str, Any]) -> None:
    columns = columns_of(at)
    parked = asked.get("park")
    actions.add_word(
        meeting=at.sitting.meeting,
        step=parked or at.step.id,
        column="" if parked else asked.get("column") or columns[0]["id"],
        text=asked["text"],
        voice=asked.get("voice"),
        by=at.account,
    )


@kind
class Board(Kind):
    name = "board"
    has_pen = True
    keys = frozenset({"columns", "prompts", "rows", "voice", "voices_from", "refused"})
    acts = {"say": Act(WordForm, say)}

    def in_common(self, *, writes: bool) -> bool:  # noqa: ARG002 the one form stands apart
        return True

    def in_hand(self, at: AtStep) -> tuple[object, ...]:
        voices = [(str(voice.pk), voice.called) for voice in speaking(at)]
        return voices, [step.id for step in at.sitting.course.parking]

    @property
    def wall(self) -> str:
        """The columns themselves."""
        return self.template

    def shows(self, at: AtStep) -> dict[str, Any]:
        rows = rows_of(at.step.options["rows"], at.sitting.invitations)
        return {
            "columns": [
                {**column, "rows": in_rows(rows, column["words"]) if rows else []}
                for column in _filled(at)
            ],
            "in_rows": bool(rows),
            "photos": photos_at(at.sitting.meeting, at.step.id),
            "takes_photos": takes_photos(at.sitting.meeting, at.step),
            "parking": [
                {"id": step.id, "title": at.sitting.course.board.title(step.id)}
                for step in at.sitting.course.parking
            ],
            "form": at.form("say") if at.writes else None,
        }


def _filled(at: AtStep) -> list[dict[str, Any]]:
    """The columns with what is said in each; what belongs to none stands in the first."""
    words = at.sitting.words_in(at.step.id)
    columns = columns_of(at)
    known = {column["id"] for column in columns}
    stray = [word for key, said in words.items() if key not in known for word in said]
    return [
        {**column, "words": words.get(column["id"], []) + (stray if place == 0 else [])}
        for place, column in enumerate(columns)
    ]
