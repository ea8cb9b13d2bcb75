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

from .actions.calling import call
from .actions.placing import placed
from .substituting import may_send

CASE = "case"
FORUM = "forum"


@dataclass(frozen=True)
class Book:
    """A family of tables with the verbs that differ between them.

    `open_tasks` are promises from before a meeting that nobody has answered for; `call_next` sets
    the same table again at another time; `may_send` says whether a colleague can come in somebody's
    place; `agreed_with`, `invited_with` and `moved_with` are what is read with a promise, with a
    chair and with a move; `trail` is the template that leads to its pages.

    `placed` gives places in words, said at a case (None in the forum's book), as the fields that
    keep them.

    `label` is the app its tables belong to: `book.Mark` is that app's Mark. `read` gives back
    words as they may be stored, or raises ValidationError in words.
    """

    name: str
    label: str
    promise: Callable[..., Any]
    keep: Callable[..., Any]
    no_longer_needed: Callable[..., Any]
    open_tasks: Callable[[Any], Any]
    call_next: Callable[..., Any]
    next_host: Callable[[Any], Any]
    may_send: Callable[[Any, Any], bool]
    agreed_with: tuple[str, ...]
    invited_with: tuple[str, ...]
    moved_with: tuple[str, ...]
    trail: str
    read: Callable[[str], str]
    placed: Callable[..., dict[str, Any]]

    def __getattr__(self, noun: str) -> Any:
        """One of the book's tables, by the name of its model."""
        if not noun[:1].isupper():
            raise AttributeError(noun)
        return apps.get_model(self.label, noun)


def _promise(*, meeting: Any, voice: Any, **promised: Any) -> Task:
    """The voice's own: by account or as a person where it has one, else by name."""
    owner = voice.account or voice.person or voice.name
    return plans.promise(case=meeting.case, owner=owner, **promised)


def _call_next(meeting: Any, **called: Any) -> Any:
    return call(case=meeting.case, writing=meeting.writing, follows=meeting, **called)


def _open_tasks(meeting: Any) -> Any:
    """Promises of the plan from before this meeting that nobody has answered for."""
    tasks = Task.objects.of(meeting.case).open()
    return tasks.exclude(agreed__meeting=meeting).in_order()


def _nobody_hosts(meeting: Any) -> None:
    """A meeting about a child is led by whoever calls it."""


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
    call_next=_call_next,
    next_host=_nobody_hosts,
    may_send=may_send,
    agreed_with=("task__goal", "task__answer", "task__end"),
    invited_with=("account", "person"),
    moved_with=("by", "was_where", "where"),
    trail="meetings/trail.html",
    read=as_written,
    placed=placed,
)
