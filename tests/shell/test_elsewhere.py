"""Signing in at a provider: a real process, strict where we must be exact, and one that lies."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import provider as outside
from tests.provider import CLIENT, SECRET, Outside
from tests.shell.people import PASSWORD, someone
from tests.shell.test_passkeys import LATE
from tests.shell.test_signing import moved, sign_in
from tovholder.audit.context import acting
from tovholder.organisation.actions import connect_identity
from tovholder.organisation.elsewhere import fetching, provider_called
from tovholder.organisation.models import Account, Identity, SignIn

pytestmark = pytest.mark.django_db
BEGIN = "/sign-in/with/kommunen/"
PERSON = "0101010123"


@pytest.fixture(scope="module")
def process() -> Iterator[Outside]:
    with outside.served() as found:
        yield found


@pytest.fixture
def there(process: Outside, tmp_path: Path, settings: Any) -> Outside:
    """The provider as an honest one, connected by the operator."""
    process.rig()
    fetching.forget()
    settings.PROVIDERS = outside.written(tmp_path, process)
    return process


@pytest.fixture
def karen(there: Outside) -> Account:
    """One whose account is connected."""
    account = someone("karen")
    joined(account, PERSON)
    return account


def joined(account: Account, person: str) -> Identity:
    found = provider_called("kommunen")
    assert found is not None
    with acting(account):
        return connect_identity(provider=found, person=person, by=account)


def led(client: Client, wanted: str = "") -> str:
    """To the provider: the address there."""
    answer = client.get(BEGIN, {"next": wanted} if wanted else {})
    assert answer.status_code == 302
    return str(answer["Location"])


def come(client: Client, there: Outside, person: str = PERSON, wanted: str = "") -> Any:
    return client.get(there.shows(led(client, wanted), person, acr="sure"))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def said(answer: Any) -> str:
    """What the door is told to say."""
    assert answer.status_code == 303
    return parse_qs(urlsplit(answer["Location"]).query)["said"][0]


def test_who_is_connected_comes_in_and_the_session_tells_how(
    client: Client, there: Outside, karen: Account
) -> None:
    answer = come(client, there, wanted="/me/sign-ins/")
    assert (answer.status_code, answer["Location"]) == (303, "/me/sign-ins/")
    here = SignIn.objects.get(session_key=client.session.session_key)
    assert (here.account_id, here.method, here.level) == (karen.pk, "provider", "substantial")
    assert client.session["shown"]["provider"] == "kommunen"


@pytest.mark.parametrize(("acr", "level"), [("surest", "high"), ("never heard of", "low")])
def test_a_level_is_the_operators_word_for_what_the_provider_says(
    client: Client, there: Outside, karen: Account, acr: str, level: str
) -> None:
    client.get(there.shows(led(client), PERSON, acr=acr))
    assert SignIn.objects.get(session_key=client.session.session_key).level == level


def test_a_provider_that_names_no_level_is_worth_a_password(
    client: Client, there: Outside, karen: Account
) -> None:
    there.rig(claims={"acr": None})
    assert come(client, there).status_code == 303
    assert SignIn.objects.get(session_key=client.session.session_key).level == "low"


def test_what_is_asked_for_is_a_code_bound_to_this_browser(client: Client, there: Outside) -> None:
    asked = parse_qs(urlsplit(led(client)).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == ["sure"]
    assert asked["from"] == ["here"]
    assert "prompt" not in asked
    kept = client.cookies["elsewhere"]
    assert (kept["httponly"], kept["samesite"], kept["path"]) == (True, "Lax", "/")
    other = parse_qs(urlsplit(led(Client())).query)
    for name in ("state", "nonce", "code_challenge"):
        assert asked[name] != other[name]
        assert len(asked[name][0]) >= 40
    assert asked["nonce"][0] not in kept.value
    assert SECRET not in str(asked)


@pytest.mark.parametrize(
    "lie",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"nonce": None}},
        {"claims": {"aud": "another house"}},
        {"claims": {"aud": [CLIENT, "another house"]}},
        {"claims": {"azp": "another house"}},
        {"claims": {"iss": "https://example.org"}},
        {"claims": {"exp": int(time.time()) - 120}},
        {"claims": {"exp": None}},
        {"claims": {"exp": "9999999999"}},
        {"claims": {"iat": int(time.time()) - 3600}},
        {"claims": {"iat": int(time.time()) + 3600}},
        {"claims": {"nbf": int(time.time()) + 3600}},
        {"claims": {"sub": None}},
        {"claims": {"sub": 101010123}},
        {"claims": {"sub": ""}},
        {"claims": {"sub": "x" * 256}},
        {"signed": "none"},
        {"signed": "HS256"},
        {"signed": "another"},
        {"small_key": "small"},
        {"back": {"iss": "https://example.org"}},
        {"described": {"authorization_response_iss_parameter_supported": True}},
    ],
)
def test_a_word_that_is_not_true_opens_nothing(
    client: Client, there: Outside, karen: Account, lie: dict[str, Any]
) -> None:
    there.rig(**lie)
    answer = come(client, there)
    assert said(answer) == "refused"
    assert not is_in(client)
    page = client.get(answer["Location"])
    assert "Vi kunne ikke være sikre" in page.content.decode()


def test_a_clock_that_is_half_a_minute_wrong_is_borne_with(
    client: Client, there: Outside, karen: Account
) -> None:
    now = int(time.time())
    there.rig(claims={"iat": now + 30, "nbf": now + 30, "exp": now + 330})
    come(client, there)
    assert is_in(client)
    there.rig(claims={"iat": now - 330, "exp": now - 30})
    come(other := Client(), there)
    assert is_in(other)


def test_a_key_that_is_new_is_asked_for_once_and_not_again_and_again(
    client: Client, there: Outside, karen: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(client, there)
    there.rig(new_key="second")
    other = Client()
    assert said(come(other, there)) == "refused"  # asked for a moment ago
    monkeypatch.setattr(fetching, "ANEW_SECONDS", 0)
    come(other, there)
    assert is_in(other)
    there.rig(new_curve="third")
    fetching.forget()
    there.rig(signed="ES256")
    come(third := Client(), there)
    assert is_in(third)


def test_what_another_browser_began_is_not_answered_here(
    client: Client, there: Outside, karen: Account
) -> None:
    home = there.shows(led(Client()), PERSON)
    assert said(client.get(home)) == "late"
    led(client)
    assert said(client.get(home)) == "late"
    assert not is_in(client)


def test_an_answer_serves_once(client: Client, there: Outside, karen: Account) -> None:
    home = there.shows(led(client), PERSON)
    cookie = client.cookies["elsewhere"].value
    client.get(home)
    assert is_in(client)
    assert client.cookies["elsewhere"].value == ""
    thief = Client()
    thief.cookies["elsewhere"] = cookie
    assert said(thief.get(home)) == "refused"
    assert not is_in(thief)


def test_a_code_of_somebody_else_does_not_fit_into_ones_own_sign_in(
    client: Client, there: Outside, karen: Account
) -> None:
    """The verifier belongs to the state: a code that was stolen on the way opens nothing."""
    stolen = parse_qs(urlsplit(there.shows(led(Client()), PERSON)).query)["code"][0]
    own = urlsplit(there.shows(led(client), "somebody else"))
    state = parse_qs(own.query)["state"][0]
    assert said(client.get(own.path, {"code": stolen, "state": state})) == "refused"
    assert not is_in(client)


def test_a_changed_word_halfway_is_none(client: Client, there: Outside, karen: Account) -> None:
    home = there.shows(led(client), PERSON)
    client.cookies["elsewhere"] = client.cookies["elsewhere"].value[:-2] + "xx"
    assert said(client.get(home)) == "late"


def test_who_is_not_known_or_may_not_come_in_is_told_the_same(
    there: Outside, karen: Account
) -> None:
    Account.objects.filter(pk=karen.pk).update(is_active=False)
    told = []
    for person in (PERSON, "never seen"):
        client = Client()
        home = there.shows(led(client, "/me/"), person)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(home)
        assert said(answer) == "unknown"
        told.append((answer["Location"], len(asked)))
        assert not is_in(client)
    assert told[0] == told[1]
    assert Account.objects.count() == 1
    page = client.get(told[0][0]).content.decode()
    assert "Dette login åbner ikke Tovholder" in page
    assert 'name="password"' in page


def test_nobody_is_led_elsewhere_afterwards(client: Client, there: Outside, karen: Account) -> None:
    answer = come(client, there, wanted="https://example.org/")
    assert answer["Location"] == "/"


def test_who_stops_on_the_way_is_told_calmly(client: Client, there: Outside) -> None:
    state = parse_qs(urlsplit(led(client, "/me/")).query)["state"][0]
    answer = client.get(f"{BEGIN}back/", {"error": "access_denied", "state": state})
    assert said(answer) == "stopped"
    page = client.get(answer["Location"]).content.decode()
    assert "Du stoppede undervejs" in page
    assert 'value="/me/"' in page


@pytest.mark.parametrize(
    "fault",
    [
        {"described": {"issuer": "https://example.org"}},
        {"described": {"authorization_endpoint": "http://example.org/authorize"}},
        {"described": {"authorization_endpoint": "file:///etc/passwd"}},
        {"described": {"authorization_endpoint": None}},
        {"led": {"/.well-known/openid-configuration": "/elsewhere"}},
        {"described": {"more": "x" * 300_000}},
        {"wait": 1.5},
    ],
)
def test_a_provider_that_is_not_as_it_should_be_is_said_to_be_away(
    client: Client, there: Outside, fault: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.7)
    there.rig(**fault)
    answer = client.get(BEGIN)
    assert said(answer) == "down"
    assert "svarer ikke lige nu" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("fault", [{"huge": 300_000}, {"led": {"/token": "/jwks"}}])
def test_a_provider_that_fails_on_the_way_back_opens_nothing(
    client: Client, there: Outside, karen: Account, fault: dict[str, Any]
) -> None:
    there.rig(**fault)
    assert said(come(client, there)) == "down"
    assert not is_in(client)


def test_a_provider_that_is_down_is_left_alone_for_a_moment(
    client: Client, there: Outside, tmp_path: Path, settings: Any
) -> None:
    """It answers nothing, and is asked once though two people come."""
    asked: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:

        def hang_up() -> None:
            with suppress(OSError):
                while True:
                    silent.accept()[0].close()
                    asked.append(True)

        threading.Thread(target=hang_up, daemon=True).start()
        gone = Outside(f"http://127.0.0.1:{silent.getsockname()[1]}")
        (tmp_path / "gone").mkdir()
        settings.PROVIDERS = outside.written(tmp_path / "gone", gone)
        assert said(client.get(BEGIN)) == "down"
        assert said(client.get(BEGIN)) == "down"
        assert asked == [True]


def test_a_secret_is_sent_as_the_provider_wants_it(
    client: Client, there: Outside, karen: Account
) -> None:
    there.rig(described={"token_endpoint_auth_methods_supported": ["client_secret_post"]})
    come(client, there)
    assert is_in(client)


def test_what_opens_much_asks_the_provider_anew(
    client: Client, there: Outside, karen: Account
) -> None:
    come(client, there)
    moved(client, proved=LATE)
    asked_again = client.get("/me/passkeys/", follow=True).content.decode()
    assert f'href="{BEGIN}?next=%2Fme%2Fpasskeys%2F"' in asked_again
    where = led(client, "/me/passkeys/")
    asked = parse_qs(urlsplit(where).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    there.rig(claims={"auth_time": int(time.time()) - 300})
    assert said(client.get(there.shows(where, PERSON))) == "refused"
    there.rig(claims={"auth_time": None})
    assert said(come(client, there, wanted="/me/passkeys/")) == "refused"
    there.rig()
    assert client.get("/me/passkeys/").status_code == 303
    assert come(client, there, wanted="/me/passkeys/")["Location"] == "/me/passkeys/"
    assert client.get("/me/passkeys/").status_code == 200


def test_another_person_at_the_provider_does_not_prove_it(
    client: Client, there: Outside, karen: Account
) -> None:
    joined(someone("ole"), "2")
    come(client, there)
    moved(client, proved=LATE)
    assert said(come(client, there, "2")) == "unknown"
    assert client.get("/me/passkeys/").status_code == 303
    assert client.session["_auth_user_id"] == str(karen.pk)


def test_where_more_than_a_password_is_asked_for_a_sure_provider_serves(
    client: Client, there: Outside, karen: Account, settings: Any
) -> None:
    settings.STRONG_SIGN_IN = True
    client.get(there.shows(led(client), PERSON, acr="low"))
    again = client.get("/me/codes/", follow=True).content.decode()
    assert BEGIN in again
    client.get(there.shows(led(client), PERSON, acr="sure"))
    assert client.get("/me/codes/").status_code == 200


def test_one_connects_ones_own_and_takes_it_away(client: Client, there: Outside) -> None:
    karen = someone("karen")
    sign_in(client, "karen", PASSWORD)
    assert "Kommunens login" in client.get("/me/elsewhere/").content.decode()
    page = client.post("/me/elsewhere/kommunen/connect/")
    assert page.status_code == 200
    where = page.context["there"]
    assert parse_qs(urlsplit(where).query)["prompt"] == ["login"]
    assert client.get(there.shows(where, PERSON))["Location"] == "/me/elsewhere/"
    with acting(karen):
        kept = Identity.objects.get()
    assert PERSON.encode() not in bytes(kept.keyed_hash)
    assert come(other := Client(), there)["Location"] == "/"
    assert is_in(other)
    ole = Client()
    someone("ole")
    sign_in(ole, "ole", PASSWORD)
    ole.post(f"/me/elsewhere/{kept.pk}/end/")
    taken = ole.post("/me/elsewhere/kommunen/connect/").context["there"]
    assert said(ole.get(there.shows(taken, PERSON))) == "taken"
    assert client.post(f"/me/elsewhere/{kept.pk}/end/").status_code == 303
    assert said(come(Client(), there)) == "unknown"
    with acting(karen):
        kept.refresh_from_db()
    assert bytes(kept.keyed_hash) == b""


def test_a_link_of_somebody_elses_connects_nothing(client: Client, there: Outside) -> None:
    """What was begun to come in, or by another, does not end in a connection."""
    someone("karen")
    sign_in(client, "karen", PASSWORD)
    assert client.get("/me/elsewhere/kommunen/connect/").status_code == 405
    assert said(come(client, there, "a thief")) == "unknown"
    ole = Client()
    someone("ole")
    sign_in(ole, "ole", PASSWORD)
    where = client.post("/me/elsewhere/kommunen/connect/").context["there"]
    ole.cookies["elsewhere"] = client.cookies["elsewhere"].value
    assert said(ole.get(there.shows(where, PERSON))) == "late"
    moved(client, proved=LATE)
    assert client.post("/me/elsewhere/kommunen/connect/").status_code == 403
    assert not counted()


def counted() -> int:
    return Identity.objects.count() + sum(_of(account) for account in Account.objects.all())


def _of(account: Account) -> int:
    with acting(account):
        return Identity.objects.count()


def test_nobody_else_reads_it_and_none_is_removed(there: Outside, karen: Account) -> None:
    ole = someone("ole", is_administrator=True)
    with acting(ole):
        assert not Identity.objects.exists()
    with acting(None):
        assert not Identity.objects.exists()
    for change in (
        lambda: Identity.objects.all().delete(),
        lambda: Identity.objects.update(account=ole),
        lambda: Identity.objects.update(provider="another"),
    ):
        with acting(karen), pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_key_given_to_another_issuer_opens_nothing_of_the_first(
    client: Client, there: Outside, karen: Account, tmp_path: Path, settings: Any
) -> None:
    with outside.served() as second:
        (tmp_path / "second").mkdir()
        settings.PROVIDERS = outside.written(tmp_path / "second", second)
        assert said(come(client, second)) == "unknown"


def test_what_was_written_waits_and_comes_back(
    client: Client, there: Outside, karen: Account
) -> None:
    """A session ends while she writes: when she comes in at the provider, the words are there."""
    words = "Det jeg skrev, mens jeg sad der"
    lost = client.post("/supervision/new/", {"question": words})
    page = lost.content.decode()
    assert BEGIN in page
    sealed = lost.context["form"].initial["kept"]
    led_there = client.post(BEGIN, {"kept": sealed, "next": "/"})
    assert led_there.status_code == 200
    home = client.get(there.shows(led_there.context["there"], PERSON))
    assert words in home.content.decode()
    assert is_in(client)
    assert "kept elsewhere" not in client.session


def test_the_door_shows_who_is_connected_and_says_how_to_go(
    client: Client, there: Outside, karen: Account
) -> None:
    door = client.get("/sign-in/?next=/me/").content.decode()
    assert f'href="{BEGIN}?next=%2Fme%2F"' in door
    assert door.index("Kommunens login") < door.index('name="username"')
    come(client, there)
    left = client.post("/sign-out/")
    page = client.get(left["Location"]).content.decode()
    assert f'href="{BEGIN}out/"' in page
    answer = client.get(f"{BEGIN}out/")
    assert answer["Location"].startswith(f"{there.issuer}/sign-out?client_id={CLIENT}")
    there.rig(described={"end_session_endpoint": None})
    fetching.forget()
    assert said_out(client) == "/sign-in/?said=stays"


def said_out(client: Client) -> str:
    return str(client.get(f"{BEGIN}out/")["Location"])


def test_without_a_provider_the_door_is_as_it_was(client: Client, settings: Any) -> None:
    settings.PROVIDERS = None
    assert "sign-in/with" not in client.get("/sign-in/").content.decode()
    for path in (BEGIN, f"{BEGIN}back/", f"{BEGIN}out/"):
        assert client.get(path).status_code == 404


def test_nothing_of_the_person_reaches_a_log(
    client: Client, there: Outside, karen: Account, caplog: pytest.LogCaptureFixture
) -> None:
    come(client, there)
    come(Client(), there, "hemmelig-person")
    there.rig(claims={"nonce": "hemmelig-nonce"})
    come(Client(), there, "hemmelig-person")
    assert "opens nothing here" in caplog.text
    assert "does not hold: nonce" in caplog.text
    assert "hemmelig" not in caplog.text
    assert PERSON not in caplog.text
