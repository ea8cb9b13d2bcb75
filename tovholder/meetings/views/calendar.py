"""One meeting for the reader's own calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tovholder.organisation.calendars import alarms_for

from ..calendar import CONTENT, happening, written
from ..table import AnyMeeting


def in_calendar(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """The meeting as it stands: fetched again after a move, the calendar changes what it has."""
    found = meeting.book.Meeting.objects.filter(pk=meeting.pk).with_revision().get()
    file = written(
        [happening(found)],
        house=request.build_absolute_uri("/"),
        alarms=alarms_for(meeting.door.account),
    )
    return HttpResponse(file, content_type=CONTENT)
