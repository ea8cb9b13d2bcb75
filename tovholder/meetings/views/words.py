"""One sentence on the board: to change it or take it down."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from tovholder.cases.access import Right
from tovholder.ui.pages import go, page

from .. import actions
from ..access import meeting_view
from ..actions.writing import Conflict
from ..forms import ChangeForm
from ..models import Contribution, Meeting
from ..rules import obstacle_to_speaking


@meeting_view(Right.CONTRIBUTE)
def word(request: HttpRequest, meeting: Meeting, word_id: uuid.UUID) -> HttpResponse:
    """Change a sentence; where somebody else did so meanwhile, both texts are shown (409)."""
    found = Contribution.objects.filter(meeting=meeting).standing().select_related("voice")
    said = found.filter(pk=word_id).first()
    if said is None:
        raise Http404
    said.meeting = said.voice.meeting = meeting
    if request.method != "POST":
        form = ChangeForm(initial={"text": said.text, "version": said.version})
        return _page(request, meeting, said, form)
    form = ChangeForm(request.POST)
    try:
        if "take_down" in request.POST:
            actions.take_down(contribution=said, by=meeting.case.door.account)
            return go(request, "meetings:step", meeting.pk, said.step)
        if form.is_valid():
            actions.change_word(
                contribution=said,
                version=form.cleaned_data["version"],
                text=form.cleaned_data["text"],
                by=meeting.case.door.account,
            )
            return go(request, "meetings:step", meeting.pk, said.step)
    except Conflict as conflict:
        return _both_texts(request, meeting, said, form, conflict)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return _page(request, meeting, said, form, status=422)


def _both_texts(
    request: HttpRequest, meeting: Meeting, said: Contribution, form: ChangeForm, both: Conflict
) -> HttpResponse:
    """The writer's words stay in the field; the next try knows the other's version."""
    mine = form.cleaned_data["text"]
    again = ChangeForm(initial={"text": mine, "version": both.version})
    return _page(request, meeting, said, again, theirs=both.theirs, mine=mine, status=409)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    said: Contribution,
    form: ChangeForm,
    *,
    theirs: str = "",
    mine: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "word": said,
        "form": form,
        "theirs": theirs,
        "mine": mine,
        "obstacle": obstacle_to_speaking(meeting, meeting.case.door.account, said.voice),
        "wordings": said.wordings.select_related("by").order_by("-version"),
        "step_url": reverse("meetings:step", args=[meeting.pk, said.step]),
    }
    return page(request, "meetings/word.html", context, status=status)
