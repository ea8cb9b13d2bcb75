"""What the boards are told of those who sit at them: that one of them writes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from ..presence import tell_writing
from ..table import AnyMeeting


@require_POST
def writing(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:  # noqa: ARG001 a view
    """Tell the others; the answer is the same whether or not it was told."""
    tell_writing(meeting, meeting.door.account)
    return HttpResponse(status=204)
