"""Efforts: everyone in their own half; only the family wishes (S-26, step four; S-63)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import actions as acts
from ...asking import DayField, LineField, VoiceField
from ...rules import names_a_contact, obstacle_to_answering
from ...table import AnyContribution, AnyInvitation
from ...table.sides import Side
from .kind import Act, Ask, AtStep, Kind, kind


class PromiseForm(Ask):
    """Who says it does it: there is no field for giving a task to somebody else."""

    text = LineField(limit=300, label=gettext_lazy("What I will do"))
    due = DayField(label=gettext_lazy("By when"))
    together_with = LineField(limit=120, required=False, label=gettext_lazy("Together with"))
    parked = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"] = VoiceField(self.at.voices, label=gettext_lazy("Who does it"))
        if names_a_contact(self.at.sitting.meeting, self.at.step.id):
            self.fields["due"].label = gettext_lazy("Until when")
        goals = self.at.sitting.goals
        if goals:
            self.fields["goal"] = forms.ChoiceField(
                label=gettext_lazy("For which goal"),
                choices=[("", _("No goal in particular"))] + [(str(g.pk), g.text) for g in goals],
                required=False,
                initial=str(goals[0].pk) if len(goals) == 1 else "",
            )

    def clean_goal(self) -> Any:
        chosen = self.cleaned_data["goal"]
        return next((g for g in self.at.sitting.goals if str(g.pk) == chosen), None)

    def clean_parked(self) -> AnyContribution | None:
        return _parked(self.at, self.cleaned_data["parked"])


class WishForm(Ask):
    text = LineField(limit=300, label=gettext_lazy("What the family wishes"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"] = VoiceField(_wishing(self.at), label=gettext_lazy("Who wishes it"))
        self.fields["of"] = VoiceField(
            _professionals(self.at),
            label=gettext_lazy("Of whom"),
            error_messages={"required": gettext_lazy("Tap of whom it is wished.")},
        )


class AnswerForm(Ask):
    """Yes and by when; or no, and why."""

    task = forms.UUIDField(widget=forms.HiddenInput)
    due = DayField(required=False, label=gettext_lazy("Yes, by"))
    words = LineField(limit=300, required=False, label=gettext_lazy("Or no, because"))

    def clean_task(self) -> Any:
        for noted in self.at.sitting.agreed:
            if noted.task.pk == self.cleaned_data["task"] and noted.task.wish:
                return noted
        raise ValidationError(_("This wish is not on the board any more."))

    def clean(self) -> None:
        if bool(self.cleaned_data.get("due")) == bool(self.cleaned_data.get("words")):
            raise ValidationError(_("Either a day for the yes, or a few words for the no."))


class LetGoForm(Ask):
    parked = forms.UUIDField(widget=forms.HiddenInput)

    def clean_parked(self) -> AnyContribution | None:
        return _parked(self.at, self.cleaned_data["parked"])


def _parked(at: AtStep, key: Any) -> AnyContribution | None:
    if not key:
        return None
    for contribution in at.sitting.parked_for(at.step.id):
        if contribution.pk == key:
            return contribution
    raise ValidationError(_("The table has settled this already."))


def _wishing(at: AtStep) -> list[AnyInvitation]:
    """Those whom the method lets wish: the family, where the file says nothing else."""
    sides = at.step.options.get("wishes_from", [Side.FAMILY])
    return [voice for voice in at.voices if voice.side in sides]


def _professionals(at: AtStep) -> list[AnyInvitation]:
    chairs = at.sitting.invitations
    return [c for c in chairs if c.side == Side.PROFESSIONAL and c.account_id and c.here]


def promise(at: AtStep, asked: dict[str, Any]) -> None:
    parked = asked.pop("parked", None)
    task = acts.promise(
        meeting=at.sitting.meeting,
        step=at.step.id,
        text=asked["text"],
        voice=asked["voice"],
        due=asked["due"],
        together_with=asked["together_with"],
        goal=asked.get("goal"),
        by=at.account,
    )
    if parked:
        acts.settle(contribution=parked, task=task, by=at.account)


def wish(at: AtStep, asked: dict[str, Any]) -> None:
    acts.wish(meeting=at.sitting.case_meeting, step=at.step.id, by=at.account, **asked)


def answer(at: AtStep, asked: dict[str, Any]) -> None:
    noted, meeting = asked["task"], at.sitting.case_meeting
    of = _asked_of(at, noted.task)
    if asked["due"]:
        acts.accept_wish(meeting=meeting, task=noted.task, of=of, due=asked["due"], by=at.account)
    else:
        acts.decline_wish(
            meeting=meeting, task=noted.task, of=of, words=asked["words"], by=at.account
        )


def let_go(at: AtStep, asked: dict[str, Any]) -> None:
    if asked["parked"]:
        acts.settle(contribution=asked["parked"], task=None, by=at.account)


def _asked_of(at: AtStep, task: Any) -> AnyInvitation:
    for chair in at.sitting.invitations:
        if chair.account_id == task.owner_account_id:
            return chair
    raise ValidationError(_("The one it was wished of is not at the table."))


@kind
class Efforts(Kind):
    name = "actions"
    has_pen = True
    keys = frozenset({"prompts", "wishes_from"})
    acts = {
        "promise": Act(PromiseForm, promise),
        "wish": Act(WishForm, wish),
        "answer": Act(AnswerForm, answer, about="task"),
        "let-go": Act(LetGoForm, let_go),
    }

    def shows(self, at: AtStep) -> dict[str, Any]:
        sitting = at.sitting
        promises = [noted for noted in sitting.agreed if not noted.task.wish]
        family = {Side.FAMILY, Side.COMPANION}
        return {
            "said": [w for said in sitting.words_in(at.step.id).values() for w in said],
            "of_the_family": [n for n in promises if n.voice.side in family],
            "of_the_professionals": [n for n in promises if n.voice.side not in family],
            "wishes": [_wish(at, noted) for noted in sitting.agreed if noted.task.wish],
            "wished": bool(at.step.options["wishes_from"]),
            "promises": sitting.promises(),
            "parked": [
                {"word": word, "form": at.form("let-go", word.pk, parked=word.pk)}
                for word in sitting.parked_for(at.step.id)
            ],
            "form": at.form("promise", **_taken_up(at)),
            "wish_form": at.form("wish") if _wishing(at) and _professionals(at) else None,
        }


def _wish(at: AtStep, noted: Any) -> dict[str, Any]:
    answered = getattr(noted.task, "answer", None)
    of = next(
        (c for c in at.sitting.invitations if c.account_id == noted.task.owner_account_id), None
    )
    may = (
        answered is None
        and of is not None
        and not obstacle_to_answering(at.sitting.meeting, at.account, of)
    )
    return {
        "noted": noted,
        "answer": answered,
        "form": at.form("answer", noted.task.pk, task=noted.task.pk) if may else None,
    }


def _taken_up(at: AtStep) -> dict[str, Any]:
    """The parked proposal someone is taking up, as the beginning of a promise."""
    for word in at.sitting.parked_for(at.step.id):
        if str(word.pk) == at.taken_up:
            return {"parked": word.pk, "text": word.text, "voice": str(word.voice_id)}
    return {}
