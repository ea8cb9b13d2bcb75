"""Journey 11: a family group conference: told before, alone in the room, signed by all (S-36).

With TOVHOLDER_PICTURES set to a folder, each page is also drawn there.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call

PICTURES = os.environ.get("TOVHOLDER_PICTURES", "")


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def go_on(page: Page, meeting: str, step: str) -> None:
    page.locator(f"form[action='{meeting}passage/'] button").click()
    page.wait_for_url(f"**/board/{step}/")


def test_the_family_makes_its_plan_alone_and_everyone_signs_it(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    def look(page: Page, name: str) -> None:
        accessible(page)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"conference_{name}.png", full_page=True)

    # Given a conference that is called, with a teacher who writes beforehand what she will tell
    table = call(
        served_case, "mother", "social-worker", "teacher", method="family-group-conference@1",
        companion="Karen Holm",
    )  # fmt: skip
    connection.close()
    meeting = f"/meetings/{table.meeting.pk}/"
    worker, mother, teacher = be("social-worker"), be("mother", phone=True), be("teacher")
    teacher.goto(f"{meeting}preparation/")
    teacher.locator("textarea").nth(1).fill("Lars er alene i næsten alle frikvarterer")
    teacher.get_by_role("button", name="Jeg er klar").click()
    expect(teacher.get_by_text("Tak. Du er klar til mødet.")).to_be_visible()

    # Then the mother reads it at home, before the meeting
    mother.goto(meeting)
    expect(mother.locator("#beforehand ~ ul")).to_contain_text("alene i næsten alle frikvarterer")
    look(mother, "invitation_mother")

    # When the table has said yes to the frame and heard what is known, the family is alone
    worker.goto(meeting)
    worker.get_by_role("button", name="Begynd mødet").click()
    mother.goto(meeting)
    worker.get_by_role("button", name="Gå videre alligevel").click()
    worker.wait_for_url("**/board/information/")
    expect(worker.locator(".note-text", has_text="alene i næsten alle")).to_be_visible()
    look(worker, "information")
    go_on(worker, meeting, "alone")
    mother.goto(f"{meeting}board/alone/")

    # Then her page shows the questions and a way to fetch help, and no field to write in
    expect(mother.get_by_text("Hvem af os kan gøre noget, og hvad?")).to_be_visible()
    expect(mother.locator("main textarea, main input[type=text]")).to_have_count(0)
    expect(worker.locator("main textarea, main input[type=text]")).to_have_count(0)
    look(mother, "alone_mother")
    look(worker, "alone")
    mother.get_by_role("button", name="Hent hjælp").click()
    expect(worker.locator("[data-heard]")).to_be_visible()

    # When the family brings out its plan, it stands on one list with what others will do
    go_on(worker, meeting, "plan")
    pen = worker.locator("form.pen")
    for who, what, days in (
        ("Karen", "Har Lars hver onsdag eftermiddag", 6),
        ("Kirsten", "Ringer til far hver søndag", 7),
        ("Mette", "Tager imod Lars om mandagen", 5),
    ):
        pen.locator(".voices label", has_text=who).click()
        pen.locator("[name=text]").fill(what)
        pen.locator("[name=due]").fill(day(days))
        pen.get_by_role("button", name="Det lover jeg").click()
        expect(worker.locator(".note-text", has_text=what)).to_be_visible()
    expect(worker.locator("#wishes")).to_have_count(0)
    look(worker, "plan")
    go_on(worker, meeting, "goals")
    pen = worker.locator("form.pen")
    pen.locator("[name=text]").fill("Lars er glad, når han kommer hjem om onsdagen")
    pen.get_by_role("button", name="Sæt målet").click()
    go_on(worker, meeting, "signing")

    # Then each signs on their own screen, and the table cannot go on before all have
    mother.goto(f"{meeting}board/signing/")
    expect(mother.locator("#to-sign ~ ul")).to_contain_text("Har Lars hver onsdag")
    mother.get_by_role("button", name="Skriv under").click()
    expect(mother.locator("li[data-approved]")).to_have_count(1)
    look(mother, "signing_mother")
    expect(worker.locator(".missing")).to_contain_text("Mangler underskrift fra")
    teacher.goto(f"{meeting}board/signing/")
    teacher.get_by_role("button", name="Skriv under").click()
    for signed in (2, 3):
        expect(worker.locator("li[data-approved]")).to_have_count(signed)
        worker.get_by_role("button", name="Skriv under").first.click()
    expect(worker.locator("li[data-approved]")).to_have_count(4)
    look(worker, "signing")

    # And who tells the child and the next date close the meeting
    go_on(worker, meeting, "closing")
    expect(worker.locator("#coherence-form")).to_have_count(0)
    told = worker.locator("#child-form")
    told.locator("label", has_text="Karen").click()
    told.locator("[name=due]").fill(day(1))
    told.get_by_role("button", name="Det aftaler vi").click()
    expect(worker.locator("#told ~ .said-last")).to_be_visible()
    following = worker.locator("#next-form")
    following.locator("[name=next_at]").fill(f"{day(60)}T13:00")
    following.get_by_role("button", name="Det aftaler vi").click()
    expect(worker.locator(".missing > li")).to_have_count(0)
    worker.locator(f"form[action='{meeting}end/'] button").click()
    worker.wait_for_url("**/minutes/")
    expect(worker.locator(".minutes")).to_contain_text("Har Lars hver onsdag eftermiddag")
    expect(worker.locator(".minutes")).to_contain_text("Karen Holm, bisidder")
    look(worker, "minutes")
