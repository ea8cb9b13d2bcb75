"""Signing in with a code beside the password: begun, used once, lost, taken away."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.shell.people import PASSWORD, someone
from tests.shell.test_signing import moved, sign_in
from tovholder.audit.context import acting
from tovholder.organisation import codes
from tovholder.organisation.actions import begin_codes, prove_by_code, take_codes_away
from tovholder.organisation.models import Account, OneTimeCodes, RecoveryCode, SignIn

pytestmark = pytest.mark.django_db

RFC_SECRET = b"12345678901234567890"


@pytest.fixture
def holder() -> Account:
    return someone("karen")


@pytest.fixture
def secret() -> bytes:
    return codes.new_secret()


@pytest.fixture
def recovery(holder: Account, secret: bytes) -> list[str]:
    """Codes are in use since the step before, so that the code of now serves still."""
    with acting(holder):
        return begin_codes(
            secret=secret, code=codes.code_at(secret, codes.step_now() - 1), by=holder
        )


def now(secret: bytes) -> str:
    return codes.code_at(secret, codes.step_now())


def after_password(client: Client) -> str:
    """What the page after the right password carries on."""
    answer = sign_in(client, "karen", PASSWORD)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    return str(answer.context["form"].initial["half"])


def send(client: Client, half: str, code: str, **more: str) -> int:
    return client.post("/sign-in/code/", {"half": half, "code": code, **more}).status_code


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"),
     (20000000000, "65353130")],
)  # fmt: skip
def test_the_codes_are_those_of_the_standard(second: int, code: str) -> None:
    """RFC 6238, appendix B."""
    assert codes.code_at(RFC_SECRET, second // codes.SECONDS, digits=8) == code


def test_it_is_begun_with_the_first_code_and_shows_recovery_codes_once(
    client: Client, holder: Account
) -> None:
    sign_in(client, "karen", PASSWORD)
    other = Client()
    sign_in(other, "karen", PASSWORD)
    page = client.get("/me/codes/")
    sealed = page.context["sealed"]
    shown = page.content.decode()
    secret = next(codes.b32(text) for text in re.findall(r"<code>([A-Z2-7 ]+)</code>", shown))
    wrong = client.post("/me/codes/", {"secret": sealed, "code": "000000"})
    assert wrong.status_code == 422
    assert wrong.context["in_groups"] == codes.in_groups(secret)
    told = client.post("/me/codes/", {"secret": sealed, "code": now(secret)}).content.decode()
    given = re.findall(r"<code>([A-Z0-9]{5}-[A-Z0-9]{5})</code>", told)
    assert len(set(given)) == codes.RECOVERY_CODES
    again = client.get("/me/codes/").content.decode()
    assert not [one for one in given if one in again]
    assert SignIn.objects.get().method == "code"
    assert SignIn.objects.get().level == "substantial"
    assert other.get("/me/").status_code == 302
    with acting(holder):
        kept = OneTimeCodes.objects.get()
    assert secret not in bytes(kept.sealed)
    assert client.post("/me/codes/", {"secret": sealed, "code": now(secret)}).status_code == 200
    with acting(holder):
        assert OneTimeCodes.objects.count() == 1


def test_another_persons_page_begins_nothing(client: Client, holder: Account) -> None:
    someone("ole")
    ole = Client()
    sign_in(ole, "ole", PASSWORD)
    page = ole.get("/me/codes/")
    secret = codes.b32(page.context["in_groups"])
    sign_in(client, "karen", PASSWORD)
    sent = {"secret": page.context["sealed"], "code": now(secret)}
    assert client.post("/me/codes/", sent).context["in_groups"] != page.context["in_groups"]
    with acting(holder):
        assert not OneTimeCodes.objects.exists()


def test_the_password_alone_opens_nothing(
    client: Client, recovery: list[str], secret: bytes
) -> None:
    half = after_password(client)
    assert client.get("/").status_code == 302
    assert send(client, half, "000000") == 422
    assert send(client, "made up", now(secret)) == 422
    assert "_auth_user_id" not in client.session
    answer = client.post(
        "/sign-in/code/",
        {"half": half, "code": f" {now(secret)[:3]} {now(secret)[3:]} ", "next": "/me/"},
    )
    assert answer["Location"] == "/me/"
    assert SignIn.objects.get(account__isnull=False).method == "code"


def test_a_code_serves_once(holder: Account, recovery: list[str], secret: bytes) -> None:
    assert prove_by_code(account=holder, code=now(secret)) == "code"
    with pytest.raises(ValidationError):
        prove_by_code(account=holder, code=now(secret))
    assert prove_by_code(account=holder, code=recovery[0].lower()) == "recovery"
    with pytest.raises(ValidationError):
        prove_by_code(account=holder, code=recovery[0])
    assert prove_by_code(account=holder, code=recovery[1]) == "recovery"


@pytest.mark.parametrize(("steps", "serves"), [(-2, False), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_wrong(
    holder: Account, recovery: list[str], secret: bytes, *, steps: int, serves: bool
) -> None:
    code = codes.code_at(secret, codes.step_now() + steps)
    if serves:
        assert prove_by_code(account=holder, code=code)
    else:
        with pytest.raises(ValidationError):
            prove_by_code(account=holder, code=code)


def test_ten_tries_and_then_the_right_one_waits_too(
    holder: Account, recovery: list[str], secret: bytes
) -> None:
    for _each in range(9):  # the tenth was the one it was begun with
        with pytest.raises(ValidationError):
            prove_by_code(account=holder, code="000000")
    with pytest.raises(ValidationError) as refused:
        prove_by_code(account=holder, code=now(secret))
    assert refused.value.code == "limited"


def test_the_right_password_serves_five_minutes_and_not_after_it_is_changed(
    client: Client, holder: Account, recovery: list[str], secret: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    half = after_password(client)
    with monkeypatch.context() as later:
        at = timezone.now().timestamp() + 301
        later.setattr("django.core.signing.time.time", lambda: at)
        assert send(client, half, recovery[0]) == 422
    assert "_auth_user_id" not in client.session
    holder.set_password("Noget helt andet 7")
    holder.save()
    assert send(client, half, recovery[0]) == 422
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_is_answered_alike_with_and_without_codes(
    client: Client, recovery: list[str]
) -> None:
    someone("ole")
    told = [sign_in(client, name, "forkert").content.decode() for name in ("karen", "ole")]
    bare = [re.sub(r"karen|ole|value=\"[^\"]*\"|nonce=\"[^\"]*", "", one) for one in told]
    assert bare[0] == bare[1]


def test_what_was_typed_comes_along(client: Client, recovery: list[str]) -> None:
    answer = client.post(
        "/sign-in/", {"username": "karen", "password": PASSWORD, "kept": "k", "next": "/me/"}
    )
    assert answer.context["form"].initial["kept"] == "k"
    assert answer.context["form"].initial["next"] == "/me/"


def test_asked_again_for_the_code(client: Client, recovery: list[str], secret: bytes) -> None:
    send(client, after_password(client), now(secret))
    moved(client, proved=timedelta(minutes=11))
    assert client.get("/me/codes/").status_code == 303
    assert client.post("/sign-in/again/", {"password": PASSWORD}).status_code == 422
    assert (
        client.post("/sign-in/again/", {"code": recovery[0], "next": "/me/codes/"}).status_code
        == 303
    )
    assert client.get("/me/codes/").status_code == 200


def test_new_recovery_codes_and_none_at_all(
    client: Client, holder: Account, recovery: list[str], secret: bytes
) -> None:
    send(client, after_password(client), now(secret))
    told = client.post("/me/codes/recovery/").content.decode()
    assert recovery[0] not in told
    with pytest.raises(ValidationError):
        prove_by_code(account=holder, code=recovery[0])
    assert client.post("/me/codes/end/").status_code == 303
    with acting(holder):
        ended = OneTimeCodes.objects.get()
        assert not RecoveryCode.objects.exists()
    assert bytes(ended.sealed) == b""
    assert sign_in(Client(), "karen", PASSWORD).status_code == 303


def test_an_administrator_takes_them_away_and_the_holder_reads_why(
    client: Client, holder: Account, recovery: list[str], secret: bytes
) -> None:
    someone("admin", is_administrator=True)
    there = Client()
    send(there, after_password(there), now(secret))
    sign_in(client, "admin", PASSWORD)
    why = "Telefonen er tabt i fjorden; jeg kender hendes stemme"
    assert "karen" in client.get("/administration/codes/").content.decode().casefold()
    assert client.post("/administration/codes/", {"account": holder.pk}).status_code == 422
    sent = {"account": holder.pk, "because": why}
    assert client.post("/administration/codes/", sent).status_code == 303
    assert client.post("/administration/codes/", sent).status_code == 422
    assert there.get("/me/").status_code == 302
    answer = there.post("/sign-in/", {"username": "karen", "password": PASSWORD}, follow=True)
    assert "engangskoder" in answer.content.decode()
    assert why in there.get("/me/codes/").content.decode()


def test_the_database_shows_codes_to_nobody_else(holder: Account, recovery: list[str]) -> None:
    admin, other = someone("admin", is_administrator=True), someone("ole")
    for who in (admin, other, None):
        with acting(who):
            assert not OneTimeCodes.objects.exists()
            assert not RecoveryCode.objects.exists()
    asks = "SELECT accounts_with_codes()"
    for who, told in ((admin, [holder.pk]), (other, [])):
        with acting(who), connection.cursor() as cursor:
            cursor.execute(asks)
            assert cursor.fetchone()[0] == told
    with acting(other), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("SELECT take_codes_away(%s, 'x')", [holder.pk])
    with acting(holder), pytest.raises(DatabaseError), transaction.atomic():
        OneTimeCodes.objects.update(because="Ingenting")
    with acting(other), pytest.raises(ValidationError):
        take_codes_away(account=holder, because="x", by=other)
    with acting(admin), pytest.raises(ValidationError):
        take_codes_away(account=admin, because="x", by=admin)
