"""A meeting on paper: what is sent out before it, and what is taken home after it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tovholder.ui.paper import on_paper

from ..printing import agenda_on_paper, minutes_on_paper, refuse_while_sealed
from ..sitting import sit
from ..table import AnyMeeting
from .minutes import told


def agenda_pdf(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:  # noqa: ARG001 a view
    """The agenda as PDF."""
    refuse_while_sealed(meeting)
    return on_paper(agenda_on_paper(sit(meeting)), name=f"agenda-{_day(meeting)}")


def minutes_pdf(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:  # noqa: ARG001 a view
    """The minutes as PDF: what their page says to this reader, draft or final."""
    refuse_while_sealed(meeting)
    return on_paper(minutes_on_paper(told(meeting)), name=f"minutes-{_day(meeting)}")


def _day(meeting: AnyMeeting) -> str:
    return timezone.localdate(meeting.starts_at).isoformat()
