"""The municipality's own sign-in beside the house's: connected, used at the door, taken away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import provider
from tests.browsing import House, Visits
from tests.shell.people import PASSWORD, someone


@pytest.fixture
def house(house: House, tmp_path: Path) -> House:
    """The house with a provider connected, as an operator connects it: a file and a restart."""
    with provider.served() as outside:
        house.stop()
        house.environment["TOVHOLDER_PROVIDERS"] = str(provider.written(tmp_path, outside))
        house.start()
        yield house


def show(page: Page, who: str) -> None:
    """At the provider, outside the house."""
    expect(page.get_by_role("heading", name="Udbyder")).to_be_visible()
    page.get_by_label("Hvem er du?").fill(who)
    page.get_by_role("button", name="Videre").click()


def leave(page: Page) -> None:
    page.locator("summary").filter(has_text="Menu").click()
    page.get_by_role("button", name="Log ud").locator("visible=true").click()


def test_a_teacher_uses_the_sign_in_she_has_at_work(
    own_database: str, house: House, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    someone("karen")
    page = visits(phone=True)

    # Nobody is made an account by knowing a provider: she is told what to do, in words
    page.goto(f"{house.address}/sign-in/")
    accessible(page)
    page.get_by_role("link", name="Kommunens login").click()
    show(page, "karen@kommunen")
    expect(page.get_by_text("Dette login åbner ikke Tovholder")).to_be_visible()
    accessible(page)

    # Given she comes in with her password, she connects it under her own name
    page.get_by_label("Brugernavn").fill("karen")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.goto(f"{house.address}/me/")
    page.get_by_role("link", name="Se, hvad du har forbundet").click()
    accessible(page)
    page.get_by_role("button", name="Kommunens login").click()
    accessible(page)
    page.get_by_role("link", name="Gå videre").click()
    show(page, "karen@kommunen")
    expect(page.get_by_text("Fra nu af kan du logge ind med Kommunens login.")).to_be_visible()
    accessible(page)

    # When she comes back another day it leads in, and where she was going
    leave(page)
    expect(page.get_by_role("button", name="Log ind")).to_be_visible()
    page.goto(f"{house.address}/me/sign-ins/")
    page.get_by_role("link", name="Kommunens login").click()
    show(page, "karen@kommunen")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url == f"{house.address}/me/sign-ins/"

    # And when she leaves, she is told that she may still be signed in there
    leave(page)
    expect(page.get_by_role("link", name="Log også ud dér")).to_be_visible()
    accessible(page)
