"""One sentence: to change it at the board or take it down, to correct it in the minutes."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse

from tovholder.ui.pages import go, page

from .. import actions
from ..actions.writing import Conflict
from ..forms import ChangeForm
from ..rules import obstacle_to_correcting, obstacle_to_saying
from ..table import AnyContribution, AnyMeeting


def word(request: HttpRequest, meeting: AnyMeeting, word_id: uuid.UUID) -> HttpResponse:
    """Change a sentence; where somebody else did so meanwhile, both texts are shown (409)."""
    words = meeting.book.Contribution.objects.filter(meeting=meeting)
    found = words.standing().select_related("voice")
    said = found.filter(pk=word_id).first()
    if said is None:
        raise Http404
    said.meeting = meeting
    if said.voice:
        said.voice.meeting = meeting
    if request.method != "POST":
        form = ChangeForm(initial={"text": said.text, "version": said.version})
        return _page(request, meeting, said, form)
    form = ChangeForm(request.POST)
    try:
        if "take_down" in request.POST:
            actions.take_down(contribution=said, by=meeting.door.account)
            return go(request, meeting.address("step", said.step))
        if form.is_valid():
            change = actions.correct_word if meeting.has_ended else actions.change_word
            change(contribution=said, by=meeting.door.account, **form.cleaned_data)
            return go(request, _back(meeting, said))
    except Conflict as conflict:
        return _both_texts(request, meeting, said, form, conflict)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return _page(request, meeting, said, form, status=422)


def _both_texts(
    request: HttpRequest,
    meeting: AnyMeeting,
    said: AnyContribution,
    form: ChangeForm,
    both: Conflict,
) -> HttpResponse:
    """The writer's words stay in the field; the next try knows the other's version."""
    mine = form.cleaned_data["text"]
    again = ChangeForm(initial={"text": mine, "version": both.version})
    return _page(request, meeting, said, again, theirs=both.theirs, mine=mine, status=409)


def _page(
    request: HttpRequest,
    meeting: AnyMeeting,
    said: AnyContribution,
    form: ChangeForm,
    *,
    theirs: str = "",
    mine: str = "",
    status: int = 200,
) -> HttpResponse:
    asks = obstacle_to_correcting if meeting.has_ended else obstacle_to_saying
    context = {
        "meeting": meeting,
        "word": said,
        "form": form,
        "theirs": theirs,
        "mine": mine,
        "obstacle": asks(meeting, meeting.door.account, said.voice),
        "wordings": said.wordings.select_related("by").order_by("-version"),
        "back_url": _back(meeting, said),
    }
    return page(request, "meetings/word.html", context, status=status)


def _back(meeting: AnyMeeting, said: AnyContribution) -> str:
    """Where the sentence stands: at the board, and after the meeting in its minutes."""
    if meeting.has_ended:
        return f"{meeting.address('minutes')}#word-{said.pk}"
    return meeting.address("step", said.step)
