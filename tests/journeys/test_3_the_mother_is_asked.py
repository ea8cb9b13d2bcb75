"""Journey 3, on the phone: the mother is asked, says yes to some, limits it and takes it back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Be
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import AskedSharing, Case
from tovholder.demo.town import Town
from tovholder.people.models import Person

NOT_NOW = "Det, der stod her, er ikke længere noget, du kan se."


@pytest.fixture
def asked(served_town: Town) -> tuple[str, dict[str, str]]:
    """The social worker asks the mother about a teacher and a psychologist."""
    worker = served_town.accounts["social-worker"]
    names = ("teacher", "psychologist")
    with acting(worker):
        case_id = cases.open_for(
            person_id=served_town.persons["child"].pk, holder=worker, by=worker,
            basis_kind=served_town.work_basis, purpose="Hjælp til Lars",
        )  # fmt: skip
        case = Case.objects.select_related("person").get(pk=case_id)
        cases.admit_parent(
            case=case, purpose="Lars' mor", by=worker,
            relative=Person.objects.get(pk=served_town.persons["mother"].pk),
        )  # fmt: skip
        request = cases.ask_for_consent(
            case=case, areas=["plan", "meetings"], purpose="At vi kan hjælpe Lars sammen",
            receivers=[served_town.accounts[name].professional for name in names],
            until=timezone.now() + timedelta(days=120), by=worker,
        )  # fmt: skip
        rows = {
            one.receiver.username: str(one.pk)
            for one in AskedSharing.objects.filter(request=request).select_related("receiver")
        }
    connection.close()
    return f"/cases/{case_id}/", rows


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_she_decides_on_her_phone_and_changes_her_mind(
    asked: tuple[str, dict[str, str]], be: Be, accessible: Callable[[Page], None]
) -> None:
    case, rows = asked
    # Given a teacher who has no way in, and a mother with her phone
    teacher, mother = be("teacher"), be("mother", phone=True)
    assert teacher.goto(f"{case}plan/").status == 404
    main = mother.locator("main")
    expect(main).to_contain_text("Du bliver spurgt")
    main.get_by_role("link", name=re.compile("^Svar")).first.click()
    expect(main).to_contain_text("At vi kan hjælpe Lars sammen")
    accessible(mother)

    # When she says yes to one and no to the other, she first reads what it means
    mother.locator(f"[name='{rows['teacher']}-answer'][value=yes]").check(force=True)
    mother.locator(f"[name='{rows['psychologist']}-answer'][value=no]").check(force=True)
    press(mother, "Se, hvad det betyder")
    expect(main).to_contain_text("Mette Lund, lærer, kan derefter se planen og møderne")
    expect(main).to_contain_text("Du siger nej. Der ændrer sig ikke noget.")
    accessible(mother)
    assert teacher.goto(f"{case}plan/").status == 404
    press(mother, "Ja, det er mit svar")
    expect(mother.locator("body")).to_contain_text("Dit svar er noteret.")

    # Then the teacher can read, and what she has not said yes to stays shut
    assert teacher.goto(f"{case}plan/").status == 200
    assert be("psychologist").goto(f"{case}plan/").status == 404

    # When she limits it
    mother.goto(f"{case}consents/")
    accessible(mother)
    main.get_by_role("link", name=re.compile("^Begræns")).click()
    mother.locator("[name=areas][value=plan]").uncheck(force=True)
    press(mother, "Se, hvad der lukker")
    expect(main).to_contain_text("Mette Lund kan ikke længere se planen.")
    accessible(mother)
    press(mother, "Begræns samtykket")
    expect(mother.locator("body")).to_contain_text("Dit samtykke er begrænset.")
    assert teacher.goto(f"{case}plan/").status == 403

    # And takes it back, in two taps, having read what has been seen
    teacher.clock.install()
    assert teacher.goto(case).status == 200
    main.get_by_role("link", name=re.compile("^Træk tilbage")).click()
    expect(main).to_contain_text("Det er allerede set")
    expect(main).to_contain_text("Mette Lund har set")
    expect(main).to_contain_text("Det stopper ikke det, kommunen skal efter loven")
    accessible(mother)
    press(mother, "Træk samtykket tilbage")
    expect(main).to_contain_text("Du har ikke givet noget samtykke, der gælder.")

    # Then the page the teacher has open closes
    teacher.clock.fast_forward(61_000)
    expect(teacher.locator("main")).to_contain_text(NOT_NOW)
