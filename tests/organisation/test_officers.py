"""The data-protection officer is made by two administrators, and the database knows it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.organisation.actions import confirm_officer, end_officer, propose_officer
from tovholder.organisation.models import Account, Officer

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
    with acting(first):
        end_officer(officer=officer, by=first)
    with acting(someone):
        assert not _says_who_watches()
    officer.refresh_from_db()
    assert officer.ended_by == first
    assert officer.starts == officer.confirmed_at


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
    assert client.post(f"{address}end/").status_code == 303
    assert client.get(address).status_code == 404
    assert not Officer.objects.current().filter(account=someone).exists()
