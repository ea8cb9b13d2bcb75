"""Journey 14: every way in which a team meets, from the calling to the minutes (S-67 to S-69, S-80,
S-81, S-93)."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.gatherings.team import LEADS, found
from tests.journeys.conftest import Be
from tests.journeys.test_11_the_family_decides import day
from tests.journeys.walking import Walk
from tovholder.catalogue import catalogue
from tovholder.demo.town import Town

WAYS = (
    "guess-profession@1",
    "leader-talk@1",
    "mediated-learning@1",
    "one-case-all-professions@1",
    "supervision@1",
    "teachers-share@1",
)


@pytest.mark.parametrize("way", WAYS)
def test_a_team_meets_in_this_way(
    served_town: Town, be: Be, accessible: Callable[[Page], None], way: str
) -> None:
    # Given a team whose leader calls it to meet in this way
    forum = found(served_town)
    connection.close()
    lead = be(LEADS)
    lead.goto(f"/fora/{forum.pk}/gatherings/new/")
    lead.locator(f"[name=method][value='{way}']").evaluate("radio => radio.click()")
    lead.fill("[name=purpose]", "At blive klogere på hinandens arbejde")
    lead.fill("[name=day]", day(1))
    lead.get_by_role("button", name="Indkald til mødet").click()
    lead.wait_for_url(re.compile(r"/gatherings/[0-9a-f-]{36}/$"))
    address = lead.url
    lead.get_by_role("button", name="Begynd mødet").click()
    steps = [step.id for step in catalogue().methods[way].steps]
    expect(lead.locator("#table")).to_be_visible()
    lead.goto(f"{address}board/{steps[0]}/")

    # When they go through it step by step, and a colleague follows on a phone
    teacher = be("teacher", phone=True)
    teacher.goto(address)
    accessible(teacher)
    walk = Walk(lead)
    assert walk.to_the_end() == steps

    # Then the colleague reads in the minutes what was said
    teacher.goto(f"{address}minutes/")
    for words in walk.said:
        expect(teacher.locator("main")).to_contain_text(words)
    accessible(teacher)
