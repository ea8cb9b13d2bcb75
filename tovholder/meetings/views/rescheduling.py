"""Moving a called meeting, and calling it off: each with why, for everyone invited to read."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.ui.pages import go, page

from .. import actions
from ..asking_when import asks_for_times, with_time
from ..forms import CallOffForm, RescheduleForm
from ..free_times import FreeTime, free_times
from ..overview import title_of
from ..rules import obstacle_to_rescheduling
from ..table import AnyMeeting


def reschedule(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Ask for the new time, the place and why; what people prepared stays as it is."""
    form = RescheduleForm(request.POST or None, initial=_as_it_stands(meeting))
    if asks_for_times(request.POST):
        form = RescheduleForm(with_time(request.POST, form.lasts)).unjudged()
    elif form.is_valid():
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
    chairs = meeting.book.Invitation.objects.standing().filter(meeting=meeting)
    asked = [chair.account for chair in chairs.select_related("account") if chair.account]
    free = free_times(asked, lasts=form.lasts, by=meeting.door.account)
    return _page(request, "meetings/reschedule.html", meeting, form, free=free)


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
    request: HttpRequest,
    template: str,
    meeting: AnyMeeting,
    form: RescheduleForm | CallOffForm,
    *,
    free: Sequence[FreeTime] = (),
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "free": free,
        "family": meeting.case_id is not None,
        "form": form,
        "title": title_of(meeting),
        "obstacle": obstacle_to_rescheduling(meeting),
    }
    return page(request, template, context, status=422 if form.errors else 200)
