"""A talk without consent is called off before its day, and nobody opens it any more (S-44)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone, translation

from tests.cases.test_talks import client_of, page, talk
from tests.cast import Gathering, gather, settle
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Talk, TalkCalledOff, TalkNote
from tovholder.demo.passing import let_days_pass

WHY = "Moderen har sagt ja"


def ahead(days: int = 3) -> date:
    return timezone.localdate() + timedelta(days=days)


def call_off(gathering: Gathering, one: Talk, by: str = "health-visitor", why: str = WHY) -> None:
    account = gathering.account(by)
    with acting(account), translation.override("en"), transaction.atomic():
        actions.call_off_talk(talk=one, because=why, by=account)


def looks(gathering: Gathering, name: str = "mother") -> str:
    return page(gathering, name, f"/cases/{gathering.case.pk}/looks/")


@pytest.mark.django_db
def test_who_asked_calls_it_off_and_the_others_read_why(gathering: Gathering) -> None:
    one = talk(gathering, meets_on=ahead())
    address = f"/exchanges/{one.pk}/"
    asker = client_of(gathering.account("health-visitor"))
    other = client_of(gathering.account("outsider"))
    assert f"{address}calling-off/" in asker.get(address).content.decode()
    assert "calling-off" not in other.get(address).content.decode()
    assert other.post(f"{address}calling-off/", {"because": WHY}).status_code == 403
    assert asker.post(f"{address}calling-off/", {"because": " "}).status_code == 422
    assert other.get(address).status_code == 200
    assert asker.post(f"{address}calling-off/", {"because": WHY}).status_code == 303
    for client in (asker, other):
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "x"}).status_code == 404
        assert client.post(f"{address}calling-off/", {"because": "x"}).status_code == 404
    day = other.get("/").content.decode()
    assert WHY in day
    assert "is called off" in day
    assert address not in day
    assert WHY not in asker.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["social-worker", "mother", "leader", "officer", "admin", "teacher"]
)
def test_nobody_who_had_no_part_calls_it_off_or_is_told_in_their_day(
    gathering: Gathering, name: str
) -> None:
    one = talk(gathering, meets_on=ahead())
    client = client_of(gathering.account(name))
    assert client.post(f"/exchanges/{one.pk}/calling-off/", {"because": "x"}).status_code == 404
    call_off(gathering, one)
    assert WHY not in client.get("/").content.decode()
    with acting(gathering.account(name)):
        assert not TalkCalledOff.objects.exists()


@pytest.mark.django_db
def test_once_the_day_has_come_it_is_written_and_not_called_off(gathering: Gathering) -> None:
    one = talk(gathering)
    with pytest.raises(ValidationError, match="The day has come"):
        call_off(gathering, one)
    address = f"/exchanges/{one.pk}/"
    asker = client_of(gathering.account("health-visitor"))
    assert "calling-off" not in asker.get(address).content.decode()
    assert asker.post(f"{address}calling-off/", {"because": WHY}).status_code == 403


@pytest.mark.django_db
def test_it_is_called_off_once_with_a_reason_and_by_who_asked(gathering: Gathering) -> None:
    one = talk(gathering, meets_on=ahead())
    with pytest.raises(ValidationError, match="asked for it"):
        call_off(gathering, one, by="outsider")
    with pytest.raises(ValidationError):
        call_off(gathering, one, why=" ")
    call_off(gathering, one)
    with pytest.raises(ValidationError, match="already"):
        call_off(gathering, one)


@pytest.mark.django_db
def test_the_database_asks_who_and_when_and_lets_nothing_change(gathering: Gathering) -> None:
    today, later = talk(gathering), talk(gathering, again="Nyt", meets_on=ahead())
    asker, other = gathering.account("health-visitor"), gathering.account("outsider")
    rows: tuple[tuple[Talk, Any, Any], ...] = (
        (today, asker, asker), (later, other, other), (later, other, asker),
    )  # fmt: skip
    for one, acts, by in rows:
        with acting(acts), pytest.raises(DatabaseError), transaction.atomic():
            TalkCalledOff.objects.create(talk=one, because="x", by=by)
    call_off(gathering, later)
    with acting(asker), pytest.raises(DatabaseError), transaction.atomic():
        TalkNote.objects.create(talk=later, text="Alligevel", by=asker)
    with acting(asker), connection.cursor() as cursor:
        for change in (
            "UPDATE cases_talkcalledoff SET because = 'x'",
            "DELETE FROM cases_talkcalledoff",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(change)


@pytest.mark.django_db
def test_the_family_reads_that_it_was_planned_and_why_it_is_off(gathering: Gathering) -> None:
    one = talk(gathering, necessary="Hun kommer ikke i skole", meets_on=ahead())
    assert "Talked about" not in looks(gathering)
    call_off(gathering, one)
    told = looks(gathering)
    assert "They did not meet" in told
    assert WHY in told
    assert "Hun kommer ikke i skole" in told
    assert "Who talked" not in told
    assert gathering.account("outsider").name not in told


@pytest.mark.django_db
def test_what_is_kept_back_stays_so_when_it_is_called_off(gathering: Gathering) -> None:
    before = looks(gathering)
    one = talk(gathering, meets_on=ahead(), untold_because="Faderen har slået")
    call_off(gathering, one)
    after = looks(gathering)
    assert WHY not in after
    assert len(after.splitlines()) == len(before.splitlines())
    officer = client_of(gathering.account("officer"))
    assert "they did not meet" in officer.get("/trace/decisions/").content.decode()
    decide = f"/trace/decisions/talks/{one.pk}/"
    assert officer.post(decide, {"shown": "yes", "reason": "I sikkerhed"}).status_code == 303
    assert WHY in looks(gathering)


@pytest.mark.django_db
def test_it_counts_as_one_time_all_the_same(gathering: Gathering) -> None:
    call_off(gathering, talk(gathering, meets_on=ahead()))
    with pytest.raises(ValidationError, match="special reason"), translation.override("en"):
        talk(gathering)
    assert talk(gathering, again="Den første blev aflyst").number == 2


def test_what_was_called_off_leaves_the_day_when_its_day_has_passed(own_database: str) -> None:
    gathering = gather(settle())
    call_off(gathering, talk(gathering, meets_on=ahead(2)))
    assert WHY in page(gathering, "outsider", "/")
    let_days_pass(4)
    assert WHY not in page(gathering, "outsider", "/")
    assert WHY in looks(gathering)
