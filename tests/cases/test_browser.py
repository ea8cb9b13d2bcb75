"""The pages of cases in a real browser: by hand, on a phone, without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import House, Visits
from tests.cast import Gathering, gather
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Handover
from tovholder.demo.actions import settle


@pytest.fixture
def kept(house: House) -> Gathering:
    return gather(settle())


def sign_in(page: Page, name: str) -> None:
    page.goto("/demo/")
    with page.expect_navigation(url=re.compile(r"\d/$")):
        page.locator(f'form[action="/demo/sign-in/{name}/"] button').click()


def fill_consent(page: Page) -> None:
    page.get_by_label("Find kolleger").fill("fjord")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("Thomas Fjord").check()
    page.get_by_label("Planen").check()
    page.get_by_label("Hvad skal det bruges til?").fill("At den nye skole kender planen")
    page.get_by_label("Skriftligt", exact=True).check()
    page.get_by_role("button", name="Se, hvad det åbner for").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_consent_is_recorded_read_and_withdrawn(
    kept: Gathering, visits: Visits, *, javascript: bool
) -> None:
    worker = visits(javascript=javascript)
    sign_in(worker, "social-worker")
    worker.goto(f"/cases/{kept.case.pk}/people/")
    worker.get_by_role("link", name="Registrér et samtykke").first.click()
    fill_consent(worker)
    expect(worker.get_by_text("Thomas Fjord kan derefter se planen til og med")).to_be_visible()
    worker.get_by_role("button", name="Gem samtykket").click()
    expect(worker.get_by_text("Samtykket er gemt.")).to_be_visible()
    expect(worker.get_by_text("At den nye skole kender planen").first).to_be_visible()

    mother = visits(phone=True, javascript=javascript)
    sign_in(mother, "mother")
    mother.goto(f"/cases/{kept.case.pk}/people/")
    mother.get_by_role("link", name=re.compile("At den nye skole")).click()
    expect(mother.get_by_text("Thomas Fjord kan ikke længere se")).to_be_visible()
    mother.get_by_role("button", name="Træk samtykket tilbage").click()
    expect(mother.get_by_text("Samtykket er trukket tilbage")).to_be_visible()
    for card in mother.locator("main .card").all_inner_texts():
        assert "Thomas Fjord" not in card


def test_the_pages_of_a_case_are_accessible_and_fit_a_phone(
    kept: Gathering, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    worker = kept.account("social-worker")
    with acting(worker):
        actions.ask_to_coordinate(
            case=kept.case, to=kept.account("teacher"), by=worker, why="Ser ham hver dag"
        )
        asked = Handover.objects.get(to=kept.account("teacher"))
    case = f"/cases/{kept.case.pk}/"
    pages = {
        "social-worker": [
            "/cases/", f"{case}people/", f"{case}consents/new/", f"{case}coordinator/",
            f"{case}closure/", f"{case}reopening/",
            f"{case}consents/{kept.consent.pk}/withdrawal/",
            f"{case}family/{kept.town.persons['child'].pk}/access/",
        ],
        "teacher": ["/cases/", f"{case}coordinator/{asked.pk}/answer/"],
    }  # fmt: skip
    for name, addresses in pages.items():
        phone = visits(phone=True)
        sign_in(phone, name)
        for address in addresses:
            answer = phone.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            accessible(phone)
            wide = phone.evaluate("document.documentElement.scrollWidth")
            assert wide <= 390, f"{address} is {wide} px wide"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    kept: Gathering, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    page = visits(phone=True)
    sign_in(page, "social-worker")
    page.goto(f"/cases/{kept.case.pk}/consents/new/")
    page.get_by_label("Hvad skal det bruges til?").fill("At hjælpe Lars")
    page.get_by_label("Mundtligt").check()
    page.get_by_role("button", name="Se, hvad det åbner for").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("Hvad skal det bruges til?")).to_have_value("At hjælpe Lars")
    accessible(page)
