"""Signing in with a passkey: made, used once for each challenge, taken away, lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests.shell.authenticator import Telephone
from tests.shell.people import PASSWORD, someone
from tests.shell.test_signing import moved, sign_in
from tovholder.audit.context import acting
from tovholder.organisation.actions import take_codes_away
from tovholder.organisation.models import Account, Passkey, SignIn

pytestmark = pytest.mark.django_db
LATE = timedelta(minutes=30)
REFUSED = "Denne adgangsnøgle åbner ikke Tovholder"
NAME = "localhost"


@pytest.fixture
def client() -> Client:
    return Client(SERVER_NAME=NAME)


@pytest.fixture
def holder() -> Account:
    return someone("karen")


@pytest.fixture
def telephone(holder: Account) -> Telephone:
    """One that Karen has added, from another browser."""
    at_home = Client(SERVER_NAME=NAME)
    sign_in(at_home, "karen", PASSWORD)
    found = Telephone()
    assert add(at_home, found).status_code == 303
    return found


def add(client: Client, telephone: Telephone, name: str = "Min telefon") -> Any:
    told = client.post("/me/passkeys/options/").json()
    answer = telephone.make(told["publicKey"])
    return client.post("/me/passkeys/", {"name": name, "answer": answer, "sealed": told["sealed"]})


def asked(client: Client) -> tuple[dict[str, Any], str]:
    told = client.post("/sign-in/passkey/options/").json()
    return told["publicKey"], told["sealed"]


def come(client: Client, telephone: Telephone, **more: str) -> Any:
    options, sealed = asked(client)
    answer = telephone.use(options)
    return client.post("/sign-in/passkey/", {"answer": answer, "sealed": sealed, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_passkey_opens_without_a_name_and_a_password(
    client: Client, telephone: Telephone, holder: Account
) -> None:
    answer = come(client, telephone, next="/me/")
    assert (answer.status_code, answer["Location"]) == (303, "/me/")
    here = SignIn.objects.get(session_key=client.session.session_key)
    assert (here.account_id, here.method, here.level) == (holder.pk, "passkey", "substantial")
    page = client.get("/me/passkeys/").content.decode()
    assert "Min telefon" in page
    assert "ikke endnu" not in page


def test_what_is_asked_for_wants_the_holder_shown_and_names_nobody(
    client: Client, telephone: Telephone
) -> None:
    options, sealed = asked(client)
    assert options["userVerification"] == "required"
    assert options["rpId"] == NAME
    assert not options.get("allowCredentials")
    assert asked(client)[1] != sealed


@pytest.mark.parametrize(
    "fault",
    [
        {"origin": "http://tovholder.example"},
        {"host": "tovholder.example"},
        {"verifies": False},
        {"credential": b"another credential"},
    ],
)
def test_an_answer_that_is_not_true_opens_nothing(
    client: Client, telephone: Telephone, fault: dict[str, Any]
) -> None:
    for name, wrong in fault.items():
        setattr(telephone, name, wrong)
    answer = come(client, telephone, next="/me/")
    assert answer.status_code == 422
    assert REFUSED in answer.content.decode()
    assert 'value="/me/"' in answer.content.decode()
    assert not is_in(client)


def test_another_key_under_the_same_name_opens_nothing(
    client: Client, telephone: Telephone
) -> None:
    thief = Telephone(credential=telephone.credential)
    assert come(client, thief).status_code == 422
    assert not is_in(client)


def test_an_answer_serves_once_and_for_its_own_challenge(
    client: Client, telephone: Telephone
) -> None:
    options, sealed = asked(client)
    answer = telephone.use(options)
    other = asked(client)[1]
    wrong = client.post("/sign-in/passkey/", {"answer": answer, "sealed": other})
    assert wrong.status_code == 422
    assert client.post("/sign-in/passkey/", {"answer": answer, "sealed": "x"}).status_code == 422
    sent = {"answer": answer, "sealed": sealed}
    assert client.post("/sign-in/passkey/", sent).status_code == 303
    thief = Client(SERVER_NAME=NAME)
    assert thief.post("/sign-in/passkey/", sent).status_code == 422
    assert not is_in(thief)


def test_a_count_that_goes_back_tells_of_a_copy(client: Client, telephone: Telephone) -> None:
    assert come(client, telephone).status_code == 303
    copy = Telephone(credential=telephone.credential, key=telephone.key, uses=0)
    assert come(Client(SERVER_NAME=NAME), copy).status_code == 422


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"rawId": 7}',
        '{"rawId": "AAAA", "response": []}',
        "{" * 900,
        "[" * 9000,
    ],
)
def test_nonsense_is_refused_and_breaks_nothing(
    client: Client, telephone: Telephone, nonsense: str
) -> None:
    _options, sealed = asked(client)
    answer = client.post("/sign-in/passkey/", {"answer": nonsense, "sealed": sealed})
    assert answer.status_code == 422
    sign_in(client, "karen", PASSWORD)
    sealed = client.post("/me/passkeys/options/").json()["sealed"]
    made = client.post("/me/passkeys/", {"name": "En", "answer": nonsense, "sealed": sealed})
    assert made.status_code == 422
    assert 'value="En"' in made.content.decode()


def test_who_may_not_come_in_is_told_as_one_who_never_was(
    client: Client, telephone: Telephone, holder: Account
) -> None:
    Account.objects.filter(pk=holder.pk).update(is_active=False)
    closed = come(client, telephone)
    unknown = come(client, Telephone())
    assert closed.status_code == unknown.status_code == 422
    for answer in (closed, unknown):
        assert REFUSED in answer.content.decode()


def test_one_device_is_added_once_and_to_one_person(
    client: Client, telephone: Telephone, holder: Account
) -> None:
    someone("ole")
    ole = Client(SERVER_NAME=NAME)
    sign_in(ole, "ole", PASSWORD)
    assert add(ole, telephone).status_code == 422
    sign_in(client, "karen", PASSWORD)
    told = client.post("/me/passkeys/options/").json()
    assert len(told["publicKey"]["excludeCredentials"]) == 1
    made = {"name": "Ole", "answer": Telephone().make(told["publicKey"]), "sealed": told["sealed"]}
    assert ole.post("/me/passkeys/", made).status_code == 422
    with acting(holder):
        assert Passkey.objects.count() == 1


def test_ten_are_enough(client: Client, holder: Account) -> None:
    sign_in(client, "karen", PASSWORD)
    with acting(holder):
        for number in range(10):
            Passkey.objects.create(
                account=holder, name=str(number), credential=bytes([number]), public_key=b"x",
                uses=0,
            )  # fmt: skip
    answer = add(client, Telephone())
    assert answer.status_code == 422
    assert "ti adgangsnøgler" in answer.content.decode()


def test_ones_own_key_is_taken_away_and_opens_nothing(
    client: Client, telephone: Telephone, holder: Account
) -> None:
    sign_in(client, "karen", PASSWORD)
    with acting(holder):
        kept = Passkey.objects.get()
    someone("ole")
    ole = Client(SERVER_NAME=NAME)
    sign_in(ole, "ole", PASSWORD)
    ole.post(f"/me/passkeys/{kept.pk}/end/")
    assert come(Client(SERVER_NAME=NAME), telephone).status_code == 303
    assert client.post(f"/me/passkeys/{kept.pk}/end/").status_code == 303
    assert come(Client(SERVER_NAME=NAME), telephone).status_code == 422
    with acting(holder):
        kept.refresh_from_db()
        assert bytes(kept.public_key) == b""


def test_nobody_else_reads_a_key_and_none_is_removed(telephone: Telephone, holder: Account) -> None:
    ole = someone("ole", is_administrator=True)
    with acting(ole):
        assert not Passkey.objects.exists()
    for change in (
        lambda: Passkey.objects.all().delete(),
        lambda: Passkey.objects.update(account=ole),
        lambda: Passkey.objects.update(credential=b"another"),
    ):
        with acting(holder), pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_administrator_takes_them_away_and_the_holder_reads_why(
    client: Client, telephone: Telephone, holder: Account
) -> None:
    keeper = someone("keeper", is_administrator=True)
    come(client, telephone)
    with acting(keeper):
        take_codes_away(account=holder, because="Telefonen ligger i fjorden", by=keeper)
    assert client.get("/me/").status_code == 302
    assert come(client, telephone).status_code == 422
    answer = client.post("/sign-in/", {"username": "karen", "password": PASSWORD}, follow=True)
    assert "Keeper har fjernet dine adgangsnøgler" in answer.content.decode()
    page = client.get("/me/passkeys/").content.decode()
    assert "Telefonen ligger i fjorden" in page
    with acting(keeper), pytest.raises(ValidationError):
        take_codes_away(account=holder, because="Igen", by=keeper)


def test_what_opens_much_asks_for_the_passkey_too(
    client: Client, telephone: Telephone, holder: Account
) -> None:
    come(client, telephone)

    moved(client, proved=LATE)
    page = client.get("/me/passkeys/")
    assert page.status_code in (302, 303)
    again = client.get(page["Location"]).content.decode()
    assert "Brug en adgangsnøgle" in again
    options, sealed = asked(client)
    sent = {"answer": telephone.use(options), "sealed": sealed, "next": "/me/passkeys/"}
    answer = client.post("/sign-in/again/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/me/passkeys/")
    assert client.get("/me/passkeys/").status_code == 200
    someone("ole")
    ole = Client(SERVER_NAME=NAME)
    sign_in(ole, "ole", PASSWORD)
    options, sealed = asked(ole)
    wrong = {"answer": telephone.use(options), "sealed": sealed, "next": "/me/"}
    refused = ole.post("/sign-in/again/", wrong)
    assert refused.status_code == 422
    assert "Det er ikke din adgangsnøgle" in refused.content.decode()


def test_whose_a_key_is_is_told_to_nobody_by_the_table(telephone: Telephone) -> None:
    with acting(None), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisation_passkey")
        assert cursor.fetchone() == (0,)


def test_where_more_than_a_password_is_asked_for_nobody_is_locked_out(
    client: Client, settings: Any
) -> None:
    """Given an administrator with a password alone, when the municipality asks for more, then
    they are led to where it begins, and go on with it."""
    settings.STRONG_SIGN_IN = True
    someone("keeper", is_administrator=True)
    sign_in(client, "keeper", PASSWORD)
    moved(client, proved=LATE)
    asked_again = client.get("/administration/forums/new/", follow=True).content.decode()
    assert 'href="/me/passkeys/"' in asked_again
    assert 'name="password"' in asked_again
    again = client.post(
        "/sign-in/again/",
        {"password": PASSWORD, "next": "/administration/forums/new/"},
        follow=True,
    ).content.decode()
    assert 'href="/me/codes/"' in again
    assert 'name="password"' not in again
    assert client.get("/me/codes/").status_code == 200
    assert client.get("/me/passkeys/").status_code == 200
    assert add(client, Telephone()).status_code == 303
    assert client.get("/administration/forums/new/").status_code == 200
    moved(client, proved=LATE)
    third = client.get("/administration/forums/new/", follow=True).content.decode()
    assert "Brug en adgangsnøgle" in third
    assert 'name="password"' not in third
    sign_in(found := Client(SERVER_NAME=NAME), "keeper", PASSWORD)
    assert found.get("/me/passkeys/").status_code == 303  # a password adds no second way in
    assert found.post("/me/passkeys/options/").status_code == 403
    assert found.get("/me/codes/").status_code == 303
