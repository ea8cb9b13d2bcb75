"""Journey 21: from what one sees to whom one invites, and past every queue where a child is harmed
(S-22, S-23, S-24, S-71, S-73)."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be, send


def test_a_colour_with_a_reason_calls_people_together(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    case = f"/cases/{served_case.case.pk}/"
    worker = be("social-worker")
    # Given no colour, and the signs at hand at the child's age
    worker.goto(case)
    worker.get_by_role("link", name="Hvor bekymrede er vi lige nu?").click()
    accessible(worker)
    expect(worker.locator("main")).to_contain_text("Der gælder ingen farve i dag")
    # When she notes one without the parents knowing, she is asked
    worker.get_by_role("link", name="Notér en farve").click()
    accessible(worker)
    worker.locator("[name=ruler][value='wellbeing@1']").check(force=True)
    worker.locator("[name=colour][value=yellow]").check(force=True)
    worker.locator("[name=reason]").fill("Går alene i frikvarteret tre uger i træk")
    today = timezone.localdate()
    worker.locator("[name=ends_on]").fill((today + timedelta(days=40)).isoformat())
    send(worker)
    expect(worker.locator("main")).to_contain_text("Forældrene skal vide det")
    worker.locator("[name=told_on]").fill(today.isoformat())
    worker.locator("[name=told_how]").fill("Mor har set det samme")
    send(worker)
    # Then it stands with its reason and its end, and leads to those one can call
    expect(worker.locator("main")).to_contain_text("Går alene i frikvarteret tre uger i træk")
    expect(worker.locator("main")).to_contain_text("Mor har set det samme")
    accessible(worker)
    with worker.expect_navigation():
        worker.get_by_role("link", name="Kald dem sammen").click()
    for name, called in (("mother", True), ("psychologist", True), ("therapist", False)):
        box = worker.locator(f"#invited-{served_case.account(name).pk}")
        assert box.is_checked() == called, name
    # And a teacher, whose access does not cover it, sees nothing of it
    teacher = be("teacher")
    assert teacher.goto(f"{case}worry/").status == 403
    teacher.goto(case)
    expect(teacher.locator("main")).not_to_contain_text("Hvor bekymrede er vi")


def test_signs_by_age_and_the_way_past_every_queue(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    teacher = be("teacher", phone=True)
    teacher.goto("/knowledge/")
    accessible(teacher)
    teacher.get_by_role("link", name="Trivsel: tegn hos barnet").click()
    teacher.get_by_role("link", name="6–9 år").click()
    expect(teacher.locator("main")).to_contain_text("Går alene i frikvarteret")
    accessible(teacher)
    # A profession is a tap away
    teacher.locator("main button.profession").get_by_text("Psykolog").last.click()
    expect(teacher.locator(".profession-card:popover-open")).to_be_visible()
    teacher.keyboard.press("Escape")
    # Signs of violence lead to the duty, which says what it allows first
    teacher.goto("/knowledge/")
    teacher.get_by_role("link", name="Tegn på vold").click()
    accessible(teacher)
    expect(teacher.locator("main a.ds-button")).to_have_attribute("href", "/notifications/new/")
    teacher.get_by_role("link", name="Det skal du selv gøre").click()
    expect(teacher.locator("h1")).to_have_text("Underretningspligt")
    told = teacher.locator("main").inner_text()
    assert told.index("Det giver mulighed for") < told.index("Det kræver")


def test_the_law_as_it_was(
    be: Be, served_case: Gathering, accessible: Callable[[Page], None]
) -> None:
    page = be("teacher", javascript=False)
    page.goto("/knowledge/law/")
    expect(page.locator("main")).to_contain_text("Barnets lov")
    page.locator("[name=on]").fill("2020-01-01")
    send(page)
    expect(page.locator("main")).to_contain_text("Serviceloven § 49 a")
    expect(page.locator("main")).not_to_contain_text("Barnets lov")
    desk = be("teacher")
    desk.goto("/knowledge/law/")
    accessible(desk)
    desk.goto("/knowledge/professions/")
    accessible(desk)
