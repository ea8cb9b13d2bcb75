"""Journeys 6, 7 and 8: the plan, my day, the follow-up and the end."""

from collections.abc import Callable

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be, send
from tests.plans.agreed import Agreed, agree, watch


@pytest.fixture
def planned(served_case: Gathering) -> Agreed:
    """A goal with two signs, somebody's promise, and some weeks of observations."""
    made = agree(served_case)
    watch(served_case, made.child_sign, "not_seen", "partly", "seen", "seen")
    connection.close()
    return made


def test_a_sign_is_seen_in_two_taps_and_drawn(
    planned: Agreed, served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    case = f"/cases/{served_case.case.pk}/"
    mother = be("mother", phone=True)
    # Given the question on her first screen
    mother.locator("main a[href*='/observations/']").first.click()
    accessible(mother)
    # When she taps what she has seen
    mother.get_by_role("button", name="Set", exact=True).first.click()
    # Then the plan draws it, says it, and shows it as a table
    worker = be("social-worker")
    worker.goto(f"{case}plan/")
    accessible(worker)
    worker.locator("details > summary").get_by_text("Over tid").first.click()
    drawing = worker.locator("figure svg[role=img]").first
    expect(drawing).to_be_visible()
    assert worker.locator("figure table").count() >= 1


def test_the_page_for_the_fridge(
    planned: Agreed, served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    page = be("mother", phone=True)
    page.goto(f"/cases/{served_case.case.pk}/plan/print/")
    accessible(page)
    expect(page.locator("body")).to_contain_text("Sofie Holm")
    expect(page.locator("body")).to_contain_text("Lars")


def test_my_day_has_one_action_for_each_sentence(
    planned: Agreed, served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    for name in ("teacher", "social-worker", "mother"):
        page = be(name, phone=name == "mother")
        accessible(page)
        rows = page.locator("main li")
        for row in rows.all():
            assert row.locator("a, button").count() <= 1


def test_the_case_closes_with_a_reason_and_opens_again(
    planned: Agreed, served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    case = f"/cases/{served_case.case.pk}/"
    worker, teacher = be("social-worker"), be("teacher")
    # Given a teacher, who has no right to close
    assert teacher.goto(f"{case}closure/").status == 403
    expect(teacher.locator("main")).to_contain_text("Sofie Holm")
    # When the coordinator closes with a reason
    worker.goto(f"{case}closure/")
    accessible(worker)
    worker.locator("[name=kind][value=reached]").check(force=True)
    worker.locator("[name=reason]").fill("Lars har en fast plads i legegruppen")
    send(worker)
    # Then the case says so, writes nothing more, and keeps everything
    worker.goto(case)
    expect(worker.locator("main")).to_contain_text("Lars har en fast plads i legegruppen")
    assert worker.goto(f"{case}goals/new/").status == 403
    expect(worker.locator("main")).to_contain_text("Sagen er afsluttet")
    # And it can be taken up again
    worker.goto(f"{case}reopening/")
    accessible(worker)
    worker.locator("[name=reason]").fill("Det blev svært igen efter ferien")
    send(worker)
    worker.goto(f"{case}goals/new/")
    worker.locator("[name=text]").fill("Et nyt mål")
    send(worker)
    worker.goto(f"{case}plan/")
    expect(worker.locator("main")).to_contain_text("Et nyt mål")
