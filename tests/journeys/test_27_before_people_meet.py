"""Journey 27: a meeting is called in an unusual way, told again before it, and its weight seen."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.shell.lives import live
from tovholder.audit.context import acting
from tovholder.meetings.models import Meeting


def test_the_other_ways_are_there_without_scripts(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a tovholder whose telephone runs no scripts
    worker = be("social-worker", phone=True, javascript=False)

    # When she calls a meeting, she sees the three usual ways, and unfolds the others
    worker.goto(f"/cases/{served_case.case.pk}/meetings/new/")
    expect(worker.locator("[name=method]:visible")).to_have_count(3)
    worker.locator("summary", has_text="Andre måder at mødes på").click()
    expect(worker.locator("label", has_text="Familierådslagning")).to_be_visible()
    worker.locator("label", has_text="Familierådslagning").click()
    worker.get_by_role("button", name="Indkald til mødet").click()

    # Then what she chose is in sight while she mends the rest
    expect(worker.locator(".error-summary")).to_be_visible()
    expect(worker.locator("[value='family-group-conference@1']")).to_be_checked()
    expect(worker.locator("label", has_text="Familierådslagning")).to_be_visible()


def test_a_meeting_is_told_again_and_its_weight_is_seen(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a meeting later today, and promises past their day
    live(served_case, times=4)
    with acting(served_case.account("social-worker")):
        now = timezone.now()
        Meeting.objects.update(starts_at=now, ends_at=now + timedelta(minutes=50))
    connection.close()

    # Then it stands first in the teacher's day
    teacher = be("teacher", phone=True)
    expect(teacher.get_by_role("heading", name="I mødes snart")).to_be_visible()
    expect(teacher.get_by_text("I dag kl.").first).to_be_visible()
    accessible(teacher)

    # And whoever leads the school sees numbers, in light and in dark, and nobody's child
    for scheme in ("light", "dark"):
        leader = be("school-leader", color_scheme=scheme)
        leader.get_by_role("navigation").get_by_role("link", name="Din enhed").click()
        expect(leader.get_by_role("heading", level=1)).to_have_text("Åskolen")
        row = leader.get_by_role("row", name="Mette Lund")
        expect(row.get_by_role("cell").first).to_have_text("under 3")
        expect(leader.locator("main")).not_to_contain_text("Lars")
        accessible(leader)
