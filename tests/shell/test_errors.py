"""Errors are calm, hidden and missing are alike, and nothing somebody typed is lost."""

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from tests.cast import Gathering
from tests.shell.people import PASSWORD, someone
from tovholder.shell import errors, typed

pytestmark = pytest.mark.django_db

WORDS = "Hun sad alene i frikvarteret igen i dag."


def bare(content: bytes) -> str:
    """A page without the keys that are new on every page, and without its own address."""
    text = re.sub(r'(nonce|csrfmiddlewaretoken" value)="[^"]*"', "", content.decode())
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)


def test_a_hidden_case_and_a_missing_one_look_alike(client: Client, gathering: Gathering) -> None:
    client.force_login(gathering.account("outsider"))
    hidden = client.get(f"/cases/{gathering.case.pk}/")
    missing = client.get(f"/cases/{uuid.uuid4()}/")
    assert hidden.status_code == missing.status_code == 404
    assert bare(hidden.content) == bare(missing.content)


def test_a_refusal_says_whom_to_ask(rf: RequestFactory, client: Client) -> None:
    request = rf.get("/")
    request.user = someone("peter")
    answer = errors.refused(request, PermissionDenied("Spørg Sofie Holm."))
    assert answer.status_code == 403
    assert "Spørg Sofie Holm." in answer.content.decode()


def test_the_broken_house_asks_the_database_nothing(
    rf: RequestFactory, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        answer = errors.broken(rf.get("/"))
    assert answer.status_code == 500


def test_a_page_to_send_to_is_not_blank_when_read(client: Client) -> None:
    answer = client.get("/language/")
    assert answer.status_code == 405
    assert "<h1>" in answer.content.decode()


def test_too_much_at_once_is_said_in_words(client: Client, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/sign-in/", {"username": "x" * 2000, "password": "x"})
    assert answer.status_code == 413


def test_words_survive_a_session_that_ended(client: Client) -> None:
    someone("mette")
    answer = client.post("/me/password/", {"note": WORDS, "password_now": "a secret thing"})
    assert answer.status_code == 401
    page = answer.content.decode()
    assert WORDS in page
    assert "a secret thing" not in page
    kept = answer.context["form"].initial["kept"]
    again = client.post("/sign-in/", {"username": "mette", "password": PASSWORD, "kept": kept})
    assert again.status_code == 200
    assert WORDS in again.content.decode()
    assert 'action="/me/password/"' in again.content.decode()


def test_a_wrong_password_keeps_the_words_too(client: Client) -> None:
    sealed = typed.Typed("/concerns/new/", (("seen", WORDS),)).sealed()
    answer = client.post("/sign-in/", {"username": "x", "password": "y", "kept": sealed})
    assert answer.status_code == 422
    assert sealed in answer.content.decode()


def test_nobody_else_can_put_words_into_the_form() -> None:
    sealed = typed.Typed("/cases/", (("text", WORDS),)).sealed()
    assert typed.unseal(sealed + "x") is None
    assert typed.unseal("") is None
    assert typed.unseal(sealed) == typed.Typed("/cases/", (("text", WORDS),))


def test_without_words_one_is_only_asked_to_sign_in(client: Client) -> None:
    answer = client.post("/me/password/", {"once": str(uuid.uuid4())})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_an_old_page_gives_the_words_back_and_may_be_sent_again() -> None:
    strict = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    strict.force_login(someone("mette"))
    answer = strict.post("/me/password/", {"note": WORDS})
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
    assert answer.context["may_send"]


def test_what_another_site_sends_cannot_be_sent_on() -> None:
    strict = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    strict.force_login(someone("mette"))
    answer = strict.post("/me/password/", {"note": WORDS})
    assert answer.status_code == 403
    assert not answer.context["may_send"]
