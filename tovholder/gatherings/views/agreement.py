"""The page of a team's agreement: what stands, who signed it, and what was agreed before."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tovholder.cases.access import Right
from tovholder.ui.pages import go, page

from ..access import ForumDoor, forum_view
from ..actions import sign_agreement
from ..agreements import agreements_of
from ..forms import ReadForm


@forum_view(Right.VIEW)
def agreement(request: HttpRequest, door: ForumDoor) -> HttpResponse:
    """How the team has agreed to work together (S-53)."""
    return _page(request, door)


@require_POST
@forum_view(Right.CONTRIBUTE)
def signature(request: HttpRequest, door: ForumDoor) -> HttpResponse:
    """A member who was not there signs the agreement they have read."""
    team = door.membership.forum
    form = ReadForm(request.POST, forum=team)
    if not form.is_valid():
        return _page(
            request, door, refusal=[str(each) for each in form.errors["agreement"]], status=422
        )
    try:
        sign_agreement(agreement=form.cleaned_data["agreement"], by=door.account)
    except ValidationError as refusal:
        return _page(request, door, refusal=refusal.messages, status=422)
    return go(request, "gatherings:agreement", team.pk, message=_("You have signed the agreement."))


def _page(
    request: HttpRequest, door: ForumDoor, *, refusal: list[str] | None = None, status: int = 200
) -> HttpResponse:
    team = door.membership.forum
    found = agreements_of(team)
    context = {
        "forum": team,
        "found": found,
        "method": team.described.agreement if team.described else "",
        "may_call": door.may(Right.MEET) and found.called is None,
        "may_sign": found.waits_for(door.account),
        "refusal": refusal or [],
    }
    return page(request, "gatherings/agreement.html", context, status=status)
