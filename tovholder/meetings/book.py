"""The two books a meeting may be written in, and what every action and kind relies on (S-62).

A meeting about a case is written in the case's book; one of professionals about themselves and
their work in the forum's, where nothing knows a case or a person. The engine, the pages and the
actions are the same: they reach their tables through `meeting.book`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from tovholder.plans import actions as plans
from tovholder.plans.models import Task

CASE = "case"
FORUM = "forum"


@dataclass(frozen=True)
class Book:
    """A family of tables with the verbs that differ between them.

    `label` is the app its tables belong to: `book.Mark` is that app's Mark. `read` gives back
    words as they may be stored, or raises ValidationError in words.
    """

    name: str
    label: str
    promise: Callable[..., Any]
    keep: Callable[..., Any]
    no_longer_needed: Callable[..., Any]
    open_tasks: Callable[[Any], Any]
    read: Callable[[str], str]

    def __getattr__(self, noun: str) -> Any:
        """One of the book's tables, by the name of its model."""
        if not noun[:1].isupper():
            raise AttributeError(noun)
        return apps.get_model(self.label, noun)


def _promise(*, meeting: Any, **promised: Any) -> Task:
    return plans.promise(case=meeting.case, **promised)


def _open_tasks(meeting: Any) -> Any:
    """Promises of the plan from before this meeting that nobody has answered for."""
    tasks = Task.objects.of(meeting.case).open()
    return tasks.exclude(agreed__meeting=meeting).in_order()


def as_written(text: str) -> str:
    """The case's book takes people's words as they are."""
    return text


CASE_BOOK = Book(
    name=CASE,
    label="meetings",
    promise=_promise,
    keep=plans.keep,
    no_longer_needed=plans.no_longer_needed,
    open_tasks=_open_tasks,
    read=as_written,
)
