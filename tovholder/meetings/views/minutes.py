"""The minutes: what was said and agreed, ready as people leave."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tovholder.cases.access import Right
from tovholder.ui.pages import page

from ..engine.kinds import AtStep
from ..sitting import Sitting, sit
from ..table import AnyMeeting, AnyPassage


def minutes(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Every step the table came to, drawn by its kind; and what was stepped over."""
    sitting = sit(meeting)
    running = sitting.running
    parts = [
        AtStep(sitting, step, meeting.door.account)
        for step in sitting.method.steps
        if running.board.steps[step.id].opened
    ]
    after = meeting.book.Meeting.objects.filter(follows=meeting)
    following = after.select_related("called_off").first()
    context = {
        "meeting": meeting,
        "sitting": sitting,
        "method_words": sitting.method.words(),
        "parts": [
            {"at": at, "template": at.kind.minutes, "shown": at.kind.shows(at)} for at in parts
        ],
        "stepped_over": _stepped_over(sitting),
        "following": following,
        "may_close": _may_close(sitting),
        "ended": meeting.has_ended,
    }
    return page(request, "meetings/minutes.html", context)


def _stepped_over(sitting: Sitting) -> list[tuple[AnyPassage, str]]:
    """Where the table went on without everything, each with the title of the step it went to."""
    words = sitting.method.words()
    return [(one, words[one.step].title) for one in sitting.passages if one.stepped_over]


def _may_close(sitting: Sitting) -> bool:
    """Whether cooperation was said to end, and the reader may end it."""
    said, meeting = sitting.continuation, sitting.meeting
    ends = said is not None and bool(said.ends_because)
    return (
        meeting.case_id is not None and ends and meeting.has_ended and meeting.door.may(Right.CLOSE)
    )
