"""Coming in: calm refusals that reveal nothing, a limit, safe ways on, and going out."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.shell.people import PASSWORD, someone
from tovholder.organisation.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return someone("mette")


def sign_in(client: Client, username: str, password: str, **more: str) -> object:
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def test_the_right_password_opens(client: Client, account: Account) -> None:
    answer = sign_in(client, "METTE", PASSWORD, next="/me/")
    assert (answer.status_code, answer["Location"]) == (303, "/me/")
    mine = client.get("/me/")
    assert "Mette" in mine.content.decode()
    assert mine["Cache-Control"] == "private, no-store"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
    client: Client, account: Account
) -> None:
    wrong, unknown = sign_in(client, "mette", "x"), sign_in(client, "nobody", "x")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_a_closed_account_is_no_account(client: Client, account: Account) -> None:
    Account.objects.update(is_active=False)
    assert sign_in(client, "mette", PASSWORD).status_code == 422
    client.force_login(account)
    assert client.get("/me/").status_code == 302


def test_a_part_is_refused_where_a_page_leads_to_the_door(client: Client) -> None:
    part = client.get("/me/", headers={"HX-Request": "true"})
    assert (part.status_code, part.content) == (401, b"")
    whole = client.get("/me/", headers={"HX-Request": "true", "HX-Request-Type": "full"})
    assert (whole.status_code, whole["Location"]) == (302, "/sign-in/?next=/me/")


def test_ten_wrong_tries_close_the_door_for_the_right_one_too(
    client: Client, account: Account
) -> None:
    for _ in range(10):
        assert sign_in(client, "mette", "wrong").status_code == 422
    answer = sign_in(client, "Mette", PASSWORD)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors().data[0].code == "limited"
    assert (
        sign_in(client, "somebody-else", "x").context["form"].errors
        != answer.context["form"].errors
    )


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_sent_elsewhere(client: Client, account: Account, elsewhere: str) -> None:
    assert sign_in(client, "mette", PASSWORD, next=elsewhere)["Location"] == "/"


def test_strange_input_is_refused_in_words(client: Client, account: Account) -> None:
    for username in ("a\0b", "x" * 151, "🙂", ""):
        answer = sign_in(client, username, "x")
        assert answer.status_code == 422
        assert answer.context["form"].errors


def test_going_out_ends_the_session(client: Client, account: Account) -> None:
    client.force_login(account)
    assert client.get("/sign-out/").status_code == 405
    answer = client.post("/sign-out/")
    assert answer["Location"] == "/sign-in/"
    assert "Clear-Site-Data" not in answer  # Chromium may hold such an answer for good
    assert client.get("/").status_code == 302


def test_a_new_password_needs_the_old_one(client: Client, account: Account) -> None:
    client.force_login(account)
    new = "kaffe snor æble tirsdag"
    refused = client.post("/me/password/", {"password_now": "no", "password_new": new})
    assert refused.status_code == 422
    short = client.post("/me/password/", {"password_now": PASSWORD, "password_new": "short"})
    assert short.status_code == 422
    done = client.post("/me/password/", {"password_now": PASSWORD, "password_new": new})
    assert done["Location"] == "/me/"
    assert client.get("/me/").status_code == 200
    assert sign_in(Client(), "mette", new).status_code == 303


def test_a_session_that_has_run_out_opens_nothing(client: Client, account: Account) -> None:
    client.force_login(account)
    assert client.get("/me/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/me/").status_code == 302
    client.cookies["session"] = "x" * 32
    assert client.get("/me/").status_code == 302
