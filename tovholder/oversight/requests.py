"""Questions about requests for access: until when, and what one reads of one's own."""

from datetime import date

from tovholder.cases.models import Case
from tovholder.consent.answering import put_off
from tovholder.organisation.models import Account

from .models import AccessAnswer, AccessRequest


def due_when_put_off(request: AccessRequest) -> date:
    """The last day, where one puts the answer off."""
    return put_off(request.due, received=request.received)


def requests_of(case: Case, account: Account) -> list[AccessRequest]:
    """What somebody in the family has asked here, the latest first."""
    found = AccessRequest.objects.filter(case=case, by=account).told()
    return list(found.order_by("-at", "pk"))


def proposed(request: AccessRequest) -> AccessAnswer | None:
    """The answer that may be approved: the latest that an officer wrote."""
    return request.answers.select_related("by").order_by("-at", "pk").first()


def waiting_for_answer() -> list[AccessRequest]:
    """What waits for the officers, the nearest deadline first; nobody else has any."""
    return sorted(AccessRequest.objects.waiting().told(), key=lambda one: (one.deadline, one.at))
