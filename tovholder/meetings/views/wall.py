"""The board for the wall: large, without a form, and nothing but what everyone here may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tovholder.ui.pages import page

from ..showing import at_step, parked
from ..sitting import sit
from ..table import AnyMeeting


def wall(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """The step the table is at, as the projector shows it."""
    sitting = sit(meeting)
    at = at_step(sitting)
    at.on_wall = True
    context = {
        "meeting": meeting,
        "sitting": sitting,
        "method_words": sitting.method.words(),
        "at": at,
        "begun": bool(sitting.passages),
        "ended": meeting.has_ended,
        "shown": at.kind.shows(at),
        "drawn": at.kind.wall,
        "parked": parked(sitting),
    }
    return page(request, "meetings/wall.html", context, part="wall")
