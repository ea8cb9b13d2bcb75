"""Signing in, and a session that dies in the middle of typing, as people meet them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visits
from tests.browsing import sign_in as come_in
from tests.cast import Gathering, gather, settle
from tests.shell.lives import live
from tests.shell.people import PASSWORD
from tovholder.audit.context import acting
from tovholder.organisation.models import Account

WORDS = "Han sagde selv, at det er blevet sjovere at gå i skole."


@pytest.fixture
def lively(own_database: str) -> Gathering:
    """A case with life in it, and passwords to come in with."""
    gathering = gather(settle())
    live(gathering)
    for name in ("teacher", "mother"):
        account = Account.objects.get(username=name)
        account.set_password(PASSWORD)
        with acting(account):
            account.save()
    return gathering


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("Brugernavn").fill(username)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log ind").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_nothing_is_lost_when_the_session_dies(
    lively: Gathering, visits: Visits, *, javascript: bool
) -> None:
    page = visits(javascript=javascript)
    comment = f"/cases/{lively.case.pk}/plan/comments/new/"
    page.goto(comment)
    sign_in(page, "teacher")
    page.locator("main textarea").fill(WORDS)
    page.context.clear_cookies(name="session")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Intet er gået tabt")
    expect(page.locator("main textarea[readonly]")).to_have_value(WORDS)
    sign_in(page, "teacher")
    page.get_by_role("button", name="Send det igen").click()
    expect(page.get_by_text(WORDS).first).to_be_visible()
    assert page.url.endswith(f"/cases/{lively.case.pk}/plan/")


def test_the_shells_pages_are_for_everyone(
    lively: Gathering, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    for phone, username in ((True, "mother"), (False, "teacher")):
        page = visits(phone=phone)
        page.goto("/")
        accessible(page)
        sign_in(page, username)
        case = f"/cases/{lively.case.pk}/"
        for address in ("/", case, "/me/", "/me/password/", "/seeing/", "/cases/", "/nothing/"):
            page.goto(address)
            accessible(page)
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, f"{address} is wider than the screen"


def test_the_longest_menu_is_no_wider_than_the_screen(lively: Gathering, visits: Visits) -> None:
    """Who leads a unit and a team has every word of the menu, and Norwegian's are the longest."""
    page = visits()
    come_in(page, "school-leader")
    page.goto("/unit/")
    page.locator(".account button[name=language][value=nb]").click()
    expect(page.get_by_role("link", name="Enheten din").first).to_be_visible()
    for width in (1280, 1100, 1024, 390):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"wider than {width}"
