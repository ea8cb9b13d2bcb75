"""A team draws its spider web on three phones: alone, then together (S-87)."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.gatherings.team import LEADS, MEMBERS, found
from tests.journeys.conftest import Be
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings import actions as gatherings
from tovholder.gatherings.hosting import chairs_in, host_after_last
from tovholder.meetings import actions


def called(town: Town) -> str:
    """A web about meetings, begun by the one who leads the team."""
    lead = town.accounts[LEADS]
    forum = found(town)
    starts = timezone.now() + timedelta(minutes=5)
    with acting(lead):
        meeting = gatherings.call(
            forum=forum, method="spider-web@1", purpose="Hvor gode er vores møder?",
            starts_at=starts, ends_at=starts + timedelta(hours=1), place="Lokale 3",
            chairs=chairs_in(forum), host=host_after_last(forum), by=lead,
            instrument="web-meetings@1",
        )  # fmt: skip
        actions.begin(meeting=meeting, by=lead)
    connection.close()
    return f"/gatherings/{meeting.pk}/"


def answer(page: Page, value: int) -> None:
    form = page.locator("form.answering")
    for number in form.locator(f"input[type=radio][value='{value}']").all():
        number.check(force=True)
    form.locator("button[type=submit]").last.click()


def test_each_answers_alone_and_all_see_the_web_when_everyone_has(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    """Given a web is called, when each answers on a phone, then nobody sees a number before all."""
    address = called(served_town)
    pages: dict[str, Page] = {}
    for who in MEMBERS:
        pages[who] = be(who, phone=True)
        pages[who].goto(address)
    accessible(pages["teacher"])
    answer(pages["teacher"], 3)
    answer(pages["health-visitor"], 6)
    lead = pages[LEADS]
    expect(lead.locator("ul.approvals li[data-approved]")).to_have_count(2)
    expect(lead.locator(".tally svg, main svg.chart")).to_have_count(0)
    answer(lead, 9)
    web = lead.locator("main svg[role=img]").first
    expect(web).to_be_visible()
    accessible(lead)
