"""Journey 4, when something comes between: a called meeting is moved, and another called off."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call
from tovholder.audit.context import acting
from tovholder.plans import actions as plans


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def tab(page: Page, label: str) -> None:
    """Go to a page of the case by its tab, and stand there."""
    page.locator(".tabs").get_by_role("link", name=label, exact=True).click()
    expect(page.locator(".tabs [aria-current=page]")).to_have_text(label)


def test_a_called_meeting_moves_and_is_called_off(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a called meeting, a tovholder at her desk and a mother on her phone
    call(served_case)
    connection.close()
    worker, mother = be("social-worker"), be("mother", phone=True)

    # When the tovholder goes from the plan to the meetings by the tabs, and moves this one
    worker.goto(f"/cases/{served_case.case.pk}/")
    tab(worker, "Plan")
    tab(worker, "Møder")
    accessible(worker)
    worker.get_by_role("link", name="Invitation").click()
    expect(worker.locator(".tabs [aria-current=page]")).to_have_text("Møder")
    worker.get_by_role("link", name="Flyt mødet").click()
    accessible(worker)
    worker.fill("[name=starts]", "15:00")
    worker.fill("[name=ends]", "14:00")
    worker.fill("[name=because]", "Læreren er på kursus")
    worker.get_by_role("button", name="Flyt mødet").click()

    # Then an end before the beginning is told in words, and nothing she wrote is lost
    expect(worker.get_by_text("Mødet slutter, før det begynder.").first).to_be_visible()
    accessible(worker)
    expect(worker.locator("[name=because]")).to_have_value("Læreren er på kursus")
    worker.fill("[name=day]", day(9))
    worker.fill("[name=ends]", "16:00")
    worker.get_by_role("button", name="Flyt mødet").click()
    expect(worker.get_by_text("Mødet er flyttet.")).to_be_visible()
    accessible(worker)

    # And the mother reads on her phone when it is now, when it was to be, by whom and why
    mother.goto("/")
    expect(mother.get_by_text("Flyttet: Det skulle have været")).to_be_visible()
    accessible(mother)
    mother.goto(f"/cases/{served_case.case.pk}/meetings/")
    accessible(mother)
    mother.get_by_role("link", name="Invitation").click()
    expect(mother.get_by_text("flyttede det: »Læreren er på kursus«")).to_be_visible()
    accessible(mother)

    # When it is called off while the mother looks at the invitation
    worker.get_by_role("link", name="Aflys mødet").click()
    accessible(worker)
    worker.fill("[name=because]", "Lars er syg")
    worker.get_by_role("button", name="Aflys mødet").click()
    expect(worker.get_by_text("Mødet er aflyst.")).to_be_visible()

    # Then her page says so by itself, and so do her day and the case's meetings
    expect(mother.get_by_text("aflyste: »Lars er syg«")).to_be_visible()
    mother.goto("/")
    expect(mother.get_by_text("er aflyst")).to_be_visible()
    accessible(mother)
    expect(worker.locator("#called-off")).to_contain_text("Lars er syg")
    accessible(worker)


def test_a_goal_is_said_better_without_leaving_the_table(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a meeting that is at its goals
    tovholder = served_case.account("social-worker")
    with acting(tovholder):
        plans.add_goal(case=served_case.case, text="Lars er med", need="", by=tovholder)
    table = call(served_case)
    table.go_to("goals")
    connection.close()
    worker = be("social-worker")
    board = f"/meetings/{table.meeting.pk}/board/goals/"
    worker.goto(board)

    # When the pen holder says the goal better
    worker.get_by_role("link", name="Ret målet").click()
    accessible(worker)
    worker.fill("[name=text]", "Lars er med i legen i frikvarteret")
    worker.get_by_role("button", name="Gem").click()

    # Then the table is where it was, and so it is when the goal is reached
    worker.wait_for_url(f"**{board}*")
    expect(worker.locator("article.goal h3")).to_have_text("Lars er med i legen i frikvarteret")
    worker.get_by_role("link", name="Det er nået, eller vi lægger det væk").click()
    accessible(worker)
    worker.locator("label", has_text="Målet er nået").click()
    worker.get_by_role("button", name="Gem").click()
    worker.wait_for_url(f"**{board}")
    expect(worker.locator("article.goal")).to_have_count(0)
