"""A gathering's board in a real browser: a push, and a place in the team that ends."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import House, Visits, goes_at_once, sign_in
from tests.gatherings.team import LEADS, Team, call
from tovholder.audit.context import acting
from tovholder.demo.actions import settle
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Membership


@pytest.fixture
def team(own_database: str, house: House) -> Team:
    with acting(None):
        town = settle()
    team = call(town, method="collaboration-meeting@1")
    team.go_to("theme")
    return team


def board(team: Team, page: Page, name: str) -> None:
    sign_in(page, name)
    page.goto(team.meeting.address("step", "theme"))
    expect(page.locator("[data-live-state]")).to_have_attribute("data-state", "live")


def test_what_a_colleague_says_is_seen_until_ones_place_in_the_team_ends(
    team: Team, visits: Visits
) -> None:
    writing, reading = visits(), visits(phone=True)
    board(team, writing, "teacher")
    board(team, reading, "health-visitor")
    writing.fill("#pen-theme textarea", "Klassen er min linse")
    writing.get_by_role("button", name="Sæt op").click()
    expect(reading.locator(".note-text", has_text="Klassen er min linse")).to_be_visible()
    lead, leaving = team.account(LEADS), team.account("health-visitor")
    with acting(lead):
        place = Membership.objects.current().get(forum=team.forum, account=leaving)
        organisation.leave(membership=place, by=lead)
    goes_at_once(reading)
    assert reading.request.get(f"/live/gatherings/{team.meeting.pk}/").status == 404
