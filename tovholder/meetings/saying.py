"""What a child has said, talk by talk, as far as this reader may know it (S-37)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account

from .engine.items import Item, items_in, items_of
from .models import Meeting, Statement
from .telling import decides


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with the question it answers. `told` are those who may know it, by name."""

    statement: Statement
    question: str
    level: str
    told: list[str]
    decides: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One meeting at which the child spoke."""

    meeting: Meeting
    said: list[Said]


def said_by_the_child(case: Case, account: Account) -> list[Talk]:
    """The talks of which this account may know something, the latest first."""
    visible = Statement.objects.of(case).standing().visible_to(account)
    statements = visible.select_related("meeting", "case__person").prefetch_related(
        "tellings__account"
    )
    in_order = sorted(statements, key=lambda one: (one.meeting.starts_at, one.written_at))
    talks = groupby(in_order, key=attrgetter("meeting"))
    found = [Talk(meeting, _said(meeting, said, account)) for meeting, said in talks]
    return found[::-1]


def asked_by(method: str, instrument: str) -> set[tuple[str, str]]:
    """The steps at which a method asks the child an instrument, each with what is asked there."""
    found = catalogue().methods.get(method)
    steps = found.steps if found else ()
    return {
        (step.id, item.id)
        for step in steps
        if step.kind == "interview" and step.options.get("instrument") == instrument
        for item in items_in(instrument)
    }


def _said(meeting: Meeting, statements: Iterable[Statement], account: Account) -> list[Said]:
    asked = _asked(meeting)
    return [_one(each, asked.get((each.step, each.item)), account) for each in statements]


def _one(statement: Statement, item: Item | None, account: Account) -> Said:
    told = [each.account.name for each in statement.tellings.all() if each.taken_back_at is None]
    return Said(
        statement=statement,
        question=item.title if item else "",
        level="" if statement.value is None or item is None else item.said(statement.value),
        told=told,
        decides=decides(statement, account),
    )


def _asked(meeting: Meeting) -> dict[tuple[str, str], Item]:
    """What was asked at each step; nothing where the method's file is gone."""
    method = catalogue().methods.get(meeting.method)
    if method is None:
        return {}
    return {
        (step.id, item.id): item
        for step in method.steps
        if step.kind == "interview"
        for item in items_of(method, step)
    }
