"""A case that was closed long ago, and another that was not; by the owner's clock."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.cast import Gathering, gather
from tests.oversight.test_access_requests import second_officer
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Closure
from tovholder.demo.actions import settle
from tovholder.demo.passing import let_days_pass
from tovholder.organisation.models import Account
from tovholder.oversight import actions
from tovholder.oversight.models import Deletion

YEAR = 366


def as_one(gathering: Gathering, name: str) -> Client:
    client = Client()
    client.force_login(gathering.account(name))
    return client


def closed(gathering: Gathering, case: Case | None = None) -> Closure:
    """The case is closed as its coordinator would, whatever is still under way."""
    worker = gathering.account("social-worker")
    with acting(worker):
        return Closure.objects.create(
            case=case or gathering.case, kind="reached", reason="Det lykkedes", by=worker
        )


def neighbour(gathering: Gathering) -> Case:
    """The sister's open case: the same parents, and nothing else in common."""
    worker, child = gathering.account("social-worker"), gathering.town.persons["sister"]
    with acting(worker):
        opened = cases.open_for(
            person_id=child.pk, holder=worker, by=worker, purpose="Hjælp",
            basis_kind=gathering.town.work_basis,
        )  # fmt: skip
        return Case.objects.get(pk=opened)


def old(years: int = 11) -> Gathering:
    """One closed case so many years ago, and two officers."""
    gathering = gather(settle())
    second_officer(gathering)
    closed(gathering)
    let_days_pass(years * YEAR)
    return gathering


def proposed(gathering: Gathering) -> Deletion:
    """One officer has proposed it."""
    officer = gathering.account("officer")
    with acting(officer):
        return actions.propose_deletion(
            about=gathering.case.pk, reason="Tiden er udløbet", by=officer
        )


def decided(gathering: Gathering, *, approved: bool = True) -> Deletion:
    """One officer has proposed it, another has decided."""
    one, other = proposed(gathering), gathering.account("officer-2")
    with acting(other):
        actions.decide_on_deletion(deletion=one, approved=approved, reason="Set", by=other)
    return one


def letter(gathering: Gathering, about: Account) -> None:
    """Somebody asks by letter what is kept about the child."""
    from tovholder.oversight.searching import Somebody

    child = gathering.town.persons["child"]
    with acting(about):
        actions.record_access_request(
            about=Somebody(child.pk, child.name, None), asked_by="Moderen", how="letter",
            received=timezone.localdate() - timedelta(days=1), by=about,
        )  # fmt: skip
