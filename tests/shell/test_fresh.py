"""Acts that need a fresh sign-in: asked for in the middle, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import get_resolver

from tests.guards.ground import ROOT
from tests.guards.test_addresses import patterns
from tests.shell.people import PASSWORD, someone
from tests.shell.test_signing import moved, sign_in
from tovholder.organisation.models import Account, Forum, SignIn, Unit

PAGE = ROOT / "docs" / "running" / "security.md"
LATE = timedelta(minutes=11)
WORDS = "Et team med et langt navn"


@pytest.fixture
def admin() -> Account:
    return someone("admin", is_administrator=True)


@pytest.fixture
def late(client: Client, admin: Account) -> Client:
    """An administrator whose last proof is eleven minutes old."""
    sign_in(client, "admin", PASSWORD)
    moved(client, proved=LATE)
    return client


def fields(html: str) -> dict[str, str]:
    """What the form that sends again carries."""
    found = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', html, re.DOTALL)
    return dict(found)


@pytest.mark.django_db
def test_a_form_is_asked_for_before_it_is_shown(late: Client) -> None:
    answer = late.get("/administration/forums/new/?a=b")
    assert answer["Location"] == "/sign-in/again/?next=%2Fadministration%2Fforums%2Fnew%2F%3Fa%3Db"
    page = late.get(answer["Location"])
    assert page.status_code == 200
    wrong = late.post("/sign-in/again/", {"password": "no", "next": "/administration/"})
    assert wrong.status_code == 422
    assert late.get("/administration/forums/new/").status_code == 303
    before = late.session.session_key
    right = late.post(
        "/sign-in/again/", {"password": PASSWORD, "next": page.context["form"].initial["next"]}
    )
    assert right["Location"] == "/administration/forums/new/?a=b"
    assert late.get("/administration/forums/new/").status_code == 200
    assert late.session.session_key != before
    assert SignIn.objects.get(account__username="admin").method == "password"


@pytest.mark.django_db
def test_what_was_sent_too_late_is_kept_and_sent_again(late: Client) -> None:
    unit = Unit.objects.create(name="Skolen", kind="school")
    sent = {"name": WORDS, "unit": str(unit.pk), "kind": "school-triage", "weekday": "1"}
    asked = late.post("/administration/forums/new/", sent)
    assert asked.status_code == 403
    assert WORDS in asked.content.decode()
    assert not Forum.objects.exists()
    kept = asked.context["form"].initial["kept"]
    wrong = late.post("/sign-in/again/", {"password": "no", "kept": kept})
    assert WORDS in wrong.content.decode()
    shown = late.post("/sign-in/again/", {"password": PASSWORD, "kept": kept}).content.decode()
    assert 'action="/administration/forums/new/"' in shown
    assert fields(shown) == sent


@pytest.mark.django_db
def test_whom_the_door_refuses_is_never_asked(client: Client) -> None:
    someone("mette")
    sign_in(client, "mette", PASSWORD)
    moved(client, proved=LATE)
    assert client.get("/administration/officers/new/").status_code == 404
    assert client.post("/administration/officers/new/").status_code == 404


@pytest.mark.django_db
def test_a_password_alone_is_not_strong_where_more_is_asked(client: Client, admin: Account) -> None:
    sign_in(client, "admin", PASSWORD)
    with override_settings(STRONG_SIGN_IN=True):
        assert client.get("/administration/forums/new/").status_code == 303
    assert client.get("/administration/forums/new/").status_code == 200


@pytest.mark.django_db
def test_the_demonstration_says_that_it_is_one(late: Client) -> None:
    page = late.get("/sign-in/again/").content.decode()
    assert 'name="demonstration"' in page
    assert late.post("/sign-in/again/", {"demonstration": "yes"}).status_code == 303
    assert late.get("/administration/forums/new/").status_code == 200
    moved(late, proved=LATE)
    with override_settings(DEMO=False):
        assert 'name="demonstration"' not in late.get("/sign-in/again/").content.decode()
        assert late.post("/sign-in/again/", {"demonstration": "yes"}).status_code == 422


def declared() -> set[str]:
    """The addresses whose views say that they need a fresh sign-in."""
    return {
        "/" + path
        for path, entry in patterns(get_resolver())
        if getattr(entry.callback, "needs_fresh_sign_in", False)
    }


def on_the_page(text: str) -> set[str]:
    section = text.partition("## What asks who you are once more")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(/[^`]*)`", section, re.MULTILINE))


def test_every_such_address_stands_on_the_page_and_no_other() -> None:
    assert declared()
    assert on_the_page(PAGE.read_text()) == declared()


def test_one_that_is_missing_is_seen() -> None:
    text = PAGE.read_text().replace("| `/trace/` |", "| `/elsewhere/` |")
    assert on_the_page(text) != declared()
