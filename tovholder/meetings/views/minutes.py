"""The minutes: ready as people leave; read and corrected by each, and then made final."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.cases.access import Right
from tovholder.ui.pages import go, page

from .. import actions
from ..afterwards import Afterwards
from ..engine.kinds import AtStep
from ..family_plan import has_a_way
from ..overview import title_of
from ..rules import obstacle_to_finishing
from ..sitting import Sitting, sit
from ..table import AnyMeeting, AnyPassage


def minutes(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Every step the table came to, drawn by its kind; and what was stepped over."""
    return _shown(request, meeting)


@require_POST
def have_read(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Say that one has read it."""
    own = Afterwards(sit(meeting), meeting.door.account).own
    if own is None:
        raise Http404
    own.meeting = meeting
    try:
        actions.have_read(invitation=own, by=meeting.door.account)
    except ValidationError as refusal:
        return _shown(request, meeting, errors=refusal.messages, status=422)
    return go(request, meeting.address("minutes"), message=_("Thank you. You have read it."))


def make_final(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Say who has not read it yet, and make the minutes final."""
    status = 200
    if request.method == "POST":
        try:
            actions.make_final(meeting=meeting, by=meeting.door.account)
        except ValidationError:
            status = 422  # the obstacle stands on the page
        else:
            return go(request, meeting.address("minutes"), message=_("The minutes are final."))
    context = {
        "meeting": meeting,
        "title": title_of(meeting),
        "after": Afterwards(sit(meeting), meeting.door.account),
        "obstacle": obstacle_to_finishing(meeting),
    }
    return page(request, "meetings/final.html", context, status=status)


def told(meeting: AnyMeeting) -> dict[str, Any]:
    """What the minutes are drawn from, for this reader alone."""
    sitting, account = sit(meeting), meeting.door.account
    after = Afterwards(sitting, account)
    after.mark()
    running = sitting.running
    parts = [
        AtStep(sitting, step, account)
        for step in sitting.method.steps
        if running.board.steps[step.id].opened
    ]
    following = meeting.book.Meeting.objects.filter(follows=meeting)
    return {
        "meeting": meeting,
        "sitting": sitting,
        "after": after,
        "method_words": sitting.method.words(),
        "parts": [
            {"at": at, "template": at.kind.minutes, "shown": at.kind.shows(at)} for at in parts
        ],
        "stepped_over": _stepped_over(sitting),
        "following": following.select_related("called_off").first(),
        "ended": meeting.has_ended,
    }


def _shown(
    request: HttpRequest, meeting: AnyMeeting, *, errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context = told(meeting)
    context |= {
        "act_errors": errors or [],
        "may_close": _may_close(context["sitting"]),
        "family_plan": has_a_way(context["sitting"].method),
    }
    return page(request, "meetings/minutes.html", context, status=status)


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
