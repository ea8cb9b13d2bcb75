"""Each answers for themselves, and the answers are shown when all are in (S-28, S-87).

Until then nobody reads another's answer, which the database itself sees to. Each answers on a
page of their own also where one holds the pen; the pen holder asks those without a sign-in.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import actions
from ...answering import SUMMARY, Answering
from ...asking import VoiceField, field_of, heard
from ...rules import obstacle_to_answering_as
from ...table import AnyInvitation
from ...tally import tally
from ..items import Item, items_of
from .kind import Act, Ask, AtStep, Kind, kind


class ItemsForm(Ask):
    """One field for each thing asked, and whose answers these are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = asked_at(self.at)
        self.fields["voice"] = VoiceField(
            answerable(self.at), label=gettext_lazy("Whose answers these are")
        )
        for item in self.items:
            self.fields[f"item-{item.id}"] = field_of(item)

    def clean(self) -> None:
        said = [self.cleaned_data.get(f"item-{item.id}") for item in self.items]
        if not self.errors and all(given in (None, "") for given in said):
            raise ValidationError(_("Answer at least one of them."))

    def pairs(self) -> list[tuple[Item, Any]]:
        """Each thing asked with its control."""
        return [(item, self[f"item-{item.id}"]) for item in self.items]


class ShowForm(Ask):
    """It asks nothing: all who are here have answered."""


def asked_at(at: AtStep) -> list[Item]:
    """What the step asks."""
    return items_of(at.sitting.method, at.step, at.sitting.meeting.instrument)


def answerable(at: AtStep) -> list[AnyInvitation]:
    """The voices this account may answer for just now; its own, and those still waiting."""
    meeting, answering = at.sitting.meeting, Answering(at.sitting, at.step)
    mine = [
        chair
        for chair in answering.asked
        if not obstacle_to_answering_as(meeting, at.account, chair)
        and not answering.obstacle(chair)
    ]
    own = [chair for chair in mine if chair.account_id == at.account.pk]
    return own + [chair for chair in mine if chair not in own]


def answer(at: AtStep, asked: dict[str, Any]) -> None:
    given = {item.id: asked.get(f"item-{item.id}") for item in asked_at(at)}
    actions.answer(
        meeting=at.sitting.meeting,
        step=at.step.id,
        voice=asked["voice"],
        answers={
            item.id: heard(item, given[item.id])
            for item in asked_at(at)
            if given[item.id] not in (None, "")
        },
        by=at.account,
    )


def show(at: AtStep, asked: dict[str, Any]) -> None:  # noqa: ARG001 nothing is asked
    actions.reveal(meeting=at.sitting.meeting, step=at.step.id, by=at.account)


@kind
class Answers(Kind):
    name = "answer"
    keys = frozenset({"asks", "instrument", "highest", "hidden", "of", "first", "keeps", "drawn"})
    acts = {"answer": Act(ItemsForm, answer), "show": Act(ShowForm, show)}

    def shows(self, at: AtStep) -> dict[str, Any]:
        answering = Answering(at.sitting, at.step)
        voices = answerable(at) if at.standing != "waiting" else []
        next_ = _next(at, voices)
        return {
            "answering": answering,
            "hidden": at.step.options["hidden"],
            "keeps_the_middle": at.step.options["keeps"] == SUMMARY,
            "form": at.form("answer", **_said_before(at, next_)) if next_ else None,
            "voices": voices,
            "own": next_ is not None and next_.account_id == at.account.pk,
            "again": next_ is not None and next_.pk in answering.answered,
            "waits_because": _waits_because(at, answering),
            "chairs": [
                {"chair": chair, "answered": chair.pk in answering.answered}
                for chair in answering.asked
            ],
            "tally": tally(at.sitting, at.step, asked_at(at), at.account),
            "may_show": answering.to_show is not None,
        }

    def stays(self, at: AtStep) -> bool:
        """Who has not answered yet is not taken away from the questions."""
        return any(voice.account_id == at.account.pk for voice in answerable(at))

    def leave(self, at: AtStep) -> None:
        """Where nothing is chosen from it later, the middle and the spread are kept now."""
        steps = at.sitting.method.steps
        chosen_from = {step.options.get("from") for step in steps}
        answering = Answering(at.sitting, at.step)
        if at.step.id not in chosen_from and answering.all_are_in:
            self.end(at)

    def end(self, at: AtStep) -> None:
        """Nobody's own answer outlives the meeting, where the method keeps the middle alone."""
        if at.step.options["keeps"] == SUMMARY:
            actions.keep_summary(meeting=at.sitting.meeting, step=at.step.id, by=at.account)


def _waits_because(at: AtStep, answering: Answering) -> str:
    """Why the reader, who is asked, has nothing to answer just now."""
    for chair in answering.asked:
        if chair.account_id == at.account.pk:
            return answering.obstacle(chair) or ""
    return ""


def _next(at: AtStep, voices: list[AnyInvitation]) -> AnyInvitation | None:
    """Whose turn it is among the voices of this account: the first that has not answered."""
    answered = at.sitting.answered.get(at.step.id, set())
    waiting = [voice for voice in voices if voice.pk not in answered]
    return next(iter(waiting or voices), None)


def _said_before(at: AtStep, voice: AnyInvitation) -> dict[str, Any]:
    """The form begins with what this voice has said and nobody else has seen yet."""
    said: dict[str, Any] = {"voice": str(voice.pk)}
    for item in asked_at(at):
        for mark in at.sitting.marks.get((at.step.id, item.id), []):
            if mark.voice_id == voice.pk:
                said[f"item-{item.id}"] = mark.words if mark.value is None else mark.value
    return said
