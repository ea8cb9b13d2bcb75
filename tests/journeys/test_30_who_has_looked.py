"""Issue 4, journey 7: the mother reads who has looked; what could warn somebody waits."""

from django.db import connection
from playwright.sync_api import expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.consent.actions import record_basis


def in_an_emergency(gathering: Gathering) -> None:
    """A seat on a basis the catalogue does not call harmless."""
    worker = gathering.account("social-worker")
    with acting(worker):
        basis = record_basis(
            person=gathering.case.person, kind="in-an-emergency", purpose="Nødsituation", by=worker
        )
        cases.give_seat(
            case=gathering.case, account=gathering.account("outsider"), basis=basis,
            role="professional", areas=["overview"], by=worker,
        )  # fmt: skip
    connection.close()


def test_the_mother_reads_and_a_sensitive_look_waits_for_a_decision(
    served_case: Gathering, be: Be
) -> None:
    in_an_emergency(served_case)
    people = f"/cases/{served_case.case.pk}/people/"
    for name in ("teacher", "outsider"):
        page = be(name)
        page.goto(people)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    mother = be("mother", phone=True)
    mother.goto(f"/cases/{served_case.case.pk}/plan/")
    mother.get_by_role("link", name="Hvem har kigget").first.click()
    expect(mother.get_by_role("heading", name="Hvem har kigget?")).to_be_visible()
    main = mother.locator("main")
    expect(main).to_contain_text("Lærer, Åskolen")
    expect(main).to_contain_text("At vi kan hjælpe Lars sammen")
    expect(main).not_to_contain_text("Mette Lund")
    expect(main).not_to_contain_text("Engskolen")

    officer = be("officer")
    officer.goto("/trace/decisions/")
    officer.get_by_role("link", name="Beslut", exact=True).click()
    officer.get_by_label("Familien må læse om det").check()
    officer.get_by_label("Hvorfor?").fill("Der er ingen fare mere")
    officer.get_by_role("button", name="Notér beslutningen").click()
    expect(officer.locator("main")).to_contain_text("Der er ingen fare mere")

    mother.reload()
    expect(mother.locator("main")).to_contain_text("Engskolen")
    expect(mother.locator("main")).to_contain_text("Nødsituation")
    assert mother.evaluate("document.documentElement.scrollWidth") <= 390
