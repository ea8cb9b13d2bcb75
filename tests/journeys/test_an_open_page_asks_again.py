"""What stands open on a screen: it goes when its reader may no longer see it."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from tests.browsing import CHROMIUM, FLAGS, Visits, sign_in
from tests.cast import Gathering
from tests.journeys.conftest import Be
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.organisation.models import Account

NOT_NOW = "Det, der stod her, er ikke længere noget, du kan se."
WORDS = "Hun smilede i dag, da vi"


def end_seat(gathering: Gathering, name: str) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        for seat in Seat.objects.filter(case=gathering.case, account=gathering.account(name)):
            cases.end_seat(seat=seat, by=worker, reason="Slut")
    connection.close()


def look_at(page: Page) -> None:
    """The window is looked at again, a good while after it was last asked about."""
    page.clock.fast_forward(5_000)
    page.evaluate("dispatchEvent(new Event('focus'))")


def opened(be: Be, name: str, path: str, **window: object) -> Page:
    page = be(name, **window)
    page.clock.install()
    page.goto(path)
    return page


def case_of(gathering: Gathering) -> str:
    return f"/cases/{gathering.case.pk}/"


@pytest.mark.parametrize("rest", ["", "plan/", "plan/comments/new/"])
def test_a_page_whose_seat_ends_is_empty_when_it_is_looked_at(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None], rest: str
) -> None:
    """Given an open page, when its seat ends and the window is looked at, then it is empty."""
    page = opened(be, "teacher", case_of(served_case) + rest)
    expect(page.locator("body")).to_contain_text("Lars")
    end_seat(served_case, "teacher")
    look_at(page)
    expect(page.locator("main")).to_have_text(f"{NOT_NOW}Gå til forsiden")
    assert "Lars" not in page.content()
    assert page.title() == f"{NOT_NOW} · Tovholder"
    accessible(page)
    page.get_by_role("link", name="Gå til forsiden").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_page_asks_every_minute_on_its_own(served_case: Gathering, be: Be) -> None:
    page = opened(be, "mother", case_of(served_case), phone=True)
    page.clock.fast_forward(61_000)
    expect(page.locator("body")).to_contain_text("Lars")
    end_seat(served_case, "mother")
    page.clock.fast_forward(61_000)
    expect(page.locator("main")).to_contain_text("ikke længere noget, du kan se")


def test_a_list_is_drawn_anew_or_goes(served_case: Gathering, be: Be) -> None:
    """Given the list of someone who leaves the only case on it, then that case is gone from it."""
    page = opened(be, "teacher", "/cases/")
    expect(page.locator("main")).to_contain_text("Lars")
    end_seat(served_case, "teacher")
    look_at(page)
    expect(page.locator("main")).not_to_contain_text("Lars")


def test_what_is_typed_outlives_the_session_in_the_same_window(
    served_case: Gathering, be: Be, visits: Visits
) -> None:
    """Given words in a form, when the session ends and she signs in again in another window,
    then the page was empty in between, and comes back with her words, ready to be sent."""
    page = opened(be, "teacher", f"{case_of(served_case)}plan/comments/new/")
    page.locator("main textarea").fill(WORDS)
    page.context.clear_cookies(name="session")
    look_at(page)
    expect(page.locator("main")).to_contain_text("Det, du skrev, er gemt")
    assert "Lars" not in page.content()
    assert WORDS not in page.content()
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Log ind i et nyt vindue").click()
    other = opening.value
    expect(other.get_by_label("Brugernavn")).to_be_visible()
    sign_in(other, "teacher")
    other.close()
    look_at(page)
    expect(page.locator("main textarea")).to_have_value(WORDS)
    page.locator("main textarea").press_sequentially(" læste.")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text(f"{WORDS} læste.")).to_be_visible()
    assert page.url.endswith(f"{case_of(served_case)}plan/")


def test_another_who_signs_in_does_not_get_what_was_typed(served_case: Gathering, be: Be) -> None:
    page = opened(be, "teacher", f"{case_of(served_case)}plan/comments/new/")
    page.locator("main textarea").fill(WORDS)
    other = page.context.new_page()
    sign_in(other, "mother")
    look_at(page)
    expect(page.locator("main")).to_contain_text("Du er logget ud")
    assert WORDS not in page.content()


def test_an_account_no_longer_in_use_leaves_no_page(served_case: Gathering, be: Be) -> None:
    page = opened(be, "teacher", case_of(served_case))
    Account.objects.filter(username="teacher").update(is_active=False)
    connection.close()
    look_at(page)
    expect(page.locator("main")).to_have_text(
        re.compile(r"Du er logget ud, så her vises ikke noget\.\s*Log ind")
    )
    link = page.get_by_role("main").get_by_role("link", name="Log ind")
    assert link.get_attribute("href").startswith("/sign-in/?next=%2Fcases%2F")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_going_back_after_signing_out_shows_nothing(
    served_case: Gathering, be: Be, *, javascript: bool
) -> None:
    page = be("teacher", javascript=javascript)
    answer = page.goto(case_of(served_case))
    assert answer.headers["cache-control"] == "private, no-store"
    expect(page.locator("main")).to_contain_text("Lars")
    page.locator(".account [data-sign-out] button").click()
    expect(page.get_by_label("Brugernavn")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Brugernavn")).to_be_visible()
    assert "Lars" not in page.content()


def test_going_back_asks_the_door_again(served_case: Gathering, be: Be) -> None:
    """Given a page one has left, when the seat ends, then going back finds nothing here."""
    page = be("teacher")
    page.goto(case_of(served_case))
    page.goto("/me/")
    end_seat(served_case, "teacher")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Her er ikke noget")
    assert "Lars" not in page.content()


@pytest.fixture
def keeping(browser: Browser, visits: Visits) -> Iterator[None]:
    """Chromium as people have it, which keeps the pages it leaves; the tests' own does not."""
    opened = browser.browser_type.launch(
        executable_path=CHROMIUM, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    visits.browser = opened
    yield
    opened.close()
    visits.contexts.clear()


def back(page: Page) -> None:
    page.evaluate("setTimeout(() => history.back(), 1)")


@pytest.mark.usefixtures("keeping")
def test_a_browser_that_keeps_pages_in_memory_keeps_none_of_a_case(
    served_case: Gathering, be: Be
) -> None:
    page = be("teacher")
    page.goto(case_of(served_case))
    expect(page.locator("main")).to_contain_text("Lars")
    page.goto("/seeing/")
    end_seat(served_case, "teacher")
    back(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Her er ikke noget")


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_browser_that_keeps_pages_has_none_of_one_who_signed_out(
    served_case: Gathering, be: Be, *, javascript: bool
) -> None:
    page = be("teacher", javascript=javascript)
    page.goto(case_of(served_case))
    expect(page.locator("main")).to_contain_text("Lars")
    page.locator(".account [data-sign-out] button").click()
    expect(page.get_by_label("Brugernavn")).to_be_visible()
    if javascript:
        back(page)
    else:
        page.go_back()
    page.wait_for_url(re.compile("next="))
    expect(page.get_by_role("main")).to_contain_text("Log ind")
    expect(page.locator("html")).not_to_contain_text("Lars")


def test_a_page_the_browser_kept_stays_covered_until_the_door_has_answered(
    served_case: Gathering, be: Be
) -> None:
    """The browser's own memory of pages, as it tells a page that it is put away and taken out."""
    page = opened(be, "teacher", case_of(served_case))
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    page.context.clear_cookies(name="session")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator("main")).to_contain_text("Du er logget ud")
    assert "Lars" not in page.content()


def test_a_lost_connection_takes_nothing_away(
    served_case: Gathering, be: Be, visits: Visits
) -> None:
    page = opened(be, "teacher", case_of(served_case))
    page.context.set_offline(True)
    look_at(page)
    page.wait_for_timeout(300)
    expect(page.locator("main")).to_contain_text("Lars")
    visits.complaints.clear()  # that the connection was lost is what this is about
