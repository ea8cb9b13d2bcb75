"""Somebody must not find the child: said of each relative by name, and their open page lets go of
the place by itself (decision 37)."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.journeys.test_an_open_page_asks_again import look_at, opened
from tests.meetings.table import call
from tovholder.audit.context import acting
from tovholder.meetings.models import Meeting


def test_a_relative_is_no_longer_told_where(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a meeting at a place, and a mother who has its invitation open on her phone
    table = call(served_case)
    with acting(table.account("mother")):
        place = Meeting.objects.get().place
    assert place
    leads = be("social-worker")
    mother = opened(be, "mother", table.meeting.address("invitation"), phone=True)
    expect(mother.locator("main")).to_contain_text(place)

    # When whoever coordinates is led there from her day, and first forgets to say it of both
    leads.goto("/")
    leads.get_by_role("link", name="Tag stilling").first.click()
    expect(leads.get_by_role("heading", name="Hvem må vide, hvor Lars er?")).to_be_visible()
    accessible(leads)
    leads.get_by_label("Hvorfor, og hvordan I ved det").fill("Far har fortalt det på rådhuset")
    leads.get_by_role("button", name="Beslut, hvem der må vide det").click()
    expect(leads.get_by_label("Hvorfor, og hvordan I ved det")).to_have_value(
        "Far har fortalt det på rådhuset"
    )
    accessible(leads)
    for name in ("Kirsten", "Ruddi"):
        each = leads.get_by_role("group", name=name)
        each.get_by_label("Må ikke vide, hvor barnet er").check()
    leads.get_by_role("button", name="Beslut, hvem der må vide det").click()
    expect(leads.get_by_text("Det er besluttet, hvem der må vide det.")).to_be_visible()
    expect(leads.get_by_text("Skriv ikke, hvor barnet er")).to_be_visible()

    # Then the mother's page lets go of the place, and says nothing of why
    look_at(mother)
    expect(mother.locator("main")).not_to_contain_text(place)
    expect(mother.locator("main")).not_to_contain_text("må ikke vide")
    mother.goto(f"/cases/{served_case.case.pk}/people/")
    expect(mother.locator("main")).not_to_contain_text("Åskolen")

    # And when it is over, she reads it again
    leads.get_by_role("link", name="Se eller ændr hvem").click()
    leads.get_by_text("Det behøver ikke være skjult mere", exact=True).click()
    leads.get_by_label("Hvorfor det ikke behøver være skjult mere").fill("Det var en misforståelse")
    leads.get_by_role("button", name="Lad alle med adgang vide det").click()
    expect(leads.get_by_text("Alle med adgang må vide det.")).to_be_visible()
    mother.reload()
    expect(mother.locator("main")).to_contain_text("Åskolen")
