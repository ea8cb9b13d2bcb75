"""Journey 24: a teacher in doubt asks other professions, without saying whom it is about (S-45)."""

import re
from collections.abc import Callable

from django.db import connection
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Be
from tovholder.demo.town import Town
from tovholder.organisation import actions as organisation

PANEL = "Sparringspanelet"
DOUBT = "En pige på ni år taler ikke i skolen. Hvad ville I lægge mærke til?"
ADVICE = "Se, hvor hun sidder, og hvornår hun synger."


def set_up_the_panel(town: Town) -> None:
    admin = town.accounts["admin"]
    panel = organisation.add_forum(
        kind="sparring", name=PANEL, unit=town.units["ppr"], weekday=1, by=admin
    )
    for name in ("psychologist", "health-visitor"):
        organisation.join(forum=panel, account=town.accounts[name], by=admin)
    connection.close()


def test_a_question_is_asked_answered_and_read(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a panel of two professions
    set_up_the_panel(served_town)

    # When the teacher asks and names a school, she is stopped kindly and says it otherwise
    teacher = be("teacher", phone=True)
    teacher.goto("/knowledge/")
    teacher.get_by_role("link", name="Spørg et panel").click()
    teacher.get_by_role("link", name=PANEL).click()
    accessible(teacher)
    teacher.locator("[name=question]").fill("Hun går på Solhøj og taler ikke.")
    teacher.get_by_role("button", name="Spørg", exact=True).click()
    expect(teacher.locator("main")).to_contain_text("ligner et navn")
    expect(teacher.locator("[name=question]")).to_have_value("Hun går på Solhøj og taler ikke.")
    expect(teacher.locator("[name=nobody]")).to_have_count(1)
    accessible(teacher)
    teacher.locator("[name=question]").fill(DOUBT)
    teacher.get_by_role("button", name="Spørg", exact=True).click()
    expect(teacher.get_by_role("status").first).to_contain_text("Panelet har dit spørgsmål")
    address = re.sub(r"^https?://[^/]+", "", teacher.url)

    # Then it waits in the psychologist's day, as a profession's question
    psychologist = be("psychologist")
    asked = psychologist.locator("main li", has_text=PANEL).first
    expect(asked).to_contain_text("Lærer")
    asked.get_by_role("link", name="Svar").click()
    expect(psychologist.locator("main")).to_contain_text(DOUBT)
    expect(psychologist.locator("main")).not_to_contain_text("Mette Lund")
    accessible(psychologist)
    psychologist.locator("[name=text]").fill(ADVICE)
    psychologist.get_by_role("button", name="Send rådet").click()
    expect(psychologist.locator("main")).to_contain_text(ADVICE)

    # And the teacher reads it from her day, and nobody else does
    teacher.goto("/")
    teacher.get_by_role("link", name="Læs rådet").click()
    expect(teacher.locator("main")).to_contain_text(ADVICE)
    accessible(teacher)
    for name in ("school-leader", "leader", "outsider", "admin"):
        assert be(name).goto(address).status == 404
