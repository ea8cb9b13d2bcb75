"""Journey 30: a pedagogue without a way in must know now; others know in the same moment, and the
hour ends by itself (issue 4, decision 26)."""

from collections.abc import Callable

from django.db import connection
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be, send
from tests.journeys.test_an_open_page_asks_again import end_seat, look_at
from tovholder.demo.cast import FAMILY
from tovholder.demo.passing import let_days_pass

REASON = "Drengen er kommet alene herhen og er bange for at gå hjem"


def test_she_reads_for_an_hour_and_is_asked_about_it(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given somebody of the child's own school who sees no case any more
    end_seat(served_case, "pedagogue")
    pedagogue = be("pedagogue", phone=True)
    pedagogue.clock.install()
    pedagogue.goto("/cases/")
    pedagogue.get_by_role("link", name="Jeg har brug for at se en sag i en nødsituation").click()
    accessible(pedagogue)
    # When her reason is none, she is asked for one; then she reads what will happen, and does it
    pedagogue.get_by_label("Cpr-nummer").fill(FAMILY["child"])
    pedagogue.get_by_label("Hvad sker der").fill("Det haster")
    send(pedagogue)
    expect(pedagogue.locator(".error-summary")).to_contain_text("i en hel sætning")
    pedagogue.get_by_label("Hvad sker der").fill(REASON)
    send(pedagogue)
    expect(pedagogue.get_by_role("main")).to_contain_text("I 60 minutter kan du læse")
    expect(pedagogue.get_by_role("main")).to_contain_text("Henrik Dalgaard")
    accessible(pedagogue)
    send(pedagogue)
    # Then she reads the case and can write nothing in it
    expect(pedagogue.get_by_role("heading", level=1)).to_have_text("Lars Test Berggren")
    expect(pedagogue.get_by_text("Du ser denne sag med nødadgang")).to_be_visible()
    # And her leader and the officer have it in their day, without whose case it is
    for name in ("school-leader", "officer"):
        told = be(name)
        line = told.get_by_role("listitem").filter(has_text="Jonas Berg åbnede en sag")
        line.get_by_role("link").click()
        expect(told.get_by_text(REASON)).to_be_visible()
        expect(told.locator("body")).not_to_contain_text("Lars")
        accessible(told)
        told.get_by_label("Jeg har spurgt til det").check()
        told.get_by_label("Hvad talte I om?").fill("Vi har talt sammen på kontoret")
        send(told)
        expect(told.get_by_text("Dit svar er noteret")).to_be_visible()
        expect(told.get_by_role("main")).not_to_contain_text("Jonas Berg")
    # When the hour is over, the page that stands open goes
    let_days_pass(1)
    connection.close()
    look_at(pedagogue)
    expect(pedagogue.locator("main")).to_contain_text("ikke længere noget, du kan se")
    expect(pedagogue.locator("body")).not_to_contain_text("Lars")
