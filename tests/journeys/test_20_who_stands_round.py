"""Journey 20: the map of a case is made as a list, without dragging and without script (S-40)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be, send


def tell(page: Page, **told: str) -> None:
    """Choose the radio buttons, write the texts, send."""
    for name, value in told.items():
        field = page.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"[name={name}][value='{value}']").check(force=True)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    send(page)


@pytest.mark.parametrize("window", [{"javascript": True}, {"javascript": False}])
def test_two_draw_it_and_see_where_to_begin(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None], window: dict[str, bool]
) -> None:
    address = f"/cases/{served_case.case.pk}/relations/"
    # Given a map with nobody on it
    worker = be("social-worker", **window)
    worker.goto(address)
    expect(worker.locator("main")).to_contain_text("Der står ingen på kortet endnu")
    # When the coordinator puts the teacher there, who can see the case
    worker.locator("aside a, main a").get_by_text(
        served_case.account("teacher").name, exact=True
    ).click()
    assert worker.locator("[name=sector][value=school]").is_checked()
    tell(worker, strength="strong", quality="3")
    # And the mother, on her phone, puts the grandmother and the neighbour there
    mother = be("mother", phone=True, **window)
    mother.goto(f"{address}new/")
    tell(mother, who="", name="Inge", role="mormor", sector="family", strength="strong",
         quality="3")  # fmt: skip
    mother.goto(f"{address}new/")
    tell(mother, who="", name="Naboen", sector="leisure", strength="weak", quality="1")
    if window["javascript"]:
        accessible(mother)
    # Then both read the same map, drawn and told, and where to begin
    worker.goto(address)
    if window["javascript"]:
        accessible(worker)
    main = worker.locator("main")
    expect(main.locator("figure svg[role=img]")).to_have_count(1)
    expect(main.locator("#list li")).to_have_count(3)
    expect(main).to_contain_text("Begynd med Naboen")
    # When the tie between two is told, it stands at both
    worker.locator("#list a").first.click()
    tell(worker, to="Naboen", strength="none", quality="0")
    expect(worker.locator("#list")).to_contain_text("Til Naboen: Ingen, vi taler ikke sammen")
    expect(worker.locator("#list")).to_contain_text("Til Inge: Ingen, vi taler ikke sammen")
    # And another day is compared in words
    worker.locator("[name=then]").fill("2026-01-01")
    send(worker)
    expect(worker.locator("#changes")).to_contain_text("Nye:")


def test_a_profession_is_a_tap_away(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    mother = be("mother", phone=True)
    mother.goto(f"/cases/{served_case.case.pk}/people/")
    mother.locator("main button.profession").get_by_text("sundhedsplejerske").first.click()
    card = mother.locator(".profession-card:popover-open")
    expect(card).to_contain_text("Det, jeg kan gøre")
    accessible(mother)
    card.locator("a").click()
    expect(mother.locator("h1")).to_have_text("Sundhedsplejerske")
