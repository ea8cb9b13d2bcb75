"""The table chooses so many together, of what was answered or said before (S-87).

Leaving it, the answers it chose from become their middle and spread, where the method keeps no
more: until then everyone still sees their own.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tovholder.catalogue.methods import Step

from ... import actions
from ...answering import SUMMARY, Answering
from ...tally import tally
from ..items import items_of
from .kind import Act, Ask, AtStep, Kind, kind


class ChooseForm(Ask):
    item = forms.CharField(widget=forms.HiddenInput)
    chosen = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )

    def clean_item(self) -> str:
        item: str = self.cleaned_data["item"]
        if item not in {found["id"] for found in to_choose_from(self.at)}:
            raise ValidationError(_("This is not on the list any more."))
        return item


def source_of(at: AtStep) -> Step:
    """The step whose answers or sentences are chosen from."""
    return at.sitting.method.step(at.step.options["from"])


def is_open(at: AtStep) -> bool:
    """Whether there is something everyone can see and choose from."""
    source = source_of(at)
    if source.kind != "answer":
        return True
    answering = Answering(at.sitting, source)
    return answering.is_shown or answering.is_kept


def to_choose_from(at: AtStep) -> list[dict[str, Any]]:
    """Each thing by its id, with its words and, of an answer, what came out."""
    source, sitting = source_of(at), at.sitting
    if source.kind == "answer":
        items = items_of(sitting.method, source, sitting.meeting.instrument)
        lines = tally(sitting, source, items, at.account).lines
        return [{"id": line.item.id, "title": line.item.title, "line": line} for line in lines]
    return [
        {"id": str(word.pk), "title": word.text, "voice": word.voice}
        for said in sitting.words_in(source.id).values()
        for word in said
    ]


def choose(at: AtStep, asked: dict[str, Any]) -> None:
    if not is_open(at):
        raise ValidationError(_("There is nothing to choose from yet."))
    actions.choose(meeting=at.sitting.meeting, step=at.step.id, by=at.account, **asked)


@kind
class Choose(Kind):
    name = "choose"
    keys = frozenset({"from", "count"})
    acts = {"choose": Act(ChooseForm, choose, about="item")}

    def shows(self, at: AtStep) -> dict[str, Any]:
        chosen = at.sitting.choices.get(at.step.id, [])
        wanted, found = at.step.options["count"], is_open(at)
        items = [
            {
                **item,
                "chosen": item["id"] in chosen,
                "form": at.form("choose", item["id"], item=item["id"]),
            }
            for item in (to_choose_from(at) if found else [])
        ]
        return {
            "items": items,
            "is_open": found,
            "source": at.sitting.course.board.title(at.step.options["from"]),
            "wanted": wanted,
            "count": len(chosen),
            "full": len(chosen) >= wanted,
        }

    def leave(self, at: AtStep) -> None:
        source = source_of(at)
        if source.options.get("keeps") == SUMMARY and Answering(at.sitting, source).all_are_in:
            actions.keep_summary(meeting=at.sitting.meeting, step=source.id, by=at.account)
