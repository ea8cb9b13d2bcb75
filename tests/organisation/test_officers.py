"""The data-protection officer is made by two administrators, and the database knows it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.organisation.actions import (
    add_account,
    ask_to_end_officer,
    confirm_officer,
    end_officer,
    keep_officer,
    propose_officer,
)
from tovholder.organisation.models import Account, Officer
from tovholder.people.actions import register, relate

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(town: Town) -> Account:
    """One who could hold the office: a health visitor."""
    return town.accounts["health-visitor"]


def _says_who_watches() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_officer()")
        return bool(cursor.fetchone()[0])


def test_one_proposes_another_confirms(town: Town, someone: Account) -> None:
    first, second = town.accounts["admin"], town.accounts["admin-2"]
    with acting(first):
        officer = propose_officer(account=someone, by=first)
        assert someone.pk not in Officer.objects.current().values_list("account", flat=True)
        with pytest.raises(ValidationError):
            confirm_officer(officer=officer, by=first)
    with acting(someone):
        assert not _says_who_watches()
    with acting(second):
        confirm_officer(officer=officer, by=second)
        with pytest.raises(ValidationError):
            confirm_officer(officer=officer, by=second)
    with acting(someone):
        assert _says_who_watches()
    officer.refresh_from_db()
    assert officer.starts == officer.confirmed_at


@pytest.fixture
def held(town: Town) -> Officer:
    """The office as the demonstration's officer holds it."""
    return Officer.objects.current().get(account=town.accounts["officer"])


def test_one_asks_for_the_end_another_ends_it(town: Town, held: Officer) -> None:
    first, second = town.accounts["admin"], town.accounts["admin-2"]
    with acting(first):
        with pytest.raises(ValidationError, match="beder om, at hvervet slutter"):
            end_officer(officer=held, by=first)
        ask_to_end_officer(officer=held, by=first)
        ask_to_end_officer(officer=held, by=first)
        with pytest.raises(ValidationError, match="En anden administrator"):
            end_officer(officer=held, by=first)
    with acting(held.account):
        assert _says_who_watches()
    with acting(second):
        end_officer(officer=held, by=second)
    with acting(held.account):
        assert not _says_who_watches()
    held.refresh_from_db()
    assert (held.end_asked_by, held.ended_by) == (first, second)


def test_an_end_asked_for_is_let_be(town: Town, held: Officer) -> None:
    first, second = town.accounts["admin"], town.accounts["admin-2"]
    with acting(first):
        ask_to_end_officer(officer=held, by=first)
    with acting(second):
        keep_officer(officer=held, by=second)
        with pytest.raises(ValidationError, match="beder om, at hvervet slutter"):
            end_officer(officer=held, by=second)
    held.refresh_from_db()
    assert held.end_asked_by is held.end_asked_at is held.ends is None


def test_the_database_lets_nobody_end_the_office_alone(town: Town, held: Officer) -> None:
    first, second, now = town.accounts["admin"], town.accounts["admin-2"], timezone.now()
    row = Officer.objects.filter(pk=held.pk)
    alone = [
        (first, {"ends": now, "ended_by": first}),
        (first, {"ends": now, "ended_by": first, "end_asked_by": second, "end_asked_at": now}),
        (first, {"end_asked_by": second, "end_asked_at": now}),
        (held.account, {"end_asked_by": held.account, "end_asked_at": now}),
    ]
    for who, change in alone:
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            row.update(**change)
    with acting(first):
        ask_to_end_officer(officer=held, by=first)
    afterwards = [
        (first, {"ends": now, "ended_by": first}),
        (first, {"ends": now, "ended_by": second}),
        (second, {"ends": now, "ended_by": second, "end_asked_by": None, "end_asked_at": None}),
        (second, {"end_asked_by": second, "end_asked_at": now}),
        (held.account, {"end_asked_by": None, "end_asked_at": None}),
    ]
    for who, change in afterwards:
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            row.update(**change)


@pytest.mark.parametrize("name", ["admin", "admin-2", "leader", "officer"])
def test_who_cannot_be_proposed(town: Town, name: str) -> None:
    with acting(town.accounts["admin"]), pytest.raises(ValidationError):
        propose_officer(account=town.accounts[name], by=town.accounts["admin"])


def test_nobody_but_administrators(town: Town, someone: Account) -> None:
    leader = town.accounts["leader"]
    with acting(leader), pytest.raises(ValidationError):
        propose_officer(account=someone, by=leader)


