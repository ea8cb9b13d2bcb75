"""Coming in: calm refusals that reveal nothing, a limit, safe ways on, and going out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.shell.people import PASSWORD, someone
from tovholder.organisation.models import Account, SignIn

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


def reads(client: Client, username: str) -> tuple[int, list[str]]:
    """How often the slow hash was reckoned, and what was asked of the database, for one try."""
    reckoned: list[str] = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify

    def counted(name: str, done: Callable[..., object]) -> Callable[..., object]:
        def counting(*args: object, **more: object) -> object:
            reckoned.append(name)
            return done(*args, **more)

        return counting

    with (
        patch.object(Argon2PasswordHasher, "encode", counted("encode", encode)),
        patch.object(Argon2PasswordHasher, "verify", counted("verify", verify)),
        CaptureQueriesContext(connection) as asked,
    ):
        assert sign_in(client, username, "wrong").status_code == 422
    return len(reckoned), [query["sql"].split(" WHERE ")[0] for query in asked]


def test_an_unknown_name_costs_the_same_as_a_known_one(client: Client, account: Account) -> None:
    """The slow hash is what takes time: it is reckoned once for each of them."""
    known, unknown = reads(client, "mette"), reads(client, "nobody")
    Account.objects.update(is_active=False)
    closed = reads(client, "mette")
    Account.objects.update(is_active=True, password="!nothing")
    without = reads(client, "mette")
    assert known[0] == 1
    assert known[0] == unknown[0] == closed[0] == without[0]
    assert len(known[1]) == len(unknown[1]) == len(closed[1]) == len(without[1])


def moved(client: Client, **back: timedelta) -> None:
    """Let the sign-in have begun, been used or been shown so long ago."""
    session = client.session
    shown = session["shown"]
    session["shown"] = shown | {
        name: (datetime.fromisoformat(shown[name]) - ago).isoformat() for name, ago in back.items()
    }
    session.save()


def test_a_session_tells_how_it_began(client: Client, account: Account) -> None:
    client.post(
        "/sign-in/",
        {"username": "mette", "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"},
    )
    one = SignIn.objects.get(account=account)
    assert (one.method, one.level, one.device) == ("password", "low", "Firefox, Linux")
    assert one.began_at == one.seen_at


@pytest.mark.parametrize(
    ("back", "status"),
    [
        ({"seen": timedelta(minutes=59)}, 200),
        ({"seen": timedelta(minutes=61)}, 302),
        ({"began": timedelta(hours=11, minutes=59)}, 200),
        ({"began": timedelta(hours=12, minutes=1)}, 302),
    ],
)
def test_a_sign_in_ends_unused_and_ends_in_any_case(
    client: Client, account: Account, back: dict[str, timedelta], status: int
) -> None:
    sign_in(client, "mette", PASSWORD)
    moved(client, **back)
    answer = client.get("/me/")
    assert answer.status_code == status
    if status == 302:
        assert answer["Location"] == "/sign-in/?next=/me/&ended=yes"
        assert "60" in client.get(answer["Location"]).content.decode()


def test_use_is_noted_once_a_minute_and_never_by_a_page_that_lies_open(
    client: Client, account: Account
) -> None:
    sign_in(client, "mette", PASSWORD)
    client.get("/me/")
    before = SignIn.objects.get(account=account).seen_at
    moved(client, seen=timedelta(minutes=2))
    moved_to = SignIn.objects.get(account=account).seen_at
    client.post("/still/", {"seen": "nothing"})
    assert SignIn.objects.get(account=account).seen_at == moved_to < before
    client.get("/me/")
    assert SignIn.objects.get(account=account).seen_at > before


def test_one_sees_and_ends_ones_own_sign_ins_alone(client: Client, account: Account) -> None:
    other, stranger = Client(), Client()
    for each, name in ((client, "mette"), (other, "mette")):
        assert sign_in(each, name, PASSWORD).status_code == 303
    someone("anders")
    sign_in(stranger, "anders", PASSWORD)
    page = client.get("/me/sign-ins/")
    assert len(page.context["sign_ins"]) == 2
    assert other.session.session_key not in page.content.decode()
    theirs = SignIn.objects.get(account__username="anders")
    assert client.post(f"/me/sign-ins/{theirs.id}/end/").status_code == 404
    elsewhere = SignIn.objects.get(session_key=other.session.session_key)
    assert client.post(f"/me/sign-ins/{elsewhere.id}/end/").status_code == 303
    assert other.get("/me/").status_code == 302
    sign_in(other, "mette", PASSWORD)
    assert client.post("/me/sign-ins/others/end/").status_code == 303
    assert other.get("/me/").status_code == 302
    assert client.get("/me/").status_code == stranger.get("/me/").status_code == 200


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
