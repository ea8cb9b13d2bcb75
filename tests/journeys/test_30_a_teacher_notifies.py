"""Journey: a teacher who is afraid of doing it wrong notifies, and hears what she may hear."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.concerns.notices import open_reception
from tests.journeys.conftest import Be, send
from tovholder.demo.town import Town


def test_a_teacher_notifies_on_her_phone_and_hears_what_may_be_told(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a teacher who writes a concern on her phone, and what she writes is grave
    open_reception(served_town)
    page = be("teacher", phone=True)
    page.goto("/concerns/new/")
    page.locator("[name=name]").fill("Lars Berggren")
    page.locator("[name=seen]").fill("Han har blå mærker og siger, at far slår ham.")
    write = page.get_by_role("button", name="Skriv en underretning")
    expect(write).to_be_visible()

    # When she goes on as a notification, nothing she wrote is lost
    write.click()
    expect(page.locator("h1")).to_have_text("En underretning")
    expect(page.locator("[name=seen]")).to_have_value(
        "Han har blå mærker og siger, at far slår ham."
    )
    accessible(page)

    # And when the child is in danger, the page says to ring first
    page.locator("[name=danger][value=now]").check(force=True)
    expect(page.locator("#beside")).to_contain_text("Ring først")
    page.locator("[name=parents]").fill("Intet. Det kan sætte ham i fare.")
    page.locator("[name=sign]").check()
    expect(page.locator("[data-draft-state]")).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    page.get_by_role("button", name="Skriv under og send").click()

    # Then she reads by when it is assessed, and that she has done what she must
    expect(page.locator("main")).to_contain_text("Du har gjort det, du skulle")
    expect(page.locator("#told")).to_contain_text("senest i morgen kl.")
    accessible(page)
    mine = page.url

    # When the reception opens its queue, it assesses, sends the receipt and tells back
    desk = be("social-worker")
    expect(desk.locator("main")).to_contain_text("1 underretning skal vurderes")
    desk.goto("/reception/")
    accessible(desk)
    desk.get_by_role("link", name="Lars Berggren").click()
    accessible(desk)
    desk.get_by_role("link", name="Vurdér den", exact=True).click()
    desk.locator("[name=outcome][value=acute]").check(force=True)
    desk.locator("[name=reason]").fill("Vi henter ham i skolen om en time.")
    send(desk)
    expect(desk.locator("main")).to_contain_text("Vi henter ham i skolen om en time.")
    desk.get_by_role("button", name="Send kvitteringen").click()
    expect(desk.locator("#hears")).to_contain_text("sendte kvitteringen")
    desk.locator("[name=started][value=yes]").check(force=True)
    desk.get_by_role("button", name="Fortæl det til afsenderen").click()
    expect(desk.locator("#hears")).to_contain_text("noget er sat i gang")

    # Then the teacher hears that it was received and that something was started, and never what
    page.goto("/")
    page.get_by_role("link", name="Læs kvitteringen").click()
    expect(page).to_have_url(mine)
    expect(page.locator("#told")).to_contain_text("Noget er sat i gang")
    expect(page.locator("main")).not_to_contain_text("Vi henter ham")
