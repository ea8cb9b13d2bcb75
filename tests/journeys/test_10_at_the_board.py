"""Journey 10: a network meeting at the board: each in their own row, numbers said alone, everyone
asked whether they will and can (S-28, S-29, S-30).

With TOVHOLDER_PICTURES set to a folder, each page is also drawn there.
"""

import os
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.journeys.test_11_the_family_decides import day, go_on
from tests.meetings.table import call

PICTURES = os.environ.get("TOVHOLDER_PICTURES", "")


def answer(page: Page, values: dict[str, int]) -> None:
    for item, value in values.items():
        page.locator(f"form.answering [name=item-{item}][value='{value}']").check(force=True)
    page.locator("form.answering").get_by_role("button", name="Svar").click()


def test_everyone_around_the_child_at_one_board(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    def look(page: Page, name: str) -> None:
        accessible(page)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"network_{name}.png", full_page=True)

    # Given a meeting for which the mother and the teacher fill in their own row at home
    table = call(served_case, "mother", "social-worker", "teacher", method="network-meeting@1")
    connection.close()
    meeting = f"/meetings/{table.meeting.pk}/"
    worker, mother, teacher = (
        be("social-worker"),
        be("mother", phone=True),
        be("teacher", phone=True),
    )
    for page, place, words in (
        (mother, 0, "Han tegner hver aften"),
        (teacher, 1, "Han går alene langs hegnet i frikvarteret"),
    ):
        page.goto(f"{meeting}preparation/")
        page.locator("textarea").nth(place).fill(words)
        page.get_by_role("button", name="Jeg er klar").click()
        expect(page.get_by_text("Tak. Du er klar til mødet.")).to_be_visible()

    # When they sit down, the board has four rows, with the words of each in its own
    worker.goto(meeting)
    worker.get_by_role("button", name="Begynd mødet").click()
    worker.get_by_role("button", name="Gå videre alligevel").click()
    worker.wait_for_url("**/board/earlier/")
    go_on(worker, meeting, "now")
    rows = worker.locator(".board-column").first.locator(".board-row")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("Han tegner hver aften")
    expect(worker.locator("form.pen")).to_contain_text("en klassekammerat")
    pen = worker.locator("form.pen")
    pen.locator("textarea").fill("Hans bedste ven er flyttet")
    pen.locator(".voices label", has_text="Kirsten").click()
    pen.locator(".chip", has_text="Sådan forstår vi barnet").click()
    pen.get_by_role("button", name="Sæt op").click()
    expect(worker.locator(".note-text", has_text="er flyttet")).to_be_visible()
    look(worker, "now")
    mother.goto(f"{meeting}board/now/")
    look(mother, "now_mother")

    # Then each says alone how safe it is, and sees the others' numbers when all are in
    go_on(worker, meeting, "safety")
    for page, values in (
        (mother, {"safety": 4, "progress": 6}),
        (teacher, {"safety": 7, "progress": 3}),
    ):
        page.goto(f"{meeting}board/safety/")
        if page is mother:
            look(page, "safety_mother")
        answer(page, values)
    worker.goto(f"{meeting}board/safety/")
    expect(worker.locator("#answers-safety")).to_have_count(0)
    answer(worker, {"safety": 5, "progress": 5})
    expect(worker.locator("#answers-safety")).to_be_visible()
    look(worker, "safety_shown")

    # And goals and efforts follow, and everyone is asked whether they will and can
    worker.get_by_role("button", name="Gå videre alligevel").or_(
        worker.locator(f"form[action='{meeting}passage/'] button")
    ).first.click()
    worker.wait_for_url("**/board/goals/")
    go_on(worker, meeting, "efforts")
    pen = worker.locator("form.pen")
    pen.locator(".voices label", has_text="Mette").click()
    pen.locator("[name=text]").fill("Møder ham ved døren")
    pen.locator("[name=due]").fill(day(5))
    pen.get_by_role("button", name="Det lover jeg").click()
    expect(worker.locator(".note-text", has_text="Møder ham")).to_be_visible()
    go_on(worker, meeting, "ready")
    mother.goto(f"{meeting}board/ready/")
    expect(mother.locator("form.answering")).to_have_count(0)
    answer(worker, {"willing": 9, "able": 8})
    teacher.goto(f"{meeting}board/ready/")
    answer(teacher, {"willing": 9, "able": 3})
    expect(mother.locator("form.answering")).to_be_visible()
    answer(mother, {"willing": 10, "able": 7})
    expect(mother.locator("form.answering")).to_have_count(0)
    look(mother, "ready_mother")

    # A low number is said aloud, and stops nobody
    worker.goto(f"{meeting}board/ready/")
    expect(worker.locator(".missing")).to_be_visible()
    look(worker, "ready")
    go_on(worker, meeting, "closing")
