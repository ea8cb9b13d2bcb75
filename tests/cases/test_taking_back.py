"""Who takes a consent back: whoever gave it, whoever records them, and the young person it is about
who has become old enough to decide it alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cases.test_who_consents import born
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.consent.models import Basis
from tovholder.organisation.models import Professional
from tovholder.people.models import Person

pytestmark = pytest.mark.django_db


def address(gathering: Gathering, consent: Basis) -> str:
    return f"/cases/{gathering.case.pk}/consents/{consent.pk}/withdrawal/"


def shared_with(gathering: Gathering, *names: str) -> Basis:
    """What the mother has said yes to, for these alone."""
    worker = gathering.account("social-worker")
    with acting(worker):
        receivers = Professional.objects.filter(account__username__in=names)
        return actions.share_by_consent(
            case=gathering.case, receivers=list(receivers.select_related("account", "unit")),
            areas=["plan"], purpose="At de kan hjælpe Lars", form="written", by=worker,
            until=timezone.now() + timedelta(days=90),
            given_by=Person.objects.get(pk=gathering.town.persons["mother"].pk),
        )  # fmt: skip


def let_the_child_in(gathering: Gathering, years: int) -> None:
    born(gathering, years)
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.admit_child(case=gathering.case, purpose="Lars selv", by=worker)


def taken_back(gathering: Gathering, visit: Visit, name: str, consent: Basis) -> int:
    """What somebody who tries is answered; the page offers it to no others than those it serves."""
    window, page = visit(name), address(gathering, consent)
    people = window.get(f"/cases/{gathering.case.pk}/people/").content.decode()
    status = int(window.post(page, {"reason": "Vi har talt om det"}).status_code)
    assert (page in people) == (status == 303)
    with acting(gathering.account("social-worker")):
        assert Basis.objects.standing().filter(pk=consent.pk).exists() == (status != 303)
    return status


@pytest.mark.parametrize(
    ("name", "status"), [("social-worker", 303), ("mother", 303), ("teacher", 403)]
)
def test_whoever_gave_it_or_records_it_takes_it_back(
    gathering: Gathering, visit: Visit, name: str, status: int
) -> None:
    assert taken_back(gathering, visit, name, gathering.consent) == status


@pytest.mark.parametrize(
    ("years", "receivers", "status"),
    [
        (15, ("teacher-3",), 403),  # what is not about health is the parents' until eighteen
        (14, ("therapist",), 403),
        (15, ("therapist",), 303),
        (15, ("therapist", "teacher-3"), 403),  # what is about both is the parents' too
        (18, ("teacher-3",), 303),
    ],
)
def test_a_young_person_takes_back_what_they_decide_alone_by_now(
    gathering: Gathering, visit: Visit, years: int, receivers: tuple[str, ...], status: int
) -> None:
    """The mother said yes while the child was too young."""
    consent = shared_with(gathering, *receivers)
    let_the_child_in(gathering, years)
    assert taken_back(gathering, visit, "child", consent) == status


def test_a_brother_who_is_old_enough_decides_nothing_here(
    gathering: Gathering, visit: Visit
) -> None:
    """Somebody else holds a child's place at the case: it is not about them."""
    consent = shared_with(gathering, "therapist")
    let_the_child_in(gathering, 15)
    other = gathering.account("father")
    with acting(gathering.account("social-worker")):
        Person.objects.filter(pk=gathering.case.person_id).update(account=None)
        Person.objects.filter(pk=gathering.town.persons["father"].pk).update(account=None)
        Person.objects.filter(pk=gathering.case.person_id).update(account=other)
    assert visit("child").post(address(gathering, consent), {"reason": ""}).status_code == 403


def test_who_works_at_their_own_case_takes_nothing_back_there(
    gathering: Gathering, visit: Visit
) -> None:
    """The register says later that a colleague is the one it is about: their seat is for work."""
    consent = shared_with(gathering, "therapist")
    born(gathering, 18)
    with acting(gathering.account("social-worker")):
        child = Person.objects.filter(pk=gathering.case.person_id)
        child.update(account=gathering.account("psychologist"))
    assert visit("psychologist").post(address(gathering, consent)).status_code == 403
