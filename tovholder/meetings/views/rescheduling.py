"""Moving a called meeting, and calling it off: each with why, for everyone invited to read."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..forms import CallOffForm, RescheduleForm
from ..overview import title_of
from ..rules import obstacle_to_rescheduling
from ..table import AnyMeeting


def reschedule(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Ask for the new time, the place and why; what people prepared stays as it is."""
    form = RescheduleForm(request.POST or None, initial=_as_it_stands(meeting))
    if form.is_valid():
        try:
            actions.reschedule(
                meeting=meeting,
                number=form.cleaned_data["number"],
                starts_at=form.moment("starts"),
                ends_at=form.moment("ends"),
                place=form.cleaned_data["place"],
                because=form.cleaned_data["because"],
                by=meeting.door.account,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, meeting.address("invitation"), message=_("The meeting is moved."))
    return _page(request, "meetings/reschedule.html", meeting, form)


def call_off(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Ask why, and call the meeting off."""
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        because = form.cleaned_data["because"]
        try:
            actions.call_off(meeting=meeting, because=because, by=meeting.door.account)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            message = _("The meeting is called off.")
            return go(request, meeting.home, message=message)
    return _page(request, "meetings/call_off.html", meeting, form)


def _as_it_stands(meeting: AnyMeeting) -> dict[str, object]:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {
        "number": meeting.reschedulings.count(),
        "day": starts.date(),
        "starts": starts.strftime("%H:%M"),
        "ends": ends.strftime("%H:%M"),
        "place": meeting.place,
    }


def _page(
    request: HttpRequest, template: str, meeting: AnyMeeting, form: RescheduleForm | CallOffForm
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "form": form,
        "title": title_of(meeting),
        "obstacle": obstacle_to_rescheduling(meeting),
    }
    return page(request, template, context, status=422 if form.errors else 200)
