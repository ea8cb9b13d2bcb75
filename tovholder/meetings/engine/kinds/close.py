"""Closing: what is written down, who tells the child, does it hang together, what next (S-26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import actions
from ...asking import FURTHEST, DayField, LineField, VoiceField, WordsField
from ...models import Coherence
from ..state import DOCUMENTATION
from .kind import Act, Ask, AtStep, Kind, kind


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A wish nobody answered, or a proposal nobody took up, and whose it is."""

    text: str
    whose: str
    wish: bool


class DocumentationForm(Ask):
    text = LineField(limit=300, label=gettext_lazy("What is written down"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"] = VoiceField(self.at.voices, label=gettext_lazy("By whom"))


class ChildForm(Ask):
    due = DayField(label=gettext_lazy("By when"))
    how = LineField(limit=300, required=False, label=gettext_lazy("How"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [
            chair
            for chair in self.at.sitting.invitations
            if chair.here and getattr(chair, "relation", "") != "child"
        ]
        self.fields["voice"] = VoiceField(
            here,
            label=gettext_lazy("Who tells the child"),
            error_messages={"required": gettext_lazy("Tap who tells the child.")},
        )


class CoherenceForm(Ask):
    hangs = forms.ChoiceField(
        label=gettext_lazy("Do story, meaning and effort hang together?"),
        choices=Coherence.Hangs.choices,
        widget=forms.RadioSelect,
    )
    words = LineField(limit=300, required=False, label=gettext_lazy("In a few words"))

    def clean(self) -> None:
        asked = self.cleaned_data
        if asked.get("hangs") != Coherence.Hangs.YES and not asked.get("words"):
            self.add_error("words", _("Say in a few words what does not hang together yet."))


class ContinuationForm(Ask):
    next_at = forms.DateTimeField(
        required=False, widget=forms.DateTimeInput, label=gettext_lazy("We meet again")
    )
    next_place = LineField(required=False, label=gettext_lazy("Where"))
    ends_because = WordsField(
        required=False, label=gettext_lazy("Or: cooperation can end, because"), limit=300
    )

    def clean_next_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["next_at"]
        if moment and moment <= self.at.sitting.meeting.starts_at:
            raise ValidationError(_("The next date lies before this meeting."))
        if moment and moment > self.at.sitting.meeting.starts_at + FURTHEST:
            raise ValidationError(_("That day is more than two years away."))
        return moment

    def clean(self) -> None:
        asked = self.cleaned_data
        if "next_at" in asked and bool(asked["next_at"]) == bool(asked.get("ends_because")):
            raise ValidationError(_("Choose either a next date or that cooperation ends, and why."))


def document(at: AtStep, asked: dict[str, Any]) -> None:
    actions.add_word(
        meeting=at.sitting.meeting,
        step=at.step.id,
        column=DOCUMENTATION,
        text=asked["text"],
        voice=asked["voice"],
        by=at.account,
    )


def tell_child(at: AtStep, asked: dict[str, Any]) -> None:
    actions.tell_child(meeting=at.sitting.meeting, step=at.step.id, by=at.account, **asked)


def check_coherence(at: AtStep, asked: dict[str, Any]) -> None:
    actions.check_coherence(meeting=at.sitting.meeting, step=at.step.id, by=at.account, **asked)


def continue_or_end(at: AtStep, asked: dict[str, Any]) -> None:
    actions.continue_or_end(meeting=at.sitting.meeting, step=at.step.id, by=at.account, **asked)


# The part of a closing an act belongs to, where it is called otherwise.
PART_OF = {"document": DOCUMENTATION}


def left_open(at: AtStep) -> list[LeftOpen]:
    """What the table would go home from: wishes without an answer, proposals that still wait."""
    sitting = at.sitting
    wished = [noted for noted in sitting.agreed if noted.task.wish]
    open_wishes = [noted for noted in wished if getattr(noted.task, "answer", None) is None]
    steps = [step.id for step in sitting.method.steps]
    return [
        *(LeftOpen(noted.task.text, noted.voice.name, wish=True) for noted in open_wishes),
        *(
            LeftOpen(word.text, word.voice.name if word.voice else "", wish=False)
            for step in steps
            for word in sitting.parked_for(step)
        ),
    ]


@kind
class Close(Kind):
    name = "close"
    keys = frozenset({"prompts", "parts"})
    acts = {
        "document": Act(DocumentationForm, document),
        "child": Act(ChildForm, tell_child),
        "coherence": Act(CoherenceForm, check_coherence),
        "next": Act(ContinuationForm, continue_or_end),
    }

    def acts_at(self, at: AtStep) -> dict[str, Act]:
        parts = at.step.options["parts"]
        return {act: done for act, done in self.acts.items() if PART_OF.get(act, act) in parts}

    def in_common(self, *, writes: bool) -> bool:
        return not writes

    def shows(self, at: AtStep) -> dict[str, Any]:
        sitting = at.sitting
        words = sitting.words_in(at.step.id)
        return {
            "parts": at.step.options["parts"],
            "documentation": words.get(DOCUMENTATION, []),
            "said": [w for key, said in words.items() if key != DOCUMENTATION for w in said],
            "child": sitting.child_is_told,
            "coherence": sitting.coherence,
            "continuation": sitting.continuation,
            "host": sitting.next_host if "host" in at.step.options["parts"] else None,
            "promises": sitting.promises(),
            "left_open": left_open(at),
            "agrees": sitting.method.has("actions"),
            "document_form": at.form("document"),
            "child_form": at.form("child"),
            "coherence_form": at.form("coherence"),
            "next_form": at.form("next"),
        }
