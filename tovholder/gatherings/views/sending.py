"""Sending a colleague to one gathering in one's own place."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.meetings.overview import title_of
from tovholder.meetings.table import AnyMeeting
from tovholder.ui.pages import go, page

from .. import actions
from ..forms import SubstituteForm
from ..models import Meeting
from ..substituting import obstacles_to_substituting, own_place


class ForOneGatheringForm(SubstituteForm):
    """The end is the gathering's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["until"]


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Who comes in one's place this time; or why nobody can (S-55)."""
    meeting = cast("Meeting", meeting)
    place = own_place(meeting, meeting.door.account)
    if place is None:
        raise Http404
    obstacles = obstacles_to_substituting(meeting, place)
    form = None if obstacles else ForOneGatheringForm(request.POST or None, membership=place)
    if form is not None and form.is_valid():
        colleague = form.cleaned_data["account"]
        try:
            actions.send_to(meeting=meeting, account=colleague, by=meeting.door.account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("%(name)s comes instead.") % {"name": colleague.name}
            return go(request, meeting.home, message=message)
    context = {
        "meeting": meeting, "form": form, "obstacles": obstacles, "title": title_of(meeting)
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return page(request, "gatherings/send.html", context, status=status)
