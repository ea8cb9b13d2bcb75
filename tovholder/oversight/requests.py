"""Questions about requests for access: until when, and what one reads of one's own."""

import calendar
from datetime import date

from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.catalogue.vocabulary import ACCESS
from tovholder.organisation.models import Account
from tovholder.organisation.rules import house_country

from .models import AccessAnswer, AccessRequest


def due_from(received: date) -> date:
    """The last day for an answer to what was received on a day (GDPR art. 12)."""
    return _months_on(received, _number("answer_months", 1, on=received))


def due_when_put_off(request: AccessRequest) -> date:
    """The last day, where one puts the answer off."""
    return _months_on(request.due, _number("extra_months", 2, on=request.received))


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


def _number(name: str, default: int, *, on: date) -> int:
    """A number of the rule that held in this country on a day; the regulation's own without one."""
    rules = catalogue().legal_bases_on(on, house_country())
    told = (rule.parameters.get(name) for rule in rules if rule.kind == ACCESS)
    return next((int(value) for value in told if value is not None), default)


def _months_on(day: date, months: int) -> date:
    """The same day some months on, or the last of a month that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
