"""Links for those without a sign-in, as whoever leads the meeting gives them."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.organisation.secret_addresses import as_on_paper, hash_of
from tovholder.ui.pages import go, page
from tovholder.ui.paper import on_paper
from tovholder.ui.qr import qr

from .. import actions
from ..linking import links_at
from ..models import Invitation, Meeting, PreparationLink
from ..printing import link_on_paper
from ..sitting import Sitting, sit
from ..table import AnyMeeting


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """Who can only prepare by a link; sent, one is made and shown this once, or withdrawn."""
    sitting = sit(meeting)
    if request.method != "POST":
        return _page(request, sitting)
    by = meeting.door.account
    try:
        if "withdraw" in request.POST:
            actions.withdraw_link(link=_link(request, meeting), by=by)
            return go(request, meeting.address("links"), message=_("The link opens nothing now."))
        chair = _chair(request, sitting)
        secret = actions.give_link(invitation=chair, by=by)
    except ValidationError as refusal:
        return _page(request, sitting, errors=refusal.messages, status=422)
    return _page(request, sitting, given=chair, secret=secret)


@require_POST
def link_paper(request: HttpRequest, meeting: AnyMeeting) -> HttpResponse:
    """The link just made, on paper. Only who holds its secret has anything to print."""
    secret = as_on_paper(request.POST.get("secret", ""))
    found = PreparationLink.objects.standing().filter(hashed=hash_of(secret))
    link = found.filter(invitation__meeting=cast("Meeting", meeting)).select_related("invitation")
    if (standing := link.first()) is None:
        raise Http404
    sheet = link_on_paper(meeting, standing.invitation, _address(request, secret))
    return on_paper(sheet, name="link")


def _page(
    request: HttpRequest,
    sitting: Sitting,
    *,
    given: Invitation | None = None,
    secret: str = "",
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "meeting": sitting.meeting,
        "title": sitting.method.words().title,
        "chairs": links_at(sitting),
        "given": given,
        "errors": errors or [],
    }
    if secret:
        address = _address(request, secret)
        context |= {"secret": secret, "address": address, "code": mark_safe(qr(address))}  # noqa: S308 drawn by us
    return page(request, "meetings/links.html", context, status=status)


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse(settings.BY_LINK_URL, args=[secret]))


def _chair(request: HttpRequest, sitting: Sitting) -> Invitation:
    chair = sitting.voice(request.POST.get("voice"))
    if not isinstance(chair, Invitation):
        raise Http404
    chair.meeting = sitting.case_meeting
    return chair


def _link(request: HttpRequest, meeting: AnyMeeting) -> PreparationLink:
    given = PreparationLink.objects.filter(invitation__meeting=cast("Meeting", meeting))
    links: dict[str, PreparationLink] = {str(link.pk): link for link in given}
    if (found := links.get(request.POST["withdraw"])) is None:
        raise Http404
    return found
