"""The plan as people meet it: on a phone, without scripts, with two at the same text."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.browsing import Visits, sign_in
from tests.cast import Gathering, gather
from tests.plans.agreed import Agreed, agree, watch
from tovholder.audit.context import acting
from tovholder.demo.actions import settle
from tovholder.plans import actions as plans

Check = Callable[[Page], None]


@pytest.fixture
def gathering(own_database: str) -> Gathering:
    return gather(settle())


@pytest.fixture
def agreed(gathering: Gathering) -> Agreed:
    made = agree(gathering)
    seen = ("not_seen", "not_seen", "partly", "not_seen", "seen", "partly", "seen", "seen")
    watch(gathering, made.child_sign, *seen)
    watch(gathering, made.around_sign, "partly", "seen", by="mother")
    with acting(gathering.account("mother")):
        plans.wish(
            case=gathering.case,
            text="At læreren ringer om fredagen, også når det går godt",
            of=gathering.account("teacher"),
            by=gathering.account("mother"),
        )
        plans.comment(
            case=gathering.case,
            text="Han fortalte om det ved aftensmaden.",
            goal=made.goal,
            by=gathering.account("mother"),
        )
    connection.close()
    return made


def keep_picture(page: Page, name: str) -> None:
    """Where TOVHOLDER_PICTURES names a folder, the page is kept there to be looked at."""
    if folder := os.environ.get("TOVHOLDER_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_mother_observes_in_two_taps_on_her_phone(
    agreed: Agreed, gathering: Gathering, visits: Visits, *, javascript: bool
) -> None:
    page = visits(phone=True, javascript=javascript)
    sign_in(page, "mother")
    page.goto(f"/cases/{gathering.case.pk}/plan/")
    keep_picture(page, f"plan-mother-390-{javascript}")
    sign = page.locator(f"#sign-{agreed.child_sign.pk}")
    sign.get_by_text("Jeg har kigget efter det").tap()
    answers = sign.locator(".look-form button")
    tops = {box["y"] for one in answers.all() if (box := one.bounding_box())}
    assert len(tops) == 1, "the three answers stand side by side"
    keep_picture(page, f"look-390-{javascript}")
    sign.get_by_role("button", name="Set", exact=True).tap()
    expect(page.get_by_text("Tak. Det er noteret: set.")).to_be_visible()
    expect(page.locator(f"#sign-{agreed.child_sign.pk}")).to_contain_text("i dag")


def test_pages_of_the_plan_are_accessible(
    agreed: Agreed, gathering: Gathering, visits: Visits, accessible: Check
) -> None:
    base = f"/cases/{gathering.case.pk}/"
    for phone in (False, True):
        page = visits(phone=phone)
        sign_in(page, "teacher")
        width = 390 if phone else 1280
        for name, place in {
            "plan": "plan/",
            "print": "plan/print/",
            "history": "plan/history/",
            "goal": "goals/new/",
            "sign": f"goals/{agreed.goal.pk}/signs/new/",
            "task": "tasks/new/",
            "end": f"tasks/{agreed.teachers_task.pk}/end/",
            "observe": f"signs/{agreed.child_sign.pk}/observations/",
        }.items():
            page.goto(base + place)
            keep_picture(page, f"{name}-{width}")
            accessible(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{place} is {wide} wide"


def test_two_tabs_meet_and_neither_text_is_lost(
    agreed: Agreed, gathering: Gathering, visits: Visits, accessible: Check
) -> None:
    address = f"/cases/{gathering.case.pk}/goals/{agreed.goal.pk}/"
    first, second = visits(), visits(phone=True)
    for page, name in ((first, "social-worker"), (second, "teacher")):
        sign_in(page, name)
        page.goto(address)
    first.get_by_label("Målet").fill("Lars har en ven i klassen")
    first.get_by_role("button", name="Gem").click()
    expect(first.get_by_text("Målet er rettet.")).to_be_visible()
    second.get_by_label("Målet").fill("Lars leger med nogen hver dag")
    second.get_by_role("button", name="Gem").click()
    expect(second.get_by_text("Lars har en ven i klassen")).to_be_visible()
    expect(second.get_by_label("Målet")).to_have_value("Lars leger med nogen hver dag")
    keep_picture(second, "conflict-390")
    accessible(second)
    second.get_by_role("button", name="Gem min").click()
    expect(second.get_by_role("heading", name="Lars leger med nogen hver dag")).to_be_visible()


def test_bad_words_are_told_beside_their_field(
    agreed: Agreed, gathering: Gathering, visits: Visits, accessible: Check
) -> None:
    page = visits(phone=True)
    sign_in(page, "social-worker")
    long = "Ringer til mor, " * 30 + "og igen"
    page.goto(f"/cases/{gathering.case.pk}/tasks/new/")
    page.get_by_label("Hvad?").fill(long)
    page.get_by_label("Hvornår senest?").fill("2190-01-01")
    page.get_by_role("button", name="Skriv det i planen").click()
    expect(page.get_by_label("Hvad?")).to_have_value(long)
    expect(page.get_by_role("link", name="mere end to år ude i fremtiden")).to_be_visible()
    keep_picture(page, "refused-390")
    accessible(page)


def test_the_paper_is_one_sheet(
    agreed: Agreed, gathering: Gathering, visits: Visits, tmp_path: Path
) -> None:
    page = visits()
    sign_in(page, "mother")
    page.goto(f"/cases/{gathering.case.pk}/plan/print/")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
    if folder := os.environ.get("TOVHOLDER_PICTURES"):
        (Path(folder) / "paper.pdf").write_bytes(printed)


def test_the_teacher_answers_the_mothers_wish(
    agreed: Agreed, gathering: Gathering, visits: Visits, accessible: Check
) -> None:
    page = visits(phone=True)
    sign_in(page, "teacher")
    page.goto(f"/cases/{gathering.case.pk}/plan/")
    page.get_by_role("link", name="Svar", exact=True).click()
    keep_picture(page, "answer-390")
    accessible(page)
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Svar").click()
    expect(page.get_by_role("link", name="Skriv, hvilken dag")).to_be_visible()
    page.get_by_label("Nej", exact=True).check()
    page.get_by_label("Et par ord til familien").fill("Jeg kan hver anden fredag.")
    page.get_by_role("button", name="Svar").click()
    expect(page.get_by_text("Familien kan se dit svar.")).to_be_visible()
