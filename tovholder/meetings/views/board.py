"""The board: one page per meeting, one step at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tovholder.ui.pages import asks_for_part, go, page

from .. import actions
from ..actions.writing import Conflict
from ..engine.kinds import AtStep
from ..engine.kinds.kind import Refused
from ..rules import obstacle_to_changing
from ..showing import at_step, board_page, hand_of
from ..sitting import sit
from ..table import AnyMeeting
from .calling import invitation_page
from .pushed import answer_shared


def board(request: HttpRequest, meeting: AnyMeeting, step: str = "") -> HttpResponse:
    """The step asked for, else the one the table is at; before the beginning, the invitation.

    `hand`: a board that stands open asks what changed, with what its reader has in hand there.
    """
    hand = request.GET.get("hand")
    if hand is not None and asks_for_part(request):
        shared = answer_shared(request, meeting, step, hand)
        if shared is not None:
            return shared
    sitting = sit(meeting)
    if not step and not sitting.passages:
        return invitation_page(request, sitting)
    at = at_step(sitting, step)
    at.taken_up = request.GET.get("take", "")
    return show(request, at, part="pushed" if hand and hand == hand_of(at) else "step")


@require_POST
def act(request: HttpRequest, meeting: AnyMeeting, step: str, act: str) -> HttpResponse:
    """Do one of the things the step's kind lets people do."""
    at = at_step(sit(meeting), step)
    found = at.kind.acts_at(at).get(act)
    if found is None:
        raise Http404
    if meeting.sealed and not at.kind.seals:  # what was sent is not even read
        return show(request, at, errors=[obstacle_to_changing(meeting) or ""], status=422)
    about = request.POST.get(found.about, "") if found.about else ""
    form = at.blank(act, about, data=request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():  # all of the act, or nothing of it
                found.do(at, dict(form.cleaned_data))
        except Conflict as conflict:
            at.refused = Refused(
                act, about, _again(request, form, conflict), theirs=conflict.theirs
            )
            return show(request, at, status=409)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            if found.says:
                return show(request, at, said=str(found.says))
            return done(request, meeting, step)
    at.refused = Refused(act, about, form)
    # Without the pen its form is not drawn: then the reason stands over the board.
    untold = [at.obstacle] if at.obstacle and at.kind.has_pen else []
    return show(request, at, errors=untold, status=422)


def _again(request: HttpRequest, form: forms.Form, conflict: Conflict) -> forms.Form:
    """The writer's words stay in the field; the next try knows the other's version."""
    form.data = {**request.POST.dict(), "version": conflict.version}
    form.add_error(None, conflict)
    return form


@require_POST
def begin(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Open the first step."""
    try:
        actions.begin(meeting=meeting, by=meeting.door.account)
    except ValidationError as refusal:
        return invitation_page(request, sit(meeting), errors=refusal.messages, status=422)
    return go(request, meeting.address("meeting"))


@require_POST
def move(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Take the table to another step."""
    sitting = sit(meeting)
    at = at_step(sitting, request.POST.get("to", ""))
    to = at.step.id
    over = request.POST.get("over") == "yes"
    try:
        actions.move(meeting=meeting, to=to, over=over, by=meeting.door.account)
    except ValidationError as refusal:
        current = sitting.running.current
        at = at_step(sit(meeting), current.id if current else to)
        return show(request, at, errors=refusal.messages, status=422)
    return go(request, meeting.address("step", at.step.id))


@require_POST
def end(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """End the meeting; the minutes are ready."""
    over = request.POST.get("over") == "yes"
    try:
        actions.end_meeting(meeting=meeting, over=over, by=meeting.door.account)
    except ValidationError as refusal:
        return show(request, at_step(sit(meeting)), errors=refusal.messages, status=422)
    return go(request, meeting.address("minutes"))


@require_POST
def pen(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Take the pen."""
    account = meeting.door.account
    return _note(request, meeting, lambda: actions.take_pen(meeting=meeting, by=account))


@require_POST
def attendance(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Note who did not come, or came after all."""
    voice = sit(meeting).voice(request.POST.get("voice"))
    if voice is None:
        raise Http404
    here, account = request.POST.get("here") == "yes", meeting.door.account
    return _note(
        request,
        meeting,
        lambda: actions.note_attendance(meeting=meeting, voice=voice, here=here, by=account),
    )


def show(
    request: HttpRequest,
    at: AtStep,
    *,
    errors: list[str] | None = None,
    said: str = "",
    status: int = 200,
    part: str = "step",
) -> HttpResponse:
    """The board at one step, whole or as the part that changes."""
    context = board_page(at, follows=request.path.endswith(f"{at.sitting.meeting.pk}/"))
    context |= {"act_errors": errors or [], "said": said}
    return page(request, "meetings/board.html", context, part=part, status=status)


def done(request: HttpRequest, meeting: AnyMeeting, step: str) -> HttpResponse:
    """After something was done: the step as it is now, or the way there without scripts."""
    if not asks_for_part(request):
        return go(request, meeting.address("step", step))
    return show(request, at_step(sit(meeting), step))


def _note(request: HttpRequest, meeting: AnyMeeting, action: Any) -> HttpResponse:
    at = at_step(sit(meeting), request.POST.get("step", ""))
    try:
        action()
    except ValidationError as refusal:
        return show(request, at, errors=refusal.messages, status=422)
    return go(request, meeting.address("step", at.step.id))
