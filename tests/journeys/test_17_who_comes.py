"""Who comes: a mother answers with one tap, whom the family trusts has the meeting moved, and
whoever called it sees both (S-55)."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call
from tovholder.audit.context import acting
from tovholder.meetings import actions


def test_from_one_tap_to_a_time_that_suits(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a meeting at which the family trusts the teacher
    table = call(served_case)
    worker = table.account("social-worker")
    with acting(worker):
        actions.trust(invitation=table.voice("teacher"), trusted=True, by=worker)
    mother, teacher, leads = (
        be("mother", phone=True),
        be("teacher", phone=True),
        be(worker.username),
    )

    # When the mother taps once on her phone
    mother.goto("/")
    mother.get_by_role("button", name="Jeg kommer").click()
    expect(mother.get_by_text("Tak. Det er godt, at du kommer.")).to_be_visible()
    accessible(mother)

    # And the teacher cannot: she is offered another time, and nobody in her place
    teacher.goto(table.meeting.address("invitation"))
    expect(teacher.get_by_text("ingen kommer i dit sted")).to_be_visible()
    expect(teacher.get_by_text("Send en stedfortræder")).to_have_count(0)
    teacher.get_by_text("Skriv et par ord med").click()
    teacher.get_by_label("Dine ord").fill("Jeg er på lejrskole")
    teacher.get_by_role("button", name="Bed om et andet tidspunkt").click()
    expect(teacher.get_by_text("finder et andet tidspunkt")).to_be_visible()

    # Then whoever called sees it on her day, and moving the meeting is what is offered
    leads.goto("/")
    expect(leads.get_by_text("2 af 3 har svaret")).to_be_visible()
    expect(leads.get_by_text("som familien har tillid til, kan ikke")).to_be_visible()
    leads.goto(table.meeting.address("invitation"))
    expect(leads.get_by_text("Jeg er på lejrskole")).to_be_visible()
    accessible(leads)
    leads.locator("#invitation .notice").get_by_role("link", name="Flyt mødet").click()
    leads.fill("[name=day]", (timezone.localdate() + timedelta(days=12)).isoformat())
    leads.get_by_label("Fra", exact=True).fill("10:00")  # whatever the clock is when this runs
    leads.get_by_label("Til", exact=True).fill("11:00")
    leads.fill("[name=because]", "Så Mette kan være med")
    leads.get_by_role("button", name="Flyt mødet").click()
    expect(leads.get_by_text("0 af 3 har svaret")).to_be_visible()

    # And everyone is asked again; the mother may say no, and is not asked why
    mother.goto("/")
    mother.get_by_role("link", name="Svar noget andet").click()
    mother.get_by_role("button", name="Jeg kan ikke komme").click()
    expect(mother.get_by_text("du behøver ikke sige hvorfor").first).to_be_visible()
    expect(mother.get_by_role("heading", name="Du har svaret: Jeg kan ikke komme")).to_be_visible()
