"""Journey: a health visitor asks on her phone to talk without consent, and calls it off when the
mother says yes after all; the teacher who should have come and the family read why (S-44)."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be, send

WHY_NOT = {
    "Hvis ikke: hvorfor er det ikke nok?": "Skolen kender kun ét barn som hende",
    "Hvis ikke: hvorfor ikke?": "Faderen svarer ikke",
    "Hvis ikke: hvad har I prøvet, eller hvorfor kan I ikke spørge?": "Vi har ringet tre gange",
}


def test_an_exchange_is_asked_for_and_called_off_before_its_day(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    visitor = be("health-visitor", phone=True)
    visitor.goto(f"/cases/{served_case.case.pk}/exchanges/new/")
    # Why a milder way is not enough is asked where the answer is no, and not before
    reasons = [visitor.get_by_label(label) for label in WHY_NOT]
    for reason in reasons:
        expect(reason).to_be_hidden()
    for no in visitor.get_by_label("Nej", exact=True).all():
        no.check()
    for reason, words in zip(reasons, WHY_NOT.values(), strict=True):
        reason.fill(words)
    # What is forgotten is asked for, and what was written stays
    send(visitor)
    expect(visitor.locator(".error-summary")).to_be_visible()
    for reason, words in zip(reasons, WHY_NOT.values(), strict=True):
        expect(reason).to_have_value(words)
    accessible(visitor)
    visitor.get_by_label("Hvorfor er det nødvendigt for dette barn?").fill("Han spiser ikke")
    visitor.get_by_label("Find kolleger").fill(served_case.account("outsider").name)
    with visitor.expect_navigation():
        visitor.get_by_role("button", name="Find", exact=True).click()
    visitor.get_by_label(re.compile(served_case.account("outsider").name)).check()
    day = timezone.localdate() + timedelta(days=5)
    visitor.get_by_label("Hvilken dag mødes I?").fill(day.isoformat())
    send(visitor)
    expect(visitor.get_by_role("main")).to_contain_text("Han spiser ikke")
    accessible(visitor)
    # The teacher who should come opens it from her day
    teacher = be("outsider")
    teacher.locator("main a[href^='/exchanges/']").click()
    expect(teacher.get_by_role("main")).to_contain_text("Han spiser ikke")
    there = teacher.url
    # Then the mother says yes, and there is no need
    visitor.get_by_role("link", name="Aflys").click()
    accessible(visitor)
    visitor.get_by_label("Hvorfor aflyses det?").fill("Moderen har sagt ja")
    send(visitor)
    expect(visitor.get_by_text("Det er aflyst.")).to_be_visible()
    # Nobody opens it any more, and the teacher reads why
    answer = teacher.goto(there)
    assert answer is not None
    assert answer.status == 404
    teacher.goto("/")
    expect(teacher.get_by_role("main")).to_contain_text("Moderen har sagt ja")
    accessible(teacher)
    # So does the family, with no name
    mother = be("mother", phone=True)
    mother.goto(f"/cases/{served_case.case.pk}/looks/")
    expect(mother.get_by_role("main")).to_contain_text("De mødtes ikke")
    expect(mother.get_by_role("main")).to_contain_text("Moderen har sagt ja")
    expect(mother.get_by_role("main")).not_to_contain_text(served_case.account("outsider").name)
    accessible(mother)
