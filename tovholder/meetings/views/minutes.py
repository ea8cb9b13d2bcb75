"""The minutes: what was said and agreed, ready as people leave."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tovholder.cases.access import Right
from tovholder.ui.pages import page

from ..access import meeting_view
from ..engine.kinds import AtStep
from ..models import Meeting
from ..sitting import Sitting, sit


@meeting_view(Right.VIEW)
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Every step the table came to, drawn by its kind; and what was stepped over."""
    sitting = sit(meeting)
    running = sitting.running
    parts = [
        AtStep(sitting, step, meeting.case.door.account)
        for step in sitting.method.steps
        if running.board.steps[step.id].opened
    ]
    following = Meeting.objects.filter(follows=meeting).select_related("called_off").first()
    context = {
        "meeting": meeting,
        "sitting": sitting,
        "method_words": sitting.method.words(),
        "parts": [
            {"at": at, "template": at.kind.minutes, "shown": at.kind.shows(at)} for at in parts
        ],
        "stepped_over": [passage for passage in sitting.passages if passage.stepped_over],
        "following": following,
        "may_close": _may_close(sitting),
        "ended": meeting.has_ended,
    }
    return page(request, "meetings/minutes.html", context)


def _may_close(sitting: Sitting) -> bool:
    """Whether cooperation was said to end, and the reader may end it."""
    said, meeting = sitting.continuation, sitting.meeting
    ends = said is not None and bool(said.ends_because)
    return ends and meeting.has_ended and meeting.case.door.may(Right.CLOSE)
