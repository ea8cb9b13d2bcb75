"""Answering an invitation with one tap, with words or without."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tovholder.ui.pages import go

from .. import actions
from ..forms import ReplyForm
from ..replying import told_back
from ..sitting import sit
from ..table import AnyMeeting
from .calling import invitation_page


@require_POST
def reply(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Take the answer, and say thank you."""
    form = ReplyForm(request.POST)
    errors = [str(message) for messages in form.errors.values() for message in messages]
    if form.is_valid():
        try:
            said = actions.reply(meeting=meeting, by=meeting.door.account, **form.cleaned_data)
        except ValidationError as refusal:
            errors = refusal.messages
        else:
            return go(request, meeting.address("invitation"), message=told_back(said))
    return invitation_page(request, sit(meeting), reply=form, errors=errors, status=422)
