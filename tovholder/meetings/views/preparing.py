"""Preparing: each for themselves, in two minutes, on a phone."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.cases.access import Right
from tovholder.ui.pages import go, page

from .. import actions
from ..access import meeting_view
from ..forms import PreparationForm
from ..models import Invitation, Meeting
from ..questions import answers_from, questions_of, saved_answers
from ..rules import obstacle_to_changing
from ..sitting import Sitting, sit


@meeting_view(Right.PREPARE)
def preparation(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The questions; sent, the answers stand on the board in one's own voice."""
    sitting = sit(meeting)
    own = _own_chair(request, sitting)
    questions = questions_of(sitting.method, own.side)
    if request.method != "POST":
        initial = saved_answers(own, questions)
        return _page(request, sitting, own, PreparationForm(questions=questions, initial=initial))
    form = PreparationForm(request.POST, questions=questions)
    if form.is_valid():
        try:
            answers = answers_from(questions, form.cleaned_data)
            actions.be_ready(invitation=own, answers=answers, by=meeting.case.door.account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    if form.errors:
        return _page(request, sitting, own, form, status=422)
    return go(
        request,
        "meetings:invitation",
        meeting.pk,
        message=_("Thank you. You are ready for the meeting."),
    )


@meeting_view(Right.PREPARE)
@require_POST
def draft(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Keep what has been written so far; nobody else can read it."""
    if meeting.sealed:  # what was sent is not even read
        return HttpResponse(status=422)
    sitting = sit(meeting)
    own = _own_chair(request, sitting)
    questions = questions_of(sitting.method, own.side)
    form = PreparationForm(request.POST, questions=questions)
    form.is_valid()
    if any(question.key in form.errors for question in questions):
        return HttpResponse(status=422)
    try:
        answers = answers_from(questions, form.cleaned_data)
        actions.save_answers(invitation=own, answers=answers, by=meeting.case.door.account)
    except ValidationError:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


def _own_chair(request: HttpRequest, sitting: Sitting) -> Invitation:
    """The reader's own chair. 404 for one who was not invited: there is nothing to prepare."""
    for chair in sitting.invitations:
        if chair.account_id == request.user.pk:
            chair.meeting = sitting.meeting
            return chair
    raise Http404


def _page(
    request: HttpRequest,
    sitting: Sitting,
    own: Invitation,
    form: PreparationForm,
    *,
    status: int = 200,
) -> HttpResponse:
    meeting = sitting.meeting
    context = {
        "meeting": meeting,
        "method_words": sitting.method.words(),
        "own": own,
        "form": form,
        "draft_url": reverse("meetings:draft", args=[meeting.pk]),
        "obstacle": obstacle_to_changing(meeting),
    }
    return page(request, "meetings/preparation.html", context, status=status)
