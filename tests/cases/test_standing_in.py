"""A professional sends a substitute, who sees for a time what they see, and no more (S-55)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.agenda import seats_ending
from tovholder.cases.models import Case, Seat, StandIn
from tovholder.consent import actions as consents
from tovholder.plans.models import Goal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def in_hours(hours: int) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def send(
    gathering: Gathering, whom: str, *, instead_of: str = "teacher", until: datetime | None = None
) -> StandIn:
    by = gathering.account(instead_of)
    with acting(by):
        return actions.stand_in(
            seat=Seat.objects.get(case=gathering.case, account=by),
            account=gathering.account(whom),
            until=until or in_hours(30),
            why="Jeg er på kursus den dag",
            by=by,
        )


def sees(gathering: Gathering, name: str) -> bool:
    account = gathering.account(name)
    with acting(account):
        return Case.objects.visible_to(account).exists() and Case.objects.all().exists()


def test_a_substitute_sees_until_the_end_and_no_longer(gathering: Gathering) -> None:
    assert not sees(gathering, "teacher-2")
    made = send(gathering, "teacher-2")
    assert sees(gathering, "teacher-2")
    assert made.seat.ends is not None
    assert made.seat.role == "professional"
    assert set(made.seat.areas) <= set(made.instead_of.areas)
    over = send(gathering, "school-leader", until=timezone.now() + timedelta(milliseconds=300))
    assert over.seat.ends - timezone.now() < timedelta(seconds=1)


def test_when_the_consent_falls_or_the_place_is_given_up_the_substitute_goes_too(
    gathering: Gathering,
) -> None:
    send(gathering, "teacher-2")
    with acting(gathering.account("social-worker")):
        held = Seat.objects.get(case=gathering.case, account=gathering.account("teacher"))
        actions.end_seat(seat=held, by=gathering.account("social-worker"), reason="Skifter klasse")
    assert not sees(gathering, "teacher-2")


def test_a_withdrawn_consent_ends_it_at_once(gathering: Gathering) -> None:
    send(gathering, "teacher-2")
    mother = gathering.account("mother")
    with acting(mother):
        consents.withdraw(basis=gathering.consent, by=mother, reason="Ikke mere")
    assert not sees(gathering, "teacher-2")


def test_a_substitute_who_goes_is_no_consent_that_runs_out(gathering: Gathering) -> None:
    send(gathering, "teacher-2")
    worker = gathering.account("social-worker")
    with acting(worker):
        assert seats_ending(worker) == []


def test_an_authoritys_substitute_decides_nothing_about_access(gathering: Gathering) -> None:
    made = send(gathering, "social-worker-2", instead_of="social-worker")
    assert made.seat.role == "professional"
    assert "concern" not in made.seat.areas


@pytest.mark.parametrize(
    ("instead_of", "whom", "says"),
    [
        ("mother", "teacher-2", "place of the family"),
        ("teacher", "outsider", "same place of work"),
        ("teacher", "pedagogue", "has no access already"),
    ],
)
def test_who_cannot_be_sent(gathering: Gathering, instead_of: str, whom: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        send(gathering, whom, instead_of=instead_of)


def test_a_substitute_sends_nobody_and_comes_for_a_meeting(gathering: Gathering) -> None:
    send(gathering, "teacher-2")
    with pytest.raises(ValidationError, match="does not send"):
        send(gathering, "school-leader", instead_of="teacher-2")
    for until in (timezone.now() - timedelta(hours=1), timezone.now() + timedelta(days=90)):
        with pytest.raises(ValidationError, match="60 days"):
            send(gathering, "school-leader", until=until)


def test_the_database_refuses_one_who_would_see_more(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    with acting(teacher):
        held = Seat.objects.get(case=gathering.case, account=teacher)
        wider = actions.give_seat(
            case=gathering.case, account=gathering.account("teacher-2"), basis=gathering.consent,
            role="professional", by=teacher, areas=["plan", "concern"], ends=in_hours(2),
        )  # fmt: skip
    row = StandIn(case=gathering.case, seat=wider, instead_of=held, why="x")
    with acting(teacher), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_the_page_names_both_and_the_family_reads_why(gathering: Gathering, client: Client) -> None:
    teacher = gathering.account("teacher")
    with acting(teacher):
        held = Seat.objects.get(case=gathering.case, account=teacher)
    client.force_login(teacher)
    address = reverse("cases:stand_in", args=[gathering.case.pk, held.pk])
    assert address in client.get(reverse("cases:people", args=[gathering.case.pk])).content.decode()
    until = timezone.localtime(in_hours(30)).strftime("%Y-%m-%dT%H:%M")
    told = {"account": gathering.account("teacher-2").pk, "until": until, "why": "På kursus"}
    assert client.post(address, told | {"until": "2001-01-01T10:00"}).status_code == 422
    assert client.post(address, told).status_code == 303
    client.force_login(gathering.account("mother"))
    page = client.get(reverse("cases:people", args=[gathering.case.pk])).content.decode()
    assert "Louise Krogh" in page
    assert "På kursus" in page
    client.force_login(gathering.account("psychologist"))
    assert client.get(address).status_code == 404


def test_the_substitute_reads_the_plan(gathering: Gathering) -> None:
    send(gathering, "teacher-2")
    account = gathering.account("teacher-2")
    with acting(account):
        assert Goal.objects.visible_to(account).count() == 0
        assert "plan" in Seat.objects.get(account=account).areas
