"""The page after a meeting: how did you find it? Each answers for themselves, if they like."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..actions.evaluating import SaidElsewhere
from ..afterwards import Afterwards
from ..evaluating import answered_at, asked
from ..evaluation_form import EvaluationForm
from ..overview import title_of
from ..rules import obstacle_to_evaluating
from ..sitting import sit
from ..table import AnyMeeting


def evaluation(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Four short questions to whoever was there; to everyone what came out."""
    after = Afterwards(sit(meeting), meeting.door.account)
    own = after.own if after.is_open else None
    obstacle = obstacle_to_evaluating(meeting, meeting.door.account, own) if own else None
    if own is None or obstacle:
        return _page(request, meeting, None, obstacle=obstacle)
    own.meeting = meeting
    before = {mark.item: mark for mark in after.evaluated}
    if request.method != "POST":
        return _page(request, meeting, EvaluationForm(asked(), before=before))
    form = EvaluationForm(asked(), request.POST)
    if form.is_valid():
        try:
            actions.evaluate(voice=own, by=meeting.door.account, **form.answers())
        except SaidElsewhere as both:
            form = form.again(both.version)
            return _page(request, meeting, form, before=list(before.values()), status=409)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            told = _("Thank you for saying how it was.")
            return go(request, meeting.address("evaluation"), message=told)
    return _page(request, meeting, form, status=422)


def _page(
    request: HttpRequest,
    meeting: AnyMeeting,
    form: EvaluationForm | None,
    *,
    before: list[Any] | None = None,
    obstacle: str | None = None,
    status: int = 200,
) -> HttpResponse:
    answered = answered_at(meeting) if meeting.has_ended else []
    context = {
        "meeting": meeting,
        "title": title_of(meeting),
        "form": form,
        "before": before or [],
        "obstacle": obstacle,
        "answered": [one for one in answered if one.outcome or one.words],
    }
    return page(request, "meetings/evaluation.html", context, status=status)
