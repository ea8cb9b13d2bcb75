"""Somebody from outside is called in: why and on whose yes is read by all, and the yes is taken
back (S-43)."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call


def test_a_doctor_is_called_in_and_the_mother_thinks_again(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a meeting at which a doctor is needed who has no account here
    table = call(served_case)
    leads, mother = be("social-worker"), be("mother", phone=True)

    # When whoever leads says who comes and why, and leaves out how the mother said yes
    leads.goto(table.meeting.address("invitation"))
    leads.get_by_role("link", name="Bed en fagperson uden login om at komme").click()
    leads.get_by_label("Navn").fill("Inger Vang")
    leads.get_by_label("Titel").fill("Børnelæge")
    leads.get_by_label("Arbejdssted").fill("Regionshospitalet")
    leads.get_by_label("Hvorfor der er brug for dem").fill("Hun har undersøgt ham i foråret")
    leads.get_by_role("button", name="Sæt stolen frem").click()
    expect(leads.locator("main")).to_contain_text("Vælg en af dem")
    accessible(leads)
    leads.get_by_label("Skriftligt", exact=True).check()
    leads.get_by_role("button", name="Sæt stolen frem").click()

    # Then she is led to the link she gives herself, since the house writes to nobody
    expect(leads.get_by_text("Inger Vang har en stol. Vi skriver ikke til nogen")).to_be_visible()
    expect(leads.get_by_role("button", name="Lav et link")).to_be_visible()

    # And the balance counts her, and the mother reads why she comes and on whose word
    leads.goto(table.meeting.address("invitation"))
    expect(leads.locator("main")).to_contain_text("4 professionelle, 1 fra familien")
    mother.goto(table.meeting.address("invitation"))
    expect(mother.get_by_role("heading", name="Derfor er Inger Vang med")).to_be_visible()
    expect(mother.locator("main")).to_contain_text("Hun har undersøgt ham i foråret")
    accessible(mother)

    # And when she takes the yes back, the meeting waits until the chair is away
    mother.get_by_role("link", name="Tag ja’et tilbage").click()
    mother.get_by_role("button", name="Træk samtykket tilbage").click()
    expect(mother.get_by_text("Samtykket er trukket tilbage")).to_be_visible()
    leads.reload()
    expect(leads.get_by_text("Ja’et gælder ikke mere")).to_be_visible()
    leads.get_by_role("button", name="Begynd mødet").click()
    expect(leads.locator("main")).to_contain_text("Det, der er skrevet, bliver stående.")
    leads.get_by_role("button", name="Tag stolen væk").click()
    expect(leads.get_by_text("Ja’et gælder ikke mere")).to_be_hidden()
    leads.get_by_role("button", name="Begynd mødet").click()
    expect(leads.get_by_role("button", name="Begynd mødet")).to_be_hidden()
