"""Journey 25: a child trusts an adult, the adult leaves, and somebody is asked to find a new one
(S-39)."""

from collections.abc import Callable

from django.db import connection
from playwright.sync_api import Page, expect

from tests.cases.test_leaving_work import leave
from tests.cast import Gathering
from tests.journeys.conftest import Be, send


def choose(page: Page, adult: str, chooser: str) -> None:
    page.get_by_label(adult).check()
    page.get_by_label(chooser, exact=True).check()
    send(page)
    expect(page.get_by_text("Det er noteret.")).to_be_visible()


def test_when_the_one_a_child_trusts_leaves_somebody_new_is_found(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    people = f"/cases/{served_case.case.pk}/people/"
    jonas, teacher = served_case.account("pedagogue"), served_case.account("teacher")
    # Given a mother who notes on her phone whom Lars trusts, since when, and that he chose himself
    mother = be("mother", phone=True)
    mother.goto(people)
    mother.get_by_role("link", name="Skriv, hvem barnet har tillid til").click()
    mother.get_by_label("Siden hvornår?").fill("2026-03-02")
    accessible(mother)
    choose(mother, jonas.name, "Barnet")
    expect(mother.locator("#trusted")).to_contain_text(f"{jonas.name}, siden")
    # When that adult stops working here
    leave(jonas)
    connection.close()
    # Then the coordinator's day asks, and she writes whom Lars trusts now
    worker = be("social-worker")
    asked = worker.get_by_role("listitem").filter(has_text="finde en voksen at have tillid til")
    expect(asked).to_contain_text(jonas.name)
    asked.get_by_role("link").click()
    expect(worker.get_by_text("Der skal findes en ny")).to_be_visible()
    accessible(worker)
    choose(worker, teacher.name, "Barnet og forældrene sammen")
    # And the day asks no more, and the mother reads who it is and who it was
    worker.goto("/")
    expect(worker.locator("h1")).to_be_visible()
    expect(asked).to_have_count(0)
    mother.goto(people)
    expect(mother.locator("#trusted")).to_contain_text(f"{teacher.name}, siden")
    mother.locator("#trusted summary").click()
    expect(mother.locator("#trusted li")).to_contain_text(jonas.name)
