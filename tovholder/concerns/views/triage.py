"""The weekly triage: the queue, and one concern with everything the team may read."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from tovholder.audit.trace import look
from tovholder.consent.wording import parties_in_words
from tovholder.organisation.models import Membership
from tovholder.ui.pages import page

from ..access import TRIAGE, concern_view
from ..legal import title_of
from ..models import Concern, Ground
from ..queue import child_in_words, next_after, queue, waited_in_words
from ..reading import replies_for_forum, words_for_forum
from ..rules import (
    decisions_about,
    forums_further_on,
    next_sitting,
    obstacles_to_referring,
    obstacles_to_sending_on,
)
from ..standing import course_for_forum


def shown_queue(memberships: list[Membership]) -> dict[str, object]:
    """The queue of the forums one sits in; one look for all its concerns."""
    rows = queue(memberships)
    look(
        by=memberships[0].account,
        page="shell:triage",
        case_ids=[row.id for row in rows],
        areas=["concern"],
    )
    unread = [row for row in rows if row.concern.shown == Concern.Shown.NOTHING]
    return {
        "rows": [row for row in rows if row not in unread],
        "unread": unread,
        "forums": [
            (membership.forum, next_sitting(membership.forum, timezone.localdate()))
            for membership in memberships
        ],
    }


@require_GET
@concern_view(TRIAGE)
def look_at(request: HttpRequest, concern: Concern) -> HttpResponse:
    """One concern, and what can be decided about it."""
    return page(request, "concerns/look_at.html", opened(concern))


def opened(concern: Concern) -> dict[str, object]:
    """Everything the pages about one concern show, as this reader may see it."""
    door = concern.door
    memberships = list(
        Membership.objects.current().filter(account=door.account, forum=concern.forum_id)
    )
    ground = Ground.objects.standing().filter(concern=concern).select_related("by").first()
    identity = getattr(concern, "identity", None) if door.knows_child else None
    named = concern.shown == Concern.Shown.NAMED
    following = next_after(concern, memberships)
    return {
        "concern": concern,
        "door": door,
        "child": child_in_words(
            concern,
            identity.name if identity else "",
            identity.group if identity else "",
            leads=door.is_leader,
        ),
        "waited": waited_in_words(concern.days_waited),
        "ground": ground,
        "parties": parties_in_words(ground.parties) if ground else "",
        "legal_basis": title_of(ground.legal_basis) if ground else "",
        "match": concern.matches.newest() if named or door.is_leader else None,
        "readings": words_for_forum(concern, ground),
        "replies": replies_for_forum(concern, ground),
        "course": course_for_forum(concern),
        **_to_decide(concern),
        "is_waiting": concern.due_at is not None and concern.due_at <= timezone.now(),
        "following": following,
    }


def _to_decide(concern: Concern) -> dict[str, object]:
    """What the team may decide, and what stands in the way of it."""
    return {
        "decides": decisions_about(concern),
        "obstacles": obstacles_to_sending_on(concern),
        "further_on": forums_further_on(concern),
        "obstacles_to_referring": obstacles_to_referring(concern),
    }
