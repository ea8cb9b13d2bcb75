"""One's own calendar: the secret address of it, and what a calendar outside the house fetches."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tovholder.audit.context import acting
from tovholder.audit.limits import limit
from tovholder.audit.trace import look
from tovholder.meetings.calendar import CONTENT, written
from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.actions import (
    end_calendar_link,
    make_calendar_link,
    set_calendar,
)
from tovholder.organisation.calendars import Holder, alarms, holder_of, link_of
from tovholder.organisation.secret_addresses import hash_of
from tovholder.ui.declare import declared
from tovholder.ui.pages import go, page

from ..feed import AREA, feed_of, told_before
from ..signing import asked_from

PAGE = "shell:feed"
TIMES, SECONDS = 120, 60 * 60
WAIT = 15 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def link(request: HttpRequest) -> HttpResponse:
    """Whether there is an address; sent, a new one is made and shown this once."""
    account = account_of(request)
    context: dict[str, object] = {}
    if request.method == "POST":
        shown = "fixed_days" in request.POST
        reminds = "reminds" in request.POST
        secret = make_calendar_link(account=account, fixed_days=shown, reminds=reminds, by=account)
        address = request.build_absolute_uri(reverse("shell:feed", args=[secret]))
        # Telephones take a calendar up by this scheme, where the address alone is a file to them.
        context = {"address": address, "subscribes": f"webcal:{address.partition(':')[2]}"}
    context |= {"link": link_of(account), "before": told_before(alarms(reminds=True))}
    return page(request, "shell/calendar.html", context)


@require_POST
@signed_in
def end(request: HttpRequest) -> HttpResponse:
    """Let the address open nothing any more."""
    account = account_of(request)
    end_calendar_link(account=account, by=account)
    message = _("The address is ended. Your calendar gets nothing more from here.")
    return go(request, "shell:calendar", message=message)


@require_POST
@signed_in
def days(request: HttpRequest) -> HttpResponse:
    """Have the fixed days of one's teams in the calendar, or not; be reminded by it, or not."""
    account = account_of(request)
    chosen = {name: name in request.POST for name in ("fixed_days", "reminds")}
    try:
        set_calendar(account=account, by=account, **chosen)
    except ValidationError as refusal:
        context = {"link": None, "refusal": refusal.messages}
        return page(request, "shell/calendar.html", context, status=422)
    return go(request, "shell:calendar", message=_("Your calendar is changed."))


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What somebody's own calendar fetches. An address that opens nothing is no address at all."""
    holder = holder_of(secret)
    try:
        by = hash_of(secret) if holder else asked_from(request)
        limit("calendar", by, times=TIMES, seconds=SECONDS)
    except ValidationError as refusal:
        words = " ".join(refusal.messages)
        return HttpResponse(words, status=429, headers={"Retry-After": str(WAIT)})
    if holder is None:
        raise Http404
    with acting(holder.account), translation.override(holder.account.language):
        file = _file(request, holder)
    return HttpResponse(file, content_type=CONTENT, headers={"Cache-Control": "private, no-store"})


declared(feed, "secret")


def _file(request: HttpRequest, holder: Holder) -> bytes:
    account = holder.account
    shown = feed_of(account, fixed_days=holder.fixed_days)
    if shown.case_ids:
        look(by=account, page=PAGE, case_ids=shown.case_ids, areas=[AREA], seat_ids=shown.seat_ids)
    house = request.build_absolute_uri("/")
    return written(
        shown.happenings,
        house=house,
        name=_("Meetings in Tovholder"),
        alarms=alarms(reminds=holder.reminds),
    )
