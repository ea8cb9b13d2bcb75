"""The catalogue in a real browser: for everyone, on a desk, on a phone and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visits
from tovholder.catalogue import catalogue
from tovholder.catalogue.words import Section

PAGES = [
    "/catalogue/",
    "/catalogue/methods/five-steps@1/",
    "/catalogue/instruments/concern@1/",
    "/catalogue/legal-bases/one-time-exchange/",
    "/catalogue/guides/before-the-meeting/",
    "/catalogue/coverage/",
    "/methods/five-steps@1/try/framing/",
    "/methods/five-steps@1/try/goals/",
    "/methods/five-steps@1/try/closing/?as=1",
    "/methods/network-meeting@1/try/safety/",
    "/methods/family-group-conference@1/try/alone/?as=1",
    "/methods/child-interview@1/try/wheel/?as=0",
    "/catalogue/fora/collaboration-network/",
    "/catalogue/rulers/wellbeing@1/",
]


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_every_sort_of_page_is_accessible_and_fits(
    visits: Visits, accessible: Callable[[Page], None], *, phone: bool
) -> None:
    page = visits(phone=phone)
    for address in PAGES:
        page.goto(address)
        accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, address


def test_from_the_list_to_a_method_to_the_one_that_follows(page: Page) -> None:
    page.goto("/catalogue/")
    page.get_by_role("link", name="Fem trin til én fælles plan").click()
    page.get_by_role("link", name="Opfølgning: hjælper det?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opfølgning: hjælper det?")


def test_from_a_method_to_clicking_through_it(page: Page) -> None:
    page.goto("/catalogue/methods/follow-up@1/")
    page.get_by_role("link", name="Prøv den, uden en sag").click()
    expect(page.get_by_role("button", name="Ja", exact=True).first).to_be_disabled()
    page.get_by_role("link", name="Sofie Holm").click()
    titles = [step.title for step in _parts_of("follow-up@1")]
    for title in titles[1:]:
        page.get_by_role("link", name="Se det næste trin").click()
        expect(page.get_by_role("heading", level=2, name=title, exact=True)).to_be_visible()
    expect(page.get_by_text("Det er det sidste trin.")).to_be_visible()


def _parts_of(reference: str) -> list[Section]:
    method = catalogue().method(reference)
    return [method.words("da")[step.id] for step in method.steps]


def test_it_prints_without_the_frame(page: Page) -> None:
    page.goto("/catalogue/guides/before-the-meeting/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Du må tage én med, du stoler på.")).to_be_visible()
    expect(page.get_by_role("link", name="Log ind")).to_be_hidden()
