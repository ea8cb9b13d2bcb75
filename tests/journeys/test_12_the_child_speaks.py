"""Journey 12: a child speaks with an adult it trusts, decides who may know what, and is heard at
the meeting after (S-33, S-37, S-38).

With TOVHOLDER_PICTURES set to a folder, each page is also drawn there.
"""

import os
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be, send
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.meetings import actions
from tovholder.meetings.models import Statement

PICTURES = os.environ.get("TOVHOLDER_PICTURES", "")
SECRET = "Jeg vil hellere sove hos mormor"
TOLD = "Jeg er god til at tegne drager"


def talk(served_case: Gathering) -> Table:
    """The child has a sign-in of its own; the social worker leads, Jonas is the one it trusts."""
    worker = served_case.account("social-worker")
    with acting(worker):
        cases.admit_child(case=served_case.case, purpose="Lars selv", by=worker)
    table = call(served_case, "child", "social-worker", "pedagogue", method="child-interview@1")
    table.begin()
    return table


def go_on(page: Page, meeting: str, step: str) -> None:
    page.locator(f"form[action='{meeting}passage/'] button").click()
    page.wait_for_url(f"**/board/{step}/")


def test_the_child_decides_who_may_know_what(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    def look(page: Page, name: str) -> None:
        accessible(page)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"child_{name}.png", full_page=True)

    # Given a talk that has begun with what must always be passed on, in words a child understands
    table = talk(served_case)
    connection.close()
    meeting = f"/meetings/{table.meeting.pk}/"
    worker, jonas = be("social-worker"), be("pedagogue")
    child, mother = be("child", phone=True), be("mother", phone=True)
    child.goto(f"{meeting}board/duty/")
    expect(child.get_by_text("Der er én ting, jeg altid skal sige videre")).to_be_visible()
    look(child, "duty")
    child.locator(".approvals form button").click()
    expect(child.locator("li[data-approved]")).to_have_count(1)
    worker.goto(f"{meeting}board/duty/")
    for approved in (2, 3):
        worker.locator(".approvals form button").first.click()
        expect(worker.locator("li[data-approved]")).to_have_count(approved)
    go_on(worker, meeting, "strengths")

    # When Jonas writes what Lars says, in Lars's words
    jonas.goto(f"{meeting}board/strengths/")
    say = jonas.locator("#say-good-at")
    say.locator("textarea").fill(TOLD)
    say.get_by_role("button", name="Skriv det ned").click()
    expect(jonas.locator(".note-text", has_text=TOLD)).to_be_visible()
    expect(jonas.get_by_text("Ingen andre må vide det.")).to_be_visible()
    look(jonas, "strengths")
    go_on(worker, meeting, "life")
    go_on(worker, meeting, "wheel")
    jonas.goto(f"{meeting}board/wheel/")
    jonas.locator("section[aria-labelledby=asked-care] summary").click()
    say = jonas.locator("#say-care")
    say.locator(".chip", has_text="1").click()
    say.locator("textarea").fill(SECRET)
    say.get_by_role("button", name="Skriv det ned").click()
    expect(jonas.locator("figure svg")).to_be_visible()
    look(jonas, "wheel")

    # And Lars says on his own screen that his mother and Sofie may know the one, and not the other
    child.goto(f"{meeting}board/strengths/")
    child.get_by_text("Hvem må vide det?").first.click()
    child.get_by_label("Kirsten").check()
    child.get_by_label("Sofie Holm").check()
    child.get_by_role("button", name="Sådan er det").click()
    expect(child.get_by_text("Må vide det:")).to_contain_text("Kirsten")
    look(child, "tells")

    # Then the mother reads the one, wherever she looks, and not a word of the other
    mother.goto(f"/cases/{served_case.case.pk}/child/")
    expect(mother.get_by_text(TOLD)).to_be_visible()
    look(mother, "read_by_mother")
    for address in (
        f"{meeting}board/strengths/", f"{meeting}board/wheel/", f"{meeting}minutes/",
        f"/cases/{served_case.case.pk}/child/",
    ):  # fmt: skip
        mother.goto(address)
        assert SECRET not in mother.content()
    mother.goto(f"{meeting}board/wheel/")
    expect(mother.get_by_text("Lars bestemmer selv over det")).to_be_visible()
    look(mother, "wheel_for_mother")

    # And at the meeting after, it lies beside the board in the child's own words
    following = call(served_case, "child", "mother", "social-worker", method="child-plan-meeting@1")
    following.go_to("together")
    connection.close()
    mother.goto(f"/meetings/{following.meeting.pk}/board/together/")
    mother.get_by_text("Det, Lars vil have os til at vide", exact=True).click()
    expect(mother.get_by_text(TOLD)).to_be_visible()
    look(mother, "beside_the_board")

    # And when Lars changes his mind, it is gone from there
    child.goto(f"/cases/{served_case.case.pk}/child/")
    look(child, "his_own")
    child.get_by_role("link", name="Fortryd").first.click()
    child.get_by_role("button", name="Ingen andre må vide det").click()
    mother.reload()
    assert TOLD not in mother.content()


def test_each_adult_has_a_wheel_of_their_own_beside_the_childs(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    case = served_case.case.pk
    # Given a talk in which Lars has said of one thing how it is, and lets his mother know
    table = talk(served_case)
    jonas, child = served_case.account("pedagogue"), served_case.account("child")
    for name in ("child", "social-worker", "pedagogue"):
        account = served_case.account(name)
        with acting(account):
            actions.approve(meeting=table.meeting, step="duty", voice=table.voice(name), by=account)
    for step in ("strengths", "life", "wheel"):
        table.move(step, over=True)
    with acting(jonas):
        said = actions.note(
            meeting=table.meeting, step="wheel", item="safe", text="Ikke i gården", value=1,
            by=jonas,
        ).pk  # fmt: skip
    with acting(child):
        word = Statement.objects.select_related("case__person").get(pk=said)
        actions.may_tell(statement=word, account=served_case.account("mother"), told=True, by=child)
    connection.close()
    # When his mother on her phone and his teacher say how they see it
    mother, teacher = be("mother", phone=True), be("teacher")
    for page, level, words in ((mother, "4", "Han leger ude hver dag"), (teacher, "3", "")):
        page.goto(f"/cases/{case}/meetings/")
        page.get_by_role("link", name="Hjulet omkring Lars").click()
        page.get_by_role("link", name="Udfyld dit eget hjul").click()
        accessible(page)
        group = page.get_by_role("group", name="Tryghed")
        group.locator(".chip", has_text=level).click()
        page.locator("[name=safe-words]").fill(words)
        send(page)
        expect(page.locator("#wheels figure svg").first).to_be_visible()
    # Then the mother has Lars's wheel first and then her own, and reads where to begin
    mother.goto(f"/cases/{case}/wheel/")
    names = mother.locator("#wheels h3")
    expect(names).to_have_count(3)
    expect(names.first).to_have_text("Lars")
    expect(mother.locator("main")).to_contain_text("Lars siger 1, Kirsten")
    accessible(mother)
    # And the teacher, whom Lars has not let know, has the adults' alone
    teacher.goto(f"/cases/{case}/wheel/")
    expect(teacher.locator("#wheels h3")).to_have_count(2)
    expect(teacher.locator("main")).not_to_contain_text("Ikke i gården")
    # And another day is compared in words
    teacher.locator("[name=then]").fill("2026-01-01")
    send(teacher)
    expect(teacher.locator("#changes")).to_contain_text("Nye:")
