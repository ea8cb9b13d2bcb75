"""One cast for all tests: the demonstration's people, and a case with a way in for each.

The fixtures stand in a transaction that is rolled back; a test that runs a server asks for
`own_database` and calls `settle()` and `gather()` itself.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case
from tovholder.consent.models import Basis
from tovholder.demo.actions import settle
from tovholder.demo.town import Town
from tovholder.organisation.models import Account, Professional
from tovholder.people.models import Person

# Those whom the mother's consent lets in.
BY_CONSENT = ("teacher", "psychologist", "health-visitor", "therapist", "pedagogue")


@dataclass
class Gathering:
    """One child's case with everybody at it, and the consent most of them rest on."""

    case: Case
    consent: Basis
    town: Town

    def account(self, name: str) -> Account:
        return self.town.accounts[name]


def gather(town: Town) -> Gathering:
    """The social worker opens, the mother is let in and consents, five colleagues come."""
    worker = town.accounts["social-worker"]
    child = town.persons["child"]
    with acting(worker):
        case_id = cases.open_for(
            person_id=child.pk, holder=worker, by=worker, basis_kind=town.work_basis,
            purpose="Hjælp til Lars og hans familie",
        )  # fmt: skip
        case = Case.objects.select_related("person").get(pk=case_id)
        mother = Person.objects.get(pk=town.persons["mother"].pk)
        cases.admit_parent(case=case, relative=mother, purpose="Lars' mor", by=worker)
        consent = cases.share_by_consent(
            case=case,
            receivers=list(
                Professional.objects.filter(account__username__in=BY_CONSENT)
                .select_related("account", "unit")
                .order_by("account__sort_key")
            ),
            areas=["plan", "meetings"],
            purpose="At vi kan hjælpe Lars sammen",
            until=timezone.now() + timedelta(days=180),
            given_by=mother,
            form="written",
            by=worker,
        )
        handover = cases.ask_to_coordinate(case=case, to=worker, by=worker)
        cases.answer_handover(handover=handover, accepted=True, by=worker)
    return Gathering(case=case, consent=consent, town=town)


@pytest.fixture
def town(db: None) -> Town:
    """The municipality with its people, and no case at all."""
    return settle()


@pytest.fixture
def gathering(town: Town) -> Gathering:
    """The town and one child's case with everybody at it."""
    return gather(town)


@pytest.fixture
def strangers(town: Town) -> list[Account]:
    """Those who must see nothing: another school, a leader, the technical administrator."""
    return [town.accounts[name] for name in ("outsider", "leader", "admin", "father")]


__all__ = ["Gathering", "gather", "gathering", "settle", "strangers", "town"]