def test_the_database_refuses_what_the_code_forgot(town: Town, someone: Account) -> None:
    first, second = town.accounts["admin"], town.accounts["admin-2"]
    leader = town.accounts["leader"]
    with acting(first):
        waiting = propose_officer(account=someone, by=first)
    row = Officer.objects.filter(pk=waiting.pk)
    wrong = [
        (first, lambda: row.update(confirmed_by=first, confirmed_at=waiting.proposed_at)),
        # In another's name, or as somebody who keeps no accounts.
        (first, lambda: row.update(confirmed_by=second, confirmed_at=waiting.proposed_at)),
        (leader, lambda: row.update(confirmed_by=leader, confirmed_at=waiting.proposed_at)),
        (first, lambda: row.update(account=leader)),
        (first, row.delete),
        (leader, lambda: Officer.objects.create(account=first, proposed_by=leader)),
        (leader, lambda: Officer.objects.create(account=leader, proposed_by=first)),
        (first, lambda: Officer.objects.create(account=first, proposed_by=first)),
        (
            first,
            lambda: Officer.objects.create(
                account=town.accounts["teacher"], proposed_by=first, confirmed_by=second,
                confirmed_at=waiting.proposed_at, starts=waiting.proposed_at,
            ),
        ),
    ]  # fmt: skip
    for who, act in wrong:
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            act()
    with acting(first):
        end_officer(officer=waiting, by=first)
    with acting(second), pytest.raises(DatabaseError), transaction.atomic():
        row.update(ends=None, ended_by=None)


def test_the_pages(client: Client, town: Town, someone: Account) -> None:
    client.force_login(town.accounts["admin"])
    assert "Vibeke Noer" in client.get("/administration/").content.decode()
    assert client.post("/administration/officers/new/", {"account": ""}).status_code == 422
    told = {"account": someone.pk}
    assert client.post("/administration/officers/new/", told).status_code == 303
    officer = Officer.objects.waiting().get()
    address = f"/administration/officers/{officer.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 422
    client.force_login(town.accounts["admin-2"])
    assert client.post(address).status_code == 303
    assert Officer.objects.current().filter(account=someone).exists()
    assert client.post(f"{address}end/").status_code == 422
    assert client.post(f"{address}ask-end/").status_code == 303
    assert "fortsætter, indtil en anden administrator" in client.get(address).content.decode()
    assert client.post(f"{address}end/").status_code == 422
    client.force_login(town.accounts["admin"])
    assert client.post(f"{address}end/").status_code == 303
    assert client.get(address).status_code == 404
    assert not Officer.objects.current().filter(account=someone).exists()


def test_a_familys_sign_in_is_not_offered_and_not_taken(client: Client, town: Town) -> None:
    admin, mother = town.accounts["admin"], town.accounts["mother"]
    client.force_login(admin)
    page = client.get("/administration/officers/new/").content.decode()
    assert f'value="{town.accounts["health-visitor"].pk}"' in page
    assert f'value="{mother.pk}"' not in page
    told = {"account": mother.pk}
    assert client.post("/administration/officers/new/", told).status_code == 422
    with acting(admin), pytest.raises(DatabaseError), transaction.atomic():
        Officer.objects.create(account=mother, proposed_by=admin)


def test_the_sign_in_of_an_officer_becomes_no_familys(gathering: Gathering) -> None:
    worker, officer = gathering.account("social-worker"), gathering.account("officer")
    given = "SELECT link_account(%s, %s, %s)"
    with acting(worker), transaction.atomic():
        relative = register(
            given_name="Ny", family_name="Nabo", birth_date=None, national_id=None, by=worker
        )
        child = gathering.case.person_id
        relate(person_id=child, relative_id=relative.pk, kind="other", custody=False, by=worker)
        own = add_account(username="ny-nabo", name="Ny Nabo")
        with connection.cursor() as cursor:
            cursor.execute(given, [child, relative.pk, officer.pk])
            assert cursor.fetchone() == (False,)
            cursor.execute(given, [child, relative.pk, own.pk])
            assert cursor.fetchone() == (True,)


def test_whoever_watches_hears_that_somebody_asks_for_the_end(
    client: Client, town: Town, held: Officer
) -> None:
    first, words = town.accounts["admin"], "har bedt om, at du ikke længere er"
    client.force_login(held.account)
    assert words not in client.get("/").content.decode()
    with acting(first):
        ask_to_end_officer(officer=held, by=first)
    assert f"{first.name} {words}" in client.get("/").content.decode()
    with acting(first):
        keep_officer(officer=held, by=first)
    assert words not in client.get("/").content.decode()
