"""Until when somebody is the family's contact: shown to them, due for the coordinator (S-35)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tests.meetings.test_coordination_model import FAMILY
from tests.plans.agreed import in_days
from tovholder.audit.context import acting
from tovholder.meetings import actions as meetings
from tovholder.plans import actions as plans
from tovholder.plans.models import Task
from tovholder.ui.dates import day_text

pytestmark = pytest.mark.django_db
WORDS = "Er den, I kan ringe til"
RUNS_OUT = "Aftal, hvad der så skal ske"


def page(gathering: Gathering, name: str, address: str = "/") -> str:
    client = Client()
    client.force_login(gathering.account(name))
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def named(gathering: Gathering, until: date, name: str = "health-visitor") -> Task:
    worker = gathering.account("social-worker")
    with acting(worker):
        return plans.promise(
            case=gathering.case, text=WORDS, owner=gathering.account(name), due=until,
            contact=True, by=worker,
        )  # fmt: skip


def test_the_family_sees_until_when(gathering: Gathering) -> None:
    named(gathering, in_days(40))
    name, until = gathering.account("health-visitor").name, day_text(in_days(40))
    case = gathering.case.pk
    plan = page(gathering, "mother", reverse("plans:plan", args=[case]))
    assert f"Familiens kontakt er {name} til og med" in plan
    for address in ("/", reverse("meetings:family_plan", args=[case])):
        told = page(gathering, "mother", address)
        assert WORDS in told
        assert f"Til og med {until}" in told, address
    assert "Senest" not in plan


@pytest.mark.parametrize(("days", "due"), [(40, False), (14, True), (0, True), (-3, True)])
def test_it_falls_due_for_the_coordinator(gathering: Gathering, days: int, *, due: bool) -> None:
    named(gathering, in_days(days))
    assert (RUNS_OUT in page(gathering, "social-worker")) is due
    for other in ("mother", "teacher", "health-visitor", "leader"):
        assert RUNS_OUT not in page(gathering, other)


def test_what_goes_on_or_has_ended_is_due_no_more(gathering: Gathering) -> None:
    worker, first = gathering.account("social-worker"), named(gathering, in_days(5))
    assert RUNS_OUT in page(gathering, "social-worker")
    named(gathering, in_days(90), "teacher")
    assert RUNS_OUT not in page(gathering, "social-worker")
    with acting(worker):
        later = Task.objects.get(due=in_days(90))
        plans.no_longer_needed(task=later, because="Mor ringer til Ida", by=worker)
        assert RUNS_OUT in page(gathering, "social-worker")
        plans.keep(task=first, by=worker)
    assert RUNS_OUT not in page(gathering, "social-worker")


def test_who_says_yes_at_the_preparation_is_the_contact(gathering: Gathering) -> None:
    table = call(gathering, *FAMILY, method="coordination-preparation@1")
    table.begin()
    table.move("matters", over=True)
    table.move("contact", over=True)
    board = page(gathering, "social-worker", table.meeting.address("meeting"))
    assert "Til hvornår" in board
    assert promised(table, "contact").contact
    assert f"til og med {in_days(40).day}. " in page(
        gathering, "social-worker", table.meeting.address("meeting")
    )
    other = call(gathering, *FAMILY, method="five-steps@1", days=20)
    other.go_to("efforts")
    assert not promised(other, "efforts").contact


def promised(table: Table, step: str) -> Task:
    worker = table.account("social-worker")
    with acting(worker):
        task: Task = meetings.promise(
            meeting=table.meeting, step=step, text=WORDS, voice=table.voice("social-worker"),
            due=in_days(40), by=worker,
        )  # fmt: skip
    return task


def test_one_names_a_contact_in_the_plan_too(gathering: Gathering) -> None:
    client = Client()
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    client.force_login(worker)
    sent = {
        "text": WORDS, "owner": f"account:{teacher.pk}", "due": in_days(30).isoformat(),
        "contact": "on",
    }  # fmt: skip
    answer = client.post(reverse("plans:task_new", args=[gathering.case.pk]), sent)
    assert answer.status_code in (302, 303)
    with acting(worker):
        assert Task.objects.contacts().get().owner_account == teacher


def test_a_wish_is_no_contact(gathering: Gathering) -> None:
    mother = gathering.account("mother")
    with acting(mother):
        wish = plans.wish(
            case=gathering.case, text="Ring", of=gathering.account("teacher"), by=mother
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=wish.pk).update(contact=True)
