"""Sending a colleague to a team in one's own place."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.cases.access import Right
from tovholder.organisation.actions import send_substitute
from tovholder.organisation.rules import obstacles_to_sending_anyone
from tovholder.ui.pages import go, page

from ..access import ForumDoor, forum_view
from ..forms import SubstituteForm


@require_http_methods(["GET", "HEAD", "POST"])
@forum_view(Right.VIEW)
def substitute(request: HttpRequest, door: ForumDoor) -> HttpResponse:
    """Who sits in one's place, and until when; or why nobody can (S-55)."""
    own = door.membership
    obstacles = obstacles_to_sending_anyone(own)
    form = None if obstacles else SubstituteForm(request.POST or None, membership=own)
    if form is not None and form.is_valid():
        try:
            send_substitute(membership=own, by=door.account, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            named = {"name": form.cleaned_data["account"].name}
            message = _("%(name)s sits in your place.") % named
            return go(request, "gatherings:forum", own.forum_id, message=message)
    context = {
        "forum": own.forum, "form": form, "obstacles": obstacles,
        "leads_cases": own.chair and own.forum.holds_cases,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return page(request, "gatherings/substitute.html", context, status=status)
