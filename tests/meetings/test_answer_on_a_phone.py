"""Answering on a phone: hidden, then shown to all at once; the same without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import House, Visits, sign_in
from tests.cast import gather, settle
from tests.meetings.table import Table, call
from tests.meetings.test_answer import answer
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue

AT_THE_TABLE = ("mother", "social-worker", "teacher")


@pytest.fixture
def table(
    own_database: str,
    own_methods: Catalogue,
    own_folder: None,
    house: House,
) -> Table:
    with acting(None):
        town = settle()
    table = call(gather(town), *AT_THE_TABLE, method="weigh@1")
    table.begin()
    return table


def open_board(table: Table, page: Page, name: str) -> None:
    sign_in(page, name)
    page.goto(f"/meetings/{table.meeting.pk}/")


def tap(page: Page, item: str, value: int) -> None:
    """As a finger does: the number itself."""
    page.locator(f"label[for$='-item-{item}_{value}']").click()


def test_two_phones_and_a_desk(table: Table, visits: Visits, accessible) -> None:
    mother, teacher, worker = visits(phone=True), visits(phone=True), visits()
    for page, name in ((mother, "mother"), (teacher, "teacher"), (worker, "social-worker")):
        open_board(table, page, name)
        expect(page.locator("[data-live-state]")).to_have_attribute("data-state", "live")
    assert mother.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(mother)
    tap(teacher, "home", 7)  # half way: what others do must not take it away
    tap(mother, "home", 3)
    tap(mother, "school", 5)
    mother.get_by_role("button", name="Svar", exact=True).click()
    expect(mother.get_by_role("button", name="Ret svaret")).to_be_visible()
    expect(teacher.locator("[data-approved]")).to_have_count(1)
    expect(teacher.locator("input[name=item-home][value='7']")).to_be_checked()
    expect(teacher.locator("input[name=item-home][value='3']")).not_to_be_checked()
    teacher.get_by_role("button", name="Svar", exact=True).click()
    expect(worker.locator("[data-approved]")).to_have_count(2)
    for page in (mother, teacher, worker):
        expect(page.locator(".tally")).to_have_count(0)
    tap(worker, "home", 6)
    worker.get_by_role("button", name="Svar", exact=True).click()
    for page in (mother, teacher, worker):
        expect(page.locator(".tally > li").first).to_contain_text("7")
        expect(page.locator(".tally svg.drawing").first).to_be_visible()
    assert mother.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(mother)
    accessible(worker)


def test_without_script(table: Table, visits: Visits) -> None:
    page = visits(phone=True, javascript=False)
    open_board(table, page, "mother")
    tap(page, "home", 4)
    page.get_by_role("button", name="Svar", exact=True).click()
    expect(page.locator("[data-approved]")).to_have_count(1)
    for name in AT_THE_TABLE[1:]:
        answer(table, name, home=8)
    page.reload()
    expect(page.locator(".tally > li").first).to_contain_text("4")
