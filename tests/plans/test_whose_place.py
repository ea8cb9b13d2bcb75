"""What is written in another's place stands with both names, else with one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Gathering
from tests.shell.test_untended import away
from tovholder.audit.context import acting
from tovholder.organisation.actions import be_back
from tovholder.organisation.models import Absence
from tovholder.plans import actions as plans
from tovholder.plans.models import Comment, Observation, Sign

pytestmark = pytest.mark.django_db


def says(gathering: Gathering, name: str, text: str) -> None:
    account = gathering.account(name)
    with acting(account):
        plans.comment(case=gathering.case, text=text, by=account)


def authors(gathering: Gathering) -> dict[str, str]:
    with acting(gathering.account("mother")):
        return {one.text: one.author for one in Comment.objects.of(gathering.case).in_order()}


def test_both_names_stand_beside_what_a_cover_writes(gathering: Gathering, client: Client) -> None:
    worker, cover = gathering.account("social-worker"), gathering.account("outsider")
    absence = away(gathering, "social-worker", "outsider")
    says(gathering, "outsider", "Skrevet af den, der træder til")
    says(gathering, "teacher", "Skrevet af læreren selv")
    with acting(worker):
        be_back(absence=absence, by=worker)
    says(gathering, "social-worker", "Skrevet af den, der er tilbage")
    both = f"{cover.name}, for {worker.name}"
    assert authors(gathering) == {
        "Skrevet af den, der træder til": both,
        "Skrevet af læreren selv": gathering.account("teacher").name,
        "Skrevet af den, der er tilbage": worker.name,
    }
    client.force_login(gathering.account("mother"))
    page = client.get(reverse("plans:plan", args=[gathering.case.pk])).content.decode()
    assert both in page


def test_who_has_a_seat_of_their_own_writes_in_their_own_place(gathering: Gathering) -> None:
    away(gathering, "social-worker", "teacher")
    says(gathering, "teacher", "Fra læreren")
    assert authors(gathering) == {"Fra læreren": gathering.account("teacher").name}


def test_what_was_written_before_the_leave_bears_one_name(gathering: Gathering) -> None:
    says(gathering, "social-worker", "Før ferien")
    away(gathering, "social-worker", "outsider")
    assert authors(gathering) == {"Før ferien": gathering.account("social-worker").name}


def test_what_a_cover_saw_bears_both_names(gathering: Gathering, client: Client) -> None:
    worker, cover = gathering.account("social-worker"), gathering.account("outsider")
    with acting(worker):
        goal = plans.add_goal(case=gathering.case, text="Han er med", by=worker)
        plans.add_sign(goal=goal, text="Han leger", by=worker)
    away(gathering, "social-worker", "outsider")
    with acting(cover):
        sign = Sign.objects.get()
        plans.observe(sign=sign, seen="seen", on=timezone.localdate(), note="Godt", by=cover)
    both = f"{cover.name}, for {worker.name}"
    with acting(gathering.account("mother")):
        assert [one.author for one in Observation.objects.in_order().with_names()] == [both]
    client.force_login(gathering.account("mother"))
    page = client.get(reverse("plans:plan", args=[gathering.case.pk])).content.decode()
    assert page.count(both) == 2


def test_names_of_many_are_asked_for_with_the_words(gathering: Gathering, client: Client) -> None:
    away(gathering, "social-worker", "outsider")
    client.force_login(gathering.account("mother"))
    counted = []
    for number in range(3):
        says(gathering, "outsider", f"Ord {number}")
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("plans:plan", args=[gathering.case.pk]))
        counted.append(len(asked))
    assert counted[1] == counted[2]
    assert Absence.objects.current().filter(ends__gt=timezone.now() + timedelta(days=1)).exists()
