"""Calling in somebody who has no account here."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.catalogue import catalogue
from tovholder.ui.pages import go, page

from .. import actions
from ..calling_in import obstacle_to_calling_in
from ..calling_in_form import CallInForm
from ..linking import obstacle_to_link
from ..models import Meeting
from ..overview import title_of
from ..table import AnyInvitation, AnyMeeting


@require_http_methods(["GET", "HEAD", "POST"])
def call_in(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Who comes, why, and who has said yes; or why nobody is called in."""
    meeting = cast("Meeting", meeting)
    obstacle, sent = obstacle_to_calling_in(meeting), request.method == "POST"
    form = CallInForm(request.POST if sent else None, case=meeting.case, by=meeting.door.account)
    if sent and form.is_valid():
        asked = form.cleaned_data | {"given_by": form.giver, "also_given_by": form.also_given_by}
        asked.pop("all_agree", None)
        try:
            chair = actions.call_in(meeting=meeting, by=meeting.door.account, **asked)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _go_on(request, meeting, chair)
    context = {
        "meeting": meeting, "title": title_of(meeting), "form": form, "obstacle": obstacle,
    }  # fmt: skip
    return page(request, "meetings/call_in.html", context, status=422 if sent else 200)


def _go_on(request: HttpRequest, meeting: Meeting, chair: AnyInvitation) -> HttpResponse:
    """To the page of links, where the chair can have one: nobody is written to by the house."""
    if obstacle_to_link(meeting, chair, catalogue().method(meeting.method)):
        told = _("%(name)s has a chair. We write to nobody: ask them yourself.")
        address = meeting.address("invitation")
    else:
        told = _("%(name)s has a chair. We write to nobody: ask them yourself, and give a link.")
        address = meeting.address("links")
    return go(request, address, message=told % {"name": chair.name})
