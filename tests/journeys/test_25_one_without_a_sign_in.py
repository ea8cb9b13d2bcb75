"""One without a sign-in: a companion gets a link on paper, writes on a phone before the meeting,
and the page keeps nothing of it (S-29)."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browsing import Visits
from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call


def test_from_a_sheet_of_paper_to_the_board(
    served_case: Gathering, be: Be, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    # Given a companion with a chair and no sign-in, and a phone that runs no script
    table = call(served_case, companion="Karen Ven")
    leads = be("social-worker")
    phone = visits(phone=True, javascript=False, locale="nb-NO")

    # When whoever called the meeting makes a link
    leads.goto(table.meeting.address("invitation"))
    leads.get_by_role("link", name="Link til dem uden login").click()
    leads.get_by_role("button", name=re.compile("Lav et link")).click()
    expect(leads.get_by_role("heading", name="Linket til Karen Ven")).to_be_visible()
    expect(leads.locator(".qr-code svg")).to_be_visible()
    accessible(leads)
    address = leads.locator("#address").inner_text().strip()

    # Then it stands there this once
    leads.goto(table.meeting.address("links"))
    expect(leads.get_by_text("Har et link fra")).to_be_visible()
    expect(leads.locator("#address")).to_have_count(0)

    # When Karen opens it on her phone, in the language she chooses
    phone.goto(address)
    expect(phone.get_by_role("heading", name="Før møtet")).to_be_visible()
    phone.get_by_role("button", name="Dansk", exact=True).click()
    expect(phone.get_by_role("heading", name="Før mødet")).to_be_visible()
    expect(phone.get_by_text("Lars")).to_have_count(0)

    # And sends, first with nothing in it
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_text("Skriv et par ord under").first).to_be_visible()
    phone.locator("textarea").first.fill("Han synger, når han er hos mig")
    phone.get_by_role("button", name="Send", exact=True).click()

    # Then it has arrived, and going back shows nothing of it
    expect(phone.get_by_role("heading", name="Tak")).to_be_visible()
    phone.goto(address)
    expect(phone.get_by_role("heading", name="Linket er lukket")).to_be_visible()
    assert "Han synger" not in phone.content()

    # And whoever leads sees that she has written, and the table whose words they are
    leads.goto(table.meeting.address("links"))
    expect(leads.get_by_text("Har skrevet via link")).to_be_visible()
    table.go_to("story")
    leads.goto(table.meeting.address("step", "story"))
    expect(leads.get_by_text("skrevet via link af Karen")).to_be_visible()


def test_the_page_is_for_everyone(
    served_case: Gathering, be: Be, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    table = call(served_case, companion="Karen Ven")
    leads = be("social-worker", phone=True)
    leads.goto(table.meeting.address("links"))
    leads.get_by_role("button", name=re.compile("Lav et link")).click()
    address = leads.locator("#address").inner_text().strip()
    accessible(leads)
    phone = visits(phone=True)
    phone.goto(address)
    expect(phone.get_by_role("heading", name="Før mødet")).to_be_visible()
    accessible(phone)
    phone.locator("textarea").first.fill("Han synger")
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_role("heading", name="Tak")).to_be_visible()
    accessible(phone)
    phone.go_back()
    expect(phone.get_by_role("heading", name="Linket er lukket")).to_be_visible()
    accessible(phone)
