"""Journey 19: another team takes over, and the history goes with the concern (S-20, S-21)."""

import re
from collections.abc import Callable

from django.db import connection
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Be
from tests.journeys.test_2_the_triage_decides import write
from tovholder.demo.town import Town

TEAM = "Skoleteamet på Åskolen"


def set_up_the_team(be: Be, accessible: Callable[[Page], None]) -> None:
    """The administrator adds a team of a kind the catalogue knows, and lets someone lead it."""
    admin = be("admin")
    admin.goto("/administration/forums/new/")
    admin.locator("[name=name]").fill(TEAM)
    admin.locator("[name=kind]").select_option("cross-professional-team")
    admin.locator("[name=unit]").select_option(label="Åskolen")
    admin.locator("main form button[type=submit]").click()
    admin.get_by_role("link", name=TEAM).click()
    expect(admin.locator("main")).to_contain_text("Her sidder ingen endnu")
    accessible(admin)
    admin.get_by_role("link", name="Tilføj et medlem").click()
    admin.locator("[name=account]").select_option(label="Karen Østergaard")
    admin.locator("[name=chair]").check(force=True)
    admin.locator("main form button[type=submit]").click()
    admin.get_by_role("link", name=TEAM).click()
    expect(admin.locator("main")).to_contain_text("Karen Østergaard")


def test_the_history_goes_along_and_the_name_stays_hidden(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    concern = write(served_town, "Lars Berggren")
    connection.close()
    set_up_the_team(be, accessible)

    # Given the team has read it anonymously and tried something
    leader = be("school-leader")
    leader.goto(f"/triage/{concern}/ground/anonymous/")
    leader.get_by_role("button", name=re.compile("Jeg har læst det")).click()
    leader.goto(f"/triage/{concern}/question/")
    leader.locator("[name=text]").fill("Hvornår på dagen går han alene?")
    leader.get_by_role("button", name="Beslut").click()
    visitor = be("health-visitor")
    assert visitor.goto(f"/triage/{concern}/").status == 404

    # When they send it on to the second level
    leader.goto(f"/triage/{concern}/")
    leader.get_by_text("Beslut igen").click()
    leader.keyboard.press("t")
    leader.wait_for_url("**/referral/")
    accessible(leader)
    leader.get_by_label(TEAM).check(force=True)
    leader.locator("[name=reason]").fill("Vi mangler en, der ved noget om søvn")
    leader.locator("[name=answer]").fill("Skoleteamet ser på det i næste uge.")
    leader.get_by_role("button", name="Beslut").click()

    # Then the second level reads what was asked and why it came, and no name
    visitor.goto("/triage/")
    expect(visitor.locator("main")).to_contain_text("Kommer fra TRIO, Åskolen")
    visitor.goto(f"/triage/{concern}/")
    expect(visitor.locator("main")).to_contain_text("Hvornår på dagen går han alene?")
    expect(visitor.locator("main")).to_contain_text("Vi mangler en, der ved noget om søvn")
    assert "Berggren" not in visitor.content()
    accessible(visitor)
    assert visitor.goto(f"/triage/{concern}/ground/").status == 403
    expect(visitor.locator("main")).to_contain_text("Send den tilbage til TRIO, Åskolen")

    # And the first team has it no more, and the teacher knows who has
    assert leader.goto(f"/triage/{concern}/").status == 404
    teacher = be("teacher")
    teacher.goto(f"/concerns/{concern}/")
    expect(teacher.locator("main")).to_contain_text(f"{TEAM} ser på det")
    accessible(teacher)
