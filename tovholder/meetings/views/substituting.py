"""Sending a colleague to a meeting one cannot come to."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.cases.forms import StandInForm
from tovholder.catalogue import catalogue
from tovholder.ui.pages import go, page

from .. import actions
from ..models import Meeting
from ..replying import own_chair
from ..substituting import obstacles_to_substituting, own_seat
from ..table import AnyMeeting


class SubstituteForm(StandInForm):
    """The end is the meeting's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["until"]


@require_http_methods(["GET", "HEAD", "POST"])
def substitute(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Who comes in one's place, and why; or why nobody can."""
    meeting = cast("Meeting", meeting)
    by = meeting.door.account
    chair, seat = own_chair(meeting, by), own_seat(meeting, by)
    obstacles = obstacles_to_substituting(meeting, chair, seat)
    form = SubstituteForm(request.POST or None, seat=seat) if seat and not obstacles else None
    if form is not None and form.is_valid():
        try:
            actions.send_substitute(meeting=meeting, by=by, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            named = {"name": form.cleaned_data["account"].name}
            return go(
                request, meeting.address("invitation"), message=_("%(name)s comes instead.") % named
            )
    known = catalogue().methods.get(meeting.method)
    context = {
        "meeting": meeting, "form": form, "obstacles": obstacles,
        "title": known.words().title if known else meeting.method,
    }  # fmt: skip
    wrong = request.method == "POST"
    return page(request, "meetings/substitute.html", context, status=422 if wrong else 200)
