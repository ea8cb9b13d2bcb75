"""Journey 26: a pair of two professions is set up, and anyone at work finds out who they are
(S-42)."""

from collections.abc import Callable

from django.db import connection
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Be
from tovholder.demo.town import Town
from tovholder.organisation import actions as organisation


def set_up(town: Town) -> str:
    """A network with one who leads, and two more members."""
    admin = town.accounts["admin"]
    forum = organisation.add_forum(
        kind="collaboration-network", name="Netværket", unit=town.units["aaskolen"], weekday=3,
        by=admin,
    )  # fmt: skip
    for name in ("teacher", "teacher-2", "health-visitor"):
        account = town.accounts[name]
        organisation.join(forum=forum, account=account, chair=name == "teacher", by=admin)
    connection.close()
    return f"/administration/forums/{forum.pk}/"


def let_lead(page: Page, name: str) -> None:
    row = page.locator("main li").filter(has_text=name)
    row.get_by_role("button", name="Lad lede").click()


def test_anyone_at_work_finds_the_two_who_lead(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    people = {name: served_town.accounts[name].name for name in served_town.accounts}
    team = set_up(served_town)
    # Given a team that lacks one of the two who lead it
    pedagogue = be("pedagogue", phone=True)
    pedagogue.goto("/knowledge/")
    pedagogue.get_by_role("link", name="Se, hvem de er").click()
    expect(pedagogue.locator("main")).to_contain_text(people["teacher"])
    expect(pedagogue.locator("main")).to_contain_text("Der mangler en")
    accessible(pedagogue)
    # When the administrator would let two teachers lead, it is refused in words
    admin = be("admin")
    admin.goto(team)
    let_lead(admin, people["teacher-2"])
    expect(admin.locator("main")).to_contain_text("hver sit fag")
    # And with a health visitor there are two
    let_lead(admin, people["health-visitor"])
    expect(admin.get_by_text("Teamet er ændret.")).to_be_visible()
    # Then the pedagogue reads who they are, and what they are asked to do
    pedagogue.reload()
    expect(pedagogue.locator("main")).to_contain_text(people["health-visitor"])
    expect(pedagogue.locator("main")).not_to_contain_text("Der mangler en")
    pedagogue.get_by_text("Det, de to bliver bedt om").click()
    expect(pedagogue.get_by_text("Planlægger møderne")).to_be_visible()
    accessible(pedagogue)
