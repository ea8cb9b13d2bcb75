"""The door to a meeting: through the case it belongs to, and nowhere else.

What a board's page and its fragments share stands here for both books.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from tovholder.audit.prepared import Reading
from tovholder.audit.trace import look
from tovholder.cases.access import READING, Right, look_at, open_case, page_of, shows_again
from tovholder.organisation.access import View, account_of, signed_in
from tovholder.ui.declare import declared

from .models import Meeting
from .table import AnyMeeting

Opening = Callable[..., AnyMeeting]
Looked = Callable[[HttpRequest, AnyMeeting, Right], None]
Decorate = Callable[[View], View]

# A board shows what is said and what is agreed: the meeting and the plan.
AREAS = ("meetings", "plan")
# Read with the meeting: who called it and writes; whether it was ended, made final, called off.
AROUND = ("pen_holder", "called_by", "end", "minutes_final__by", "called_off__by")
# Everything at a board begins here, for everybody at it: compiled once (audit/prepared.py).
_reached = Reading(
    lambda account, meeting_id: (
        Meeting.objects.visible_to(account).filter(pk=meeting_id).select_related(*AROUND, "where")
    ),
    account=int,
    meeting_id=uuid.UUID,
).one
# The session's key for the meeting whose page it opened last.
BOARD = "board"


def open_meeting(
    request: HttpRequest, meeting_id: uuid.UUID, right: Right, *, record: bool
) -> Meeting:
    """Open a meeting for the signed-in account, with its case opened as `meeting.case`.

    Raises Http404 where no standing seat reaches it, exactly as for one that never was.
    """
    meeting: Meeting | None = _reached(account=account_of(request).pk, meeting_id=meeting_id)
    if meeting is None:
        look(by=request.user, page=page_of(request), right=right.name, refused=True)
        raise Http404
    meeting.case = open_case(request, meeting.case_id, right, areas=AREAS, record=record)
    return meeting


def meeting_view(right: Right) -> Decorate:
    """Give the view an opened meeting of a case in place of an id."""
    declares = f"meeting:{right.name}:{','.join(sorted(AREAS))}"
    return board_view(open_meeting, right, declares, looked=look_at_meeting)


def look_at_meeting(request: HttpRequest, meeting: AnyMeeting, right: Right) -> None:
    """Write that the page of this request shows an opened meeting of a case."""
    if isinstance(meeting, Meeting):
        look_at(request, meeting.case, right, AREAS)


def board_view(
    opening: Opening, right: Right, declares: str, *, looked: Looked, key: str = "meeting_id"
) -> Decorate:
    """Give the view what `opening` opens in place of the id that the address calls `key`.

    The fragments of a board belong to the look its page wrote in the same session. Saying that
    one asks for a fragment is no way around the trace: without such a page it is a look.
    `looked` writes one for what was sent and answered with the page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            meeting_id = kwargs.pop(key)
            new = not _belongs_to_an_open_board(request, meeting_id)
            record = new and request.method in READING
            meeting = opening(request, meeting_id, right, record=record)
            if record:
                request.session[BOARD] = str(meeting_id)
            response = view(request, meeting, *args, **kwargs)
            if new and shows_again(request, response):
                looked(request, meeting, right)
            return response

        return declared(signed_in(opened), declares)

    return decorate


def _belongs_to_an_open_board(request: HttpRequest, meeting_id: uuid.UUID) -> bool:
    asks_for_part = bool(request.headers.get("HX-Request"))
    return asks_for_part and request.session.get(BOARD) == str(meeting_id)
