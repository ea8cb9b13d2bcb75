"""Journey 22: a meeting is called for a time everybody can, and stands in people's calendars."""

from collections.abc import Callable

import vobject
from django.db import connection
from playwright.sync_api import Page, expect

from tests.browsing import Visits
from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call


def fetched(visits: Visits, address: str):
    """What a calendar outside the house gets, which is signed in as nobody."""
    answer = visits().request.get(address)
    assert answer.status == 200
    return vobject.readOne(answer.text()).contents["vevent"]


def test_a_meeting_stands_where_people_look(
    served_case: Gathering, be: Be, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    # Given a tovholder and a mother who meet already next week
    call(served_case)
    connection.close()
    worker, mother = be("social-worker"), be("mother", phone=True)

    # When the tovholder calls one more, and takes the first time the house knows to be free
    worker.goto(f"/cases/{served_case.case.pk}/meetings/new/")
    worker.locator("label", has_text="Fem trin").click()
    worker.fill("[name=purpose]", "At det bliver lettere om morgenen")
    times = worker.locator("#free-times")
    expect(times.get_by_text("Familien venter").first).to_be_visible()
    accessible(worker)
    times.locator("button[name=at]").nth(1).click()

    # Then day and time are filled in, nothing is lost, and she calls it
    expect(worker.locator("[name=day]")).not_to_have_value("")
    expect(worker.locator("[name=starts]")).to_have_value("12:00")
    expect(worker.locator("[name=purpose]")).to_have_value("At det bliver lettere om morgenen")
    expect(worker.locator(".field-error")).to_have_count(0)
    worker.get_by_role("button", name="Indkald til mødet").click()
    expect(worker.get_by_text("Der er indkaldt til mødet.")).to_be_visible()

    # When the mother makes an address for the calendar on her phone
    mother.goto("/me/")
    mother.get_by_role("link", name="Få dine møder i din kalender").click()
    accessible(mother)
    mother.get_by_role("button", name="Lav en adresse").click()
    address = mother.locator("#address")
    expect(address).to_contain_text(".ics")
    accessible(mother)
    secret = address.inner_text().strip()

    # Then the calendar shows both meetings, and nothing of what they are about
    events = fetched(visits, secret)
    assert [event.summary.value for event in events] == ["Møde", "Møde"]
    assert sorted(event.sequence.value for event in events) == ["0", "0"]

    # When the tovholder calls the new one off
    worker.get_by_role("link", name="Aflys mødet").click()
    worker.fill("[name=because]", "Lars er syg")
    worker.get_by_role("button", name="Aflys mødet").click()
    expect(worker.get_by_text("Mødet er aflyst.")).to_be_visible()

    # Then the calendar says so the next time it asks
    off = [event for event in fetched(visits, secret) if event.status.value == "CANCELLED"]
    assert [event.summary.value for event in off] == ["Aflyst: Møde"]

    # And when the mother ends the address, nobody reads anything there any more
    mother.goto("/me/calendar/")
    expect(mother.locator("#address")).to_have_count(0)
    accessible(mother)
    mother.get_by_role("button", name="Luk adressen").click()
    expect(mother.get_by_text("Din kalender får ikke mere herfra.").first).to_be_visible()
    assert visits().request.get(secret).status == 404
