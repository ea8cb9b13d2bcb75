"""Journey 24: a teacher in doubt asks other professions, without saying whom it is about (S-45)."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Be
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings.asking import advise, ask
from tovholder.gatherings.models import Contribution, Meeting
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Forum

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


def three_weeks_pass(town: Town) -> None:
    """The advice was given four weeks ago."""
    account = town.accounts["psychologist"]
    with acting(account):
        words = Contribution.objects.visible_to(account)
        words.update(written_at=timezone.now() - timedelta(days=27))
    connection.close()


def test_later_the_asker_tells_what_came_of_it(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given advice that was given some weeks ago
    set_up_the_panel(served_town)
    asker, advisor = served_town.accounts["teacher"], served_town.accounts["psychologist"]
    with acting(asker):
        forum = Forum.objects.get(name=PANEL)
        asked = ask(
            panel=forum, question=DOUBT, professions=["psychologist"], nobody=False, by=asker
        ).pk
    with acting(advisor):
        meeting = Meeting.objects.select_related("forum", "called_by").get(pk=asked)
        advise(meeting=meeting, text=ADVICE, nobody=False, by=advisor)
    three_weeks_pass(served_town)
    # When the teacher's day asks her what came of it, she tells it in a few words on her phone
    teacher = be("teacher", phone=True)
    row = teacher.get_by_role("listitem").filter(has_text="Hvad kom der ud af rådet")
    row.get_by_role("link", name="Fortæl dem det").click()
    accessible(teacher)
    teacher.get_by_label("Hvad gjorde du?").fill("Jeg så, at hun synger i garderoben.")
    teacher.get_by_label("Ja", exact=True).check()
    teacher.get_by_role("button", name="Fortæl dem det").click()
    expect(teacher.get_by_role("status").first).to_contain_text("De, der gav råd, kan læse det")
    teacher.goto("/")
    expect(teacher.locator("h1")).to_be_visible()
    expect(row).to_have_count(0)
    # Then the psychologist reads it from her day, without knowing who it was
    psychologist = be("psychologist")
    psychologist.get_by_role("link", name="Læs det").click()
    expect(psychologist.locator("main")).to_contain_text("synger i garderoben")
    expect(psychologist.locator("main")).not_to_contain_text(asker.name)
    accessible(psychologist)
