"""Calling in somebody who has no account here."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.ui.pages import go, page

from .. import actions
from ..calling_in import obstacle_to_calling_in
from ..calling_in_form import CallInForm
from ..models import Meeting
from ..overview import title_of
from ..table import AnyMeeting


@require_http_methods(["GET", "HEAD", "POST"])
def call_in(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Who comes, why, and who has said yes; or why nobody is called in."""
    meeting = cast("Meeting", meeting)
    obstacle, sent = obstacle_to_calling_in(meeting), request.method == "POST"
    form = CallInForm(request.POST if sent else None, case=meeting.case)
    if sent and form.is_valid():
        asked = form.cleaned_data | {"given_by": form.giver}
        try:
            chair = actions.call_in(meeting=meeting, by=meeting.door.account, **asked)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            told = _("%(name)s is called in.") % {"name": chair.name}
            return go(request, meeting.address("invitation"), message=told)
    context = {
        "meeting": meeting, "title": title_of(meeting), "form": form, "obstacle": obstacle,
    }  # fmt: skip
    return page(request, "meetings/call_in.html", context, status=422 if sent else 200)
