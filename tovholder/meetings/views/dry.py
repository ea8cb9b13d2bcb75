"""A method clicked through by anyone, without a case (`meetings.dry`)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tovholder.cases.access import Right
from tovholder.catalogue import catalogue
from tovholder.ui.declare import open_to_all
from tovholder.ui.pages import page

from ..beside import beside
from ..dry import seats, try_step
from ..engine.kinds import AtStep
from ..engine.running import Obstacle


@open_to_all
@require_safe
def dry_run(request: HttpRequest, reference: str, step: str = "") -> HttpResponse:
    """One step of a method, as one of those at the table sees it. Nothing can be sent."""
    method = catalogue().methods.get(reference)
    if method is None:
        raise Http404
    seat = request.GET.get("as", "")
    try:
        at = try_step(method, step or method.steps[0].id, int(seat) if seat.isdigit() else -1)
    except KeyError:
        raise Http404 from None
    return page(request, "meetings/dry.html", shown(at))


def shown(at: AtStep) -> dict[str, Any]:
    """Everything the page shows."""
    sitting, meeting = at.sitting, at.sitting.meeting
    steps = sitting.method.steps
    place = steps.index(at.step)
    return {
        "meeting": meeting,
        "sitting": sitting,
        "method": sitting.method,
        "method_words": sitting.method.words(),
        "at": at,
        "shown": at.kind.shows(at),
        "pen_template": at.kind.pen,
        "beside": beside(at),
        "steps": [
            {
                "title": sitting.running.board.title(step.id),
                "url": _address(at, step.id),
                "shown": step is at.step,
            }
            for step in steps
        ],
        "following": _address(at, steps[place + 1].id) if place + 1 < len(steps) else "",
        "obstacles": _obstacles(at),
        "leads": meeting.door.may(Right.MEET),
        "sealed": meeting.sealed,
        "seats": seats(at),
    }


def _address(at: AtStep, step: str) -> str:
    """A step of the same method, looked at as the same person."""
    chosen = next(seat["number"] for seat in seats(at) if seat["chosen"])
    return reverse("meetings:try_step", args=[at.sitting.method.reference, step]) + f"?as={chosen}"


def _obstacles(at: AtStep) -> list[Obstacle]:
    """What the method waits for before the table goes on."""
    running = at.sitting.running
    if running.next is None:
        return running.obstacles_to_ending()
    return running.obstacles_to_moving(running.next.id)
