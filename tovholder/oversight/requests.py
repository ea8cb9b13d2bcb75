"""Questions about requests for access: until when, and what one reads of one's own."""

from datetime import date

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tovholder.cases.models import Case
from tovholder.consent.answering import answering_rule, party_from_age, put_off
from tovholder.consent.rules import DECIDES
from tovholder.organisation.models import Account
from tovholder.people.models import Relation

from .models import AccessAnswer, AccessRequest

STANDING: dict[str, Promise] = {
    AccessRequest.AsksAs.SELF: gettext_lazy("The one it is about"),
    AccessRequest.AsksAs.UNDER_AGE: gettext_lazy("The child, who is not old enough to be a party"),
    AccessRequest.AsksAs.CUSTODY: gettext_lazy("A parent with custody, or the child’s guardian"),
    AccessRequest.AsksAs.NEAR: gettext_lazy("A parent without custody"),
    AccessRequest.AsksAs.GUARDIAN: gettext_lazy("Guardian of an adult, in what it covers"),
    AccessRequest.AsksAs.REPRESENTATIVE: gettext_lazy("Somebody the party has asked to speak"),
}
"""As what a party asks, in words."""


def due_when_put_off(request: AccessRequest) -> date:
    """The last day, where one puts the answer off."""
    return put_off(request.due, received=request.received, kind=request.kind)


def standing_of(case: Case, account: Account) -> AccessRequest.AsksAs:
    """As what somebody in the family asks for the papers of their case."""
    if "child" in case.door.roles:
        age = case.person.age
        of_age = age is None or age >= party_from_age(timezone.localdate())
        return AccessRequest.AsksAs.SELF if of_age else AccessRequest.AsksAs.UNDER_AGE
    decides = Relation.objects.filter(DECIDES, person=case.person_id, relative__account=account.pk)
    return AccessRequest.AsksAs.CUSTODY if decides.exists() else AccessRequest.AsksAs.NEAR


def language_of(request: AccessRequest) -> str:
    """The language of whoever asked; what came by letter is answered in that of the officer."""
    return request.by.language if request.case_id else translation.get_language() or "da"


def grounds_of(request: AccessRequest) -> list[str]:
    """What the law lets be left out of an answer, as the one who asked reads it."""
    rule = answering_rule(request.kind, request.received)
    return rule.words(language_of(request))["left-out"].points if rule else []


def complaint_of(request: AccessRequest) -> str:
    """How one complains about an answer, as the one who asked reads it."""
    rule = answering_rule(request.kind, request.received)
    return rule.words(language_of(request))["complain"].text if rule else ""


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
