"""A child answers in its own words, and says of each answer to whom it may be told (S-37, S-38).

Until the child says otherwise nobody is told. Who reads this page reads their own part of it; the
database shows no more. What an instrument asks tells how it is around the child, never what the
child is worth: nothing is added up.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.ui.charts.wheel import Slice, wheel

from ... import actions
from ...asking import WordsField
from ...models import Statement
from ...rules import obstacle_to_interviewing
from ...telling import decides, receivers
from ..items import Item, items_of
from ..running import WAITING
from .kind import Act, Ask, AtStep, Kind, kind

WHEEL = "wheel"
FEW = 4  # so many boxes to write in may stand open at once


class SayForm(Ask):
    """One answer to one question: words, and a level where the question has one."""

    item = forms.CharField(widget=forms.HiddenInput)
    text = WordsField(label=gettext_lazy("In the child’s own words"), lines=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = (self.data if self.is_bound else self.initial).get("item")
        self.asked = next((each for each in asked_at(self.at) if each.id == name), None)
        if self.asked is not None and self.asked.is_valued:
            self.fields["value"] = forms.TypedChoiceField(
                label=gettext_lazy("How it is"),
                choices=[(value, str(value)) for value in range(self.asked.top + 1)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    def clean_item(self) -> str:
        if self.asked is None:
            raise ValidationError(_("This is not asked here."))
        return self.asked.id

    def clean(self) -> None:
        if not self.cleaned_data.get("text") and self.cleaned_data.get("value") is None:
            raise ValidationError(_("Write a few words."))


class StatementForm(Ask):
    """Something about one statement of the child's."""

    statement = forms.UUIDField(widget=forms.HiddenInput)

    def clean_statement(self) -> Statement:
        for statement in self.at.sitting.statements_for(self.at.account):
            if statement.pk == self.cleaned_data["statement"]:
                return statement
        raise ValidationError(_("The child has taken this back."))


class TellForm(StatementForm):
    """Who may know this: nobody, until the child says so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receivers = {str(each.account.pk): each for each in receivers(self.at.sitting)}
        self.fields["told"] = forms.MultipleChoiceField(
            label=gettext_lazy("Who may know this?"),
            choices=[(key, each.called) for key, each in self.receivers.items()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


def asked_at(at: AtStep) -> list[Item]:
    """What the child is asked at this step."""
    return items_of(at.sitting.method, at.step, at.sitting.meeting.instrument)


def say(at: AtStep, asked: dict[str, Any]) -> None:
    actions.note(
        meeting=at.sitting.case_meeting,
        step=at.step.id,
        item=asked["item"],
        text=asked["text"],
        value=asked.get("value"),
        by=at.account,
    )


def tell(at: AtStep, asked: dict[str, Any]) -> None:
    statement = asked["statement"]
    known = {str(telling.account_id) for telling in told_of(statement)}
    for receiver in receivers(at.sitting):
        told = str(receiver.account.pk) in asked["told"]
        if told != (str(receiver.account.pk) in known):
            actions.may_tell(
                statement=statement, account=receiver.account, told=told, by=at.account
            )


def take_back(at: AtStep, asked: dict[str, Any]) -> None:
    actions.take_back(statement=asked["statement"], by=at.account)


def told_of(statement: Statement) -> list[Any]:
    """Those whom the child lets know this, as far as the reader may know who they are."""
    return [telling for telling in statement.tellings.all() if telling.taken_back_at is None]


@kind
class Interview(Kind):
    name = "interview"
    keys = frozenset({"asks", "instrument", "drawn"})
    acts = {
        "say": Act(SayForm, say, about="item"),
        "tell": Act(TellForm, tell, about="statement"),
        "take-back": Act(StatementForm, take_back, about="statement"),
    }

    @property
    def wall(self) -> str:
        """What a child says is read by each for themselves, and never hung up."""
        return ""

    def shows(self, at: AtStep) -> dict[str, Any]:
        meeting, said = at.sitting.case_meeting, at.sitting.statements_for(at.account)
        here = [statement for statement in said if statement.step == at.step.id]
        writes = at.standing != WAITING and not obstacle_to_interviewing(
            meeting, at.account, at.sitting.invitations
        )
        items = asked_at(at)
        return {
            "child": meeting.case.person.given_name,
            "writes": writes,
            "about_me": meeting.case.person.account_id == at.account.pk,
            "items": [
                {
                    "item": item,
                    "said": [_said(at, item, one) for one in here if one.item == item.id],
                    "form": at.form("say", item.id, item=item.id) if writes else None,
                    "opens": len(items) <= FEW and not any(one.item == item.id for one in here),
                }
                for item in items
            ],
            "any_said": bool(here),
            "drawing": _drawing(at, items, here),
        }


def _said(at: AtStep, item: Item, statement: Statement) -> dict[str, Any]:
    told = told_of(statement)
    may = decides(statement, at.account)
    return {
        "statement": statement,
        "level": "" if statement.value is None else item.said(statement.value),
        "top": item.top,
        "decides": may,
        "told": [telling.account.name for telling in told],
        "form": at.form(
            "tell",
            statement.pk,
            statement=statement.pk,
            told=[str(telling.account_id) for telling in told],
        )
        if may
        else None,
    }


def _drawing(at: AtStep, items: list[Item], said: list[Statement]) -> Any:
    """The wheel of what this reader may know; None where nothing of it is theirs to see."""
    levels = {one.item: one.value for one in said if one.value is not None}
    if at.step.options["drawn"] != WHEEL or not levels:
        return None
    slices = [Slice(item.title, levels.get(item.id)) for item in items if item.is_valued]
    return wheel(at.words.title, slices, top=max(item.top for item in items if item.is_valued))
