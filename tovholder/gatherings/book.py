"""The forum's book: how meetings are written where nothing is about anybody (S-62)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tovholder.meetings.book import FORUM, Book
from tovholder.organisation.models import Account
from tovholder.people.national import looks_like_a_number

from . import actions
from .hosting import next_host
from .models import Task
from .substituting import may_send


def read(text: str) -> str:
    """Words as they may be stored here. Raises ValidationError where they hold a number."""
    if looks_like_a_number(text):
        raise ValidationError(
            _(
                "This looks like a person's number. This meeting holds nobody's case: "
                "say it without."
            )
        )
    return text


def _promise(
    *,
    meeting: Any,
    voice: Any,
    text: str,
    due: date,
    together_with: str,
    by: Account,
    goal: None = None,  # noqa: ARG001 a forum has no goals about anybody
) -> Task:
    return actions.promise(
        forum=meeting.forum,
        text=text,
        owner=voice.account,
        due=due,
        together_with=read(together_with),
        by=by,
    )


def _open_tasks(meeting: Any) -> Any:
    """The forum's promises from before this gathering that nobody has answered for."""
    return Task.objects.of(meeting.forum).open().exclude(agreed__meeting=meeting)


def _call_next(meeting: Any, **called: Any) -> Any:
    return actions.call(
        forum=meeting.forum,
        host=next_host(meeting),
        writing=meeting.writing,
        follows=meeting,
        instrument=meeting.instrument,
        **called,
    )


def _placed(_case_id: None, **said: str) -> dict[str, Any]:
    """A forum's own places hide nobody: the words stand with the meeting."""
    return dict(said)


FORUM_BOOK = Book(
    name=FORUM,
    label="gatherings",
    promise=_promise,
    keep=actions.keep,
    no_longer_needed=actions.no_longer_needed,
    open_tasks=_open_tasks,
    call_next=_call_next,
    next_host=next_host,
    may_send=may_send,
    agreed_with=("task__end",),
    invited_with=("account",),
    moved_with=("by",),
    trail="gatherings/trail.html",
    read=read,
    placed=_placed,
)
