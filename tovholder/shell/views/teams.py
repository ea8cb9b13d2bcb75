"""A team kept in order: who sits there, who leads it, who leaves. No case is seen from here."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tovholder.organisation.access import account_of, administrator_only
from tovholder.organisation.actions import lead, leave
from tovholder.organisation.fresh import fresh_sign_in
from tovholder.organisation.models import Forum, Membership
from tovholder.ui.pages import go, page


@require_GET
@administrator_only
def team(request: HttpRequest, forum_id: uuid.UUID) -> HttpResponse:
    """What a team is for, and who sits there."""
    forum = get_object_or_404(Forum.objects.teams().select_related("unit"), pk=forum_id)
    return page(request, "shell/team.html", _about(forum))


@require_POST
@administrator_only
@fresh_sign_in
def leading(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Let a member lead the team, or lead it no longer."""
    membership = _sitting(membership_id)
    try:
        lead(membership=membership, leads="leads" in request.POST, by=account_of(request))
    except ValidationError as refusal:
        context = {**_about(membership.forum), "refusal": refusal.messages}
        return page(request, "shell/team.html", context, status=422)
    return go(request, "shell:team", membership.forum_id, message=_("The team is changed."))


@require_POST
@administrator_only
def ending(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """End someone's place in a team."""
    membership = _sitting(membership_id)
    leave(membership=membership, by=account_of(request))
    message = _("%(name)s no longer sits in %(team)s.") % {
        "name": membership.account.name,
        "team": membership.forum.name,
    }
    return go(request, "shell:team", membership.forum_id, message=message)


def _sitting(membership_id: uuid.UUID) -> Membership:
    sitting = Membership.objects.current().select_related("forum__unit", "account")
    return get_object_or_404(sitting, pk=membership_id)


def _about(forum: Forum) -> dict[str, object]:
    members = Membership.objects.current().filter(forum=forum).in_turn()
    described = forum.described
    return {
        "forum": forum,
        "new_member": f"{reverse('shell:new_member')}?forum={forum.pk}",
        "described": described,
        "words": described.words() if described else None,
        "members": members.select_related("stands_in_for__account"),
    }
