"""Tests see the database as the app does, and leave nothing behind."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from tests import databases


def leave_something(key: str) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_an_ordinary_test_is_rolled_back(turn: int) -> None:
    assert not Session.objects.exists()
    leave_something("ordinary")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_database_of_ones_own_is_dropped(own_database: str, turn: int) -> None:
    assert connection.settings_dict["NAME"] == own_database
    assert not Session.objects.exists()
    leave_something("own")


@pytest.mark.django_db
def test_the_role_is_the_apps() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("tovholder_app",)


@pytest.mark.django_db
def test_statements_are_prepared_in_the_server() -> None:
    for _turn in range(5):
        list(Session.objects.filter(session_key="x"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement ~ 'session'")
        assert cursor.fetchone()[0] >= 1


def test_a_template_is_named_after_what_makes_it() -> None:
    assert databases.fingerprint("urls.py") == databases.fingerprint("urls.py")
    assert databases.fingerprint("urls.py") != databases.fingerprint("urls.py", "cli.py")
