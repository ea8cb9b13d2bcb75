"""Somebody asks what is kept about them: in two taps, with a day, and answered by two."""

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.consent.answering import due_from
from tovholder.demo.cast import ADMINISTRATORS
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Account, Unit
from tovholder.oversight import actions
from tovholder.oversight.models import AccessAnswer, AccessApproval, AccessRequest
from tovholder.oversight.requests import proposed
from tovholder.oversight.searching import Somebody
from tovholder.ui.dates import day_text

pytestmark = pytest.mark.django_db
GROUND = (
    "Databeskyttelsesloven § 22, stk. 1:"
    " hensynet til andre eller til en selv vejer afgørende tungere"
)


def as_one(gathering: Gathering, name: str) -> Client:
    client = Client()
    client.force_login(gathering.account(name))
    return client


def own_page(gathering: Gathering) -> str:
    return f"/cases/{gathering.case.pk}/access-request/"


def asked_by_the_mother(gathering: Gathering) -> AccessRequest:
    answer = as_one(gathering, "mother").post(own_page(gathering))
    assert answer.status_code == 303
    with acting(gathering.account("mother")):
        return AccessRequest.objects.told().get()


def second_officer(gathering: Gathering) -> Account:
    """Another officer, made by the two who keep the accounts."""
    town = gathering.town.accounts
    account = organisation.add_account(username="officer-2", name="Anden Vogter")
    proposes, confirms = (town[name] for name, _called in ADMINISTRATORS)
    with acting(proposes):
        officer = organisation.propose_officer(account=account, by=proposes)
    with acting(confirms):
        organisation.confirm_officer(officer=officer, by=confirms)
    town["officer-2"] = account
    return account


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_a_month_ends_on_a_day_that_exists(received: date, due: date) -> None:
    assert due_from(received) == due


@pytest.mark.parametrize(("country", "months"), [("dk", 1), ("no", 2)])
def test_the_time_is_that_of_the_country_of_the_house(
    monkeypatch: pytest.MonkeyPatch, country: str, months: int
) -> None:
    """Both laws give a month today; one that changes moves what comes there, and there alone."""
    known = catalogue()
    rule = known.legal_bases["no-right-of-access"]
    later = replace(rule, parameters=MappingProxyType({"answer_months": 2}))
    monkeypatch.setitem(known.legal_bases, rule.id, later)
    assert known.legal_bases["right-of-access"].parameters["answer_months"] == 1
    Unit.objects.create(name="Kommunen", kind="department", country=country)
    assert due_from(date(2026, 3, 15)) == date(2026, 3 + months, 15)


def test_the_mother_asks_and_reads_until_when(gathering: Gathering) -> None:
    client = as_one(gathering, "mother")
    looked = client.get(f"/cases/{gathering.case.pk}/looks/").content.decode()
    assert own_page(gathering) in looked
    assert "<form" in client.get(own_page(gathering)).content.decode().split("<main")[1]
    one = asked_by_the_mother(gathering)
    assert day_text(one.due, year=True) in client.get(own_page(gathering)).content.decode()
    client.post(own_page(gathering))
    with acting(gathering.account("mother")):
        assert AccessRequest.objects.count() == 1  # asked twice is asked once


@pytest.mark.parametrize("name", ["teacher", "social-worker", "psychologist"])
def test_only_the_family_asks_from_the_case(gathering: Gathering, name: str) -> None:
    assert as_one(gathering, name).post(own_page(gathering)).status_code == 403


@pytest.mark.parametrize("name", ["father", "outsider", "officer"])
def test_the_other_parent_without_a_seat_meets_nothing(gathering: Gathering, name: str) -> None:
    assert as_one(gathering, name).post(own_page(gathering)).status_code == 404


