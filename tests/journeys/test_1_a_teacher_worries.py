"""Journey 1: a class teacher with four minutes."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Be
from tovholder.demo.town import Town


def test_a_teacher_records_what_she_has_seen_and_gets_a_receipt(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a class teacher on her phone between two lessons
    page = be("teacher", phone=True)
    page.goto("/concerns/new/")
    accessible(page)
    assert (
        page.locator("main form :is(input:not([type=hidden]):not([type=radio]), textarea)").count()
        <= 8
    )

    # When she writes what she has seen, apart from what she makes of it
    page.locator("[name=name]").fill("Lars Berggren")
    page.locator("[name=group]").fill("5.B")
    page.locator("[name=seen]").fill(
        "Han går alene i frikvarteret. I går havde han blå mærker på armen."
    )
    page.locator("[name=meaning]").fill("Jeg tænker, han savner Viktor.")
    expect(page.locator("[data-draft-state]")).to_contain_text(re.compile(r"\d\d[.:]\d\d"))

    # Then leaving and coming back loses nothing
    page.goto("/concerns/")
    page.get_by_role("link", name=re.compile("Lars Berggren")).first.click()
    expect(page.locator("[name=meaning]")).to_have_value("Jeg tænker, han savner Viktor.")

    # When she chooses the mildest colour and sends it
    page.locator("[name=worry][value=green]").check(force=True)
    page.get_by_role("button", name="Send bekymringen").click()

    # Then she reads what happens, by when, and her own duty, which follows what she described
    expect(page.locator("main")).to_contain_text("underrette")
    expect(page.locator("main")).to_contain_text(re.compile(r"TRIO|teamet"))
    expect(page.locator("main time").first).to_be_visible()
    accessible(page)


def test_without_scripts_and_with_a_mistake_nothing_typed_is_lost(
    served_town: Town, be: Be
) -> None:
    page = be("teacher", javascript=False)
    page.goto("/concerns/new/")
    page.locator("[name=name]").fill("Lars")
    page.locator("[name=meaning]").fill("Det skal ikke gå tabt 🙂")
    page.get_by_role("button", name="Send bekymringen").click()
    # The page says what is missing, and every word stands where it stood
    expect(page.locator("main")).to_contain_text("Hvad har du set og hørt?")
    expect(page.locator("[name=meaning]")).to_have_value("Det skal ikke gå tabt 🙂")
    expect(page.locator("[name=seen]")).to_have_attribute("aria-invalid", "true")


def test_a_second_click_in_another_window_sends_one_concern(served_town: Town, be: Be) -> None:
    page = be("teacher", javascript=False)
    page.goto("/concerns/new/")
    twin = page.context.new_page()
    twin.goto(page.url)
    for window in (page, twin):
        window.locator("[name=name]").fill("Lars Berggren")
        window.locator("[name=seen]").fill("Han er stille.")
        window.locator("[name=worry][value=yellow]").check(force=True)
    for window in (page, twin):
        window.get_by_role("button", name="Send bekymringen").click()
    # Going back finds what was sent, not the form.
    page.go_back()
    expect(page.get_by_role("button", name="Send bekymringen")).to_have_count(0)
    page.goto("/concerns/")
    expect(page.get_by_role("link", name=re.compile("Lars Berggren"))).to_have_count(1)
