"""The weekly triage: what the team has agreed, and the queue."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tovholder.concerns.views.triage import shown_queue
from tovholder.gatherings.agreements import at_the_beginning
from tovholder.organisation.access import case_forum_member
from tovholder.organisation.models import Membership
from tovholder.ui.pages import page


@require_GET
@case_forum_member
def triage(request: HttpRequest, memberships: list[Membership]) -> HttpResponse:
    """Where the sitting begins: the agreement that is read aloud, then who waits (S-19, S-53)."""
    agreements = at_the_beginning(memberships)
    context = {**shown_queue(memberships), "agreements": agreements}
    return page(request, "shell/triage.html", context)
