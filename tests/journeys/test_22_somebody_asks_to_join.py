"""Journey 22: a concern comes home to one whose child others help already: they ask, they wait,
they are let in (S-19, S-43; decision 14)."""

from collections.abc import Callable

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.concerns.letters import agree, match_lars, write
from tests.journeys.conftest import Be, send
from tovholder.audit.context import acting
from tovholder.concerns.actions import send_on
from tovholder.concerns.actions.deciding import Words


@pytest.fixture
def taken_home(served_case: Gathering) -> Gathering:
    """The school leader took a second concern home: the child has an open case already."""
    town, leader = served_case.town, served_case.account("school-leader")
    concern = write(town)
    agree(town, concern)
    match_lars(town, concern)
    with acting(leader):
        send_on(
            concern=concern, reason="Flere må hjælpe", taken_by=leader, taken_home=True,
            answer=Words("Tak"), after=0, by=leader,
        )  # fmt: skip
    connection.close()
    return served_case


def test_who_asks_waits_in_sight_and_is_let_in_by_consent(
    taken_home: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    case = f"/cases/{taken_home.case.pk}/"
    # Given the taker, whose day says that they wait and nothing of a case
    leader = be("school-leader", phone=True)
    waiting = leader.get_by_text("har ikke adgang til en sag")
    expect(waiting).to_be_visible()
    expect(leader.locator("main")).not_to_contain_text("Lars")
    assert leader.goto(case).status == 404
    # When the coordinator opens her day, the question is there, and leads to a consent
    worker = be("social-worker")
    accessible(worker)
    asked = worker.get_by_role("listitem").filter(has_text="beder om at være med omkring")
    expect(asked).to_contain_text("Venter siden")
    asked.get_by_role("link").click()
    expect(worker.get_by_text("beder om at være med").first).to_be_visible()
    accessible(worker)
    worker.locator(f"a[href='{case}consents/new/?with={leader_key(taken_home)}']").click()
    # Then the one who asked is chosen already; the rest is asked as for every consent
    expect(worker.locator(f"input[value='{leader_key(taken_home)}']")).to_be_checked()
    worker.get_by_label("Planen").check()
    worker.get_by_label("Hvad skal det bruges til?").fill("At skolen kender planen")
    worker.get_by_label("Skriftligt", exact=True).check()
    worker.get_by_role("button", name="Se, hvad det åbner for").click()
    send(worker)
    expect(worker.get_by_text("Samtykket er gemt.")).to_be_visible()
    worker.goto("/")
    expect(worker.locator("main")).not_to_contain_text("beder om at være med omkring")
    leader.goto("/")
    expect(waiting).to_have_count(0)
    assert leader.goto(case).status == 200


def leader_key(gathering: Gathering) -> int:
    return gathering.account("school-leader").pk