@pytest.mark.parametrize("name", ["teacher", "father", "admin", "leader", "social-worker"])
def test_nobody_else_reads_that_she_asked(gathering: Gathering, name: str) -> None:
    one = asked_by_the_mother(gathering)
    with acting(gathering.account(name)):
        assert not AccessRequest.objects.exists()
    assert as_one(gathering, name).get(f"/trace/requests/{one.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["mother", "teacher", "officer"])
def test_the_database_lets_nobody_ask_in_the_name_of_another(
    gathering: Gathering, name: str
) -> None:
    """About the father, through the child's case: refused whoever writes it."""
    account, today = gathering.account(name), timezone.localdate()
    with acting(account), pytest.raises(DatabaseError), transaction.atomic():
        AccessRequest.objects.create(
            person=gathering.town.persons["father"], case_id=gathering.case.pk, name="X",
            asked_by="X", how="own_page", received=today, due=due_from(today), by=account,
        )  # fmt: skip


def test_it_stands_in_the_officers_day_without_whose(gathering: Gathering) -> None:
    one = asked_by_the_mother(gathering)
    day = as_one(gathering, "officer").get("/").content.decode()
    assert f"/trace/requests/{one.pk}/" in day
    assert "Berggren" not in day


def test_a_letter_is_found_by_name_and_written_down(gathering: Gathering) -> None:
    client = as_one(gathering, "officer")
    received = timezone.localdate() - timedelta(days=3)
    sent = {
        "about": "berggren", "asked_by": "Moderen, set pas", "how": "letter", "received": received,
        "kind": "access",
    }  # fmt: skip
    child = str(gathering.town.persons["child"].pk)
    assert child in client.post("/trace/requests/new/", sent).content.decode()
    assert client.post("/trace/requests/new/", sent | {"person": child}).status_code == 303
    with acting(gathering.account("officer")):
        one = AccessRequest.objects.get()
    assert (one.due, one.case_id, str(one.person_id)) == (due_from(received), None, child)
    ahead = sent | {"person": child, "received": timezone.localdate() + timedelta(days=2)}
    assert client.post("/trace/requests/new/", ahead).status_code == 422
    other = str(gathering.town.persons["father"].pk)
    client.post("/trace/requests/new/", sent | {"about": "Lars", "person": other})
    with acting(gathering.account("officer")):
        assert AccessRequest.objects.count() == 1  # one who does not bear the name is nobody


def test_two_answer_and_then_she_reads_it(gathering: Gathering) -> None:
    one, officer = asked_by_the_mother(gathering), as_one(gathering, "officer")
    place = f"/trace/requests/{one.pk}/"
    sent = {"outcome": "part", "words": "Papirerne ligger klar.", "grounds": [GROUND]}
    assert officer.post(f"{place}answer/", sent).status_code == 303
    mother = as_one(gathering, "mother")
    assert "Papirerne" not in mother.get(own_page(gathering)).content.decode()
    with acting(gathering.account("officer")):
        answer = AccessAnswer.objects.get()
    assert officer.post(f"{place}approval/", {"answer": answer.pk}).status_code == 422
    second_officer(gathering)
    second = as_one(gathering, "officer-2")
    assert "Papirerne" in second.get(place).content.decode()
    assert second.post(f"{place}approval/", {"answer": answer.pk}).status_code == 303
    assert "Papirerne" in mother.get(own_page(gathering)).content.decode()
    assert second.post(f"{place}approval/", {"answer": answer.pk}).status_code == 422
    assert place not in officer.get("/").content.decode()


def test_the_database_wants_two_and_the_latest(gathering: Gathering) -> None:
    one, officer = asked_by_the_mother(gathering), gathering.account("officer")
    second = second_officer(gathering)
    with acting(officer):
        first = actions.propose_answer(request=one, outcome="all", words="Det hele.", by=officer)
        with pytest.raises(DatabaseError), transaction.atomic():
            AccessApproval.objects.create(request=one, answer=first, by=officer)
    with acting(second), pytest.raises(DatabaseError), transaction.atomic():
        AccessAnswer.objects.filter(pk=first.pk).update(words="Andet")
    with acting(officer):
        newer = actions.propose_answer(
            request=one, outcome="part", words="Noget.", by=officer, grounds=["§ 22"]
        )
        assert proposed(one) == newer
    with acting(second):
        with pytest.raises(ValidationError):
            actions.approve_answer(answer=first, by=second)
        with pytest.raises(DatabaseError), transaction.atomic():
            AccessApproval.objects.create(request=one, answer=first, by=second)
        actions.approve_answer(answer=newer, by=second)


def test_it_is_put_off_once_with_a_reason(gathering: Gathering) -> None:
    one, client = asked_by_the_mother(gathering), as_one(gathering, "officer")
    place = f"/trace/requests/{one.pk}/later/"
    assert client.post(place, {"reason": " "}).status_code == 422
    assert client.post(place, {"reason": "Der er tre arkiver."}).status_code == 303
    assert client.post(place, {"reason": "Endnu et."}).status_code == 422
    told = as_one(gathering, "mother").get(own_page(gathering)).content.decode()
    assert "Der er tre arkiver." in told


def test_it_is_not_put_off_when_the_time_has_run_out(gathering: Gathering) -> None:
    officer = gathering.account("officer")
    child = gathering.town.persons["child"]
    with acting(officer):
        one = actions.record_access_request(
            about=Somebody(child.pk, child.name, None), asked_by="Moderen", how="letter",
            received=timezone.localdate() - timedelta(days=40), by=officer,
        )  # fmt: skip
        with pytest.raises(ValidationError):
            actions.put_off_answer(request=one, reason="Travlt", by=officer)


def test_the_list_asks_as_often_for_many_as_for_one(gathering: Gathering) -> None:
    officer, child = gathering.account("officer"), gathering.town.persons["child"]
    client = as_one(gathering, "officer")

    def write(number: int) -> None:
        with acting(officer):
            for _each in range(number):
                actions.record_access_request(
                    about=Somebody(child.pk, child.name, None), asked_by="Moderen", how="letter",
                    received=timezone.localdate(), by=officer,
                )  # fmt: skip

    def asks() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/trace/requests/").status_code == 200
        return len(asked)

    write(1)
    asks()
    few = asks()
    write(6)
    assert asks() == few
