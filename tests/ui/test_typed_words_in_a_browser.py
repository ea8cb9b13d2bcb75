"""What a person types is kept: in a draft, without a connection, and without a session."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visits, sign_in

pytestmark = pytest.mark.demonstration


@pytest.fixture
def page(visits: Visits) -> Iterator[Page]:
    """A window whose connection is cut on purpose: the browser's own remark on that is no fault."""
    yield visits()
    visits.complaints[:] = [
        told for told in visits.complaints if "ERR_INTERNET_DISCONNECTED" not in told
    ]


def test_a_draft_outlives_the_connection_and_the_session(page: Page) -> None:
    """Given a teacher in the middle of a sentence, when first the connection and then the
    session is lost, then what she wrote is kept, and offered back when she has signed in."""
    sign_in(page, "teacher")
    page.goto("/concerns/new/")
    words = page.locator("form[data-draft] textarea").first
    state = page.locator("[data-draft-state]").first
    words.fill("Han sidder alene")
    expect(state).to_have_text(re.compile(r"Kladden er gemt \d\d[.:]\d\d"))

    page.context.set_offline(True)
    words.press_sequentially(" i frikvarteret")
    expect(state).to_contain_text("Ingen forbindelse")
    page.context.set_offline(False)
    expect(state).to_contain_text("Kladden er gemt", timeout=15_000)
    assert page.evaluate("sessionStorage.length") == 0

    page.context.clear_cookies()
    words.press_sequentially(" hver dag")
    expect(state).to_contain_text("Du er logget ud")
    sign_in(page, "teacher")
    page.goto("/concerns/new/")
    page.locator("[data-put-back]").click()
    words = page.locator("form[data-draft] textarea").first
    expect(words).to_have_value("Han sidder alene i frikvarteret hver dag")
    expect(page.locator("[data-draft-state]").first).to_contain_text("Kladden er gemt")


def test_another_at_the_same_window_is_offered_nothing(page: Page) -> None:
    """Given a mother whose session ended while she prepared, when a teacher signs in at the
    same window, then nothing of what she wrote is there; when she does, all of it is."""
    sign_in(page, "mother")
    page.goto("/")
    page.locator('a[href$="/preparation/"]').first.click()
    address, words = page.url, page.locator("form[data-draft] textarea").first
    page.context.clear_cookies()
    words.press_sequentially("Det siger jeg kun her")
    expect(page.locator("[data-draft-state]").first).to_contain_text("Du er logget ud")
    sign_in(page, "teacher")
    page.goto(address)
    expect(page.locator("form[data-draft] textarea").first).to_be_visible()
    expect(page.locator("[data-put-back]")).to_have_count(0)
    page.context.clear_cookies()
    sign_in(page, "mother")
    page.goto(address)
    expect(page.locator("[data-put-back]")).to_have_count(1)


def test_signing_out_leaves_no_words_in_the_browser(page: Page) -> None:
    sign_in(page, "teacher")
    page.goto("/concerns/new/")
    page.context.set_offline(True)
    page.locator("form[data-draft] textarea").first.fill("Noget om et barn")
    expect(page.locator("[data-draft-state]").first).to_contain_text("Ingen forbindelse")
    assert page.evaluate("sessionStorage.length") == 1
    page.context.set_offline(False)
    page.goto("/")
    page.locator(".account [data-sign-out] button").click()
    expect(page.get_by_label("Brugernavn")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
