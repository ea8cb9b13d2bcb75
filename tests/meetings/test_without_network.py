"""Two minutes without a network in the meeting room: nothing typed at the board is lost, nothing
comes twice, and all of it comes in the order it was written."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import House, Visits
from tests.cast import gather, settle
from tests.meetings.table import Table, call
from tests.meetings.test_live_board import board
from tovholder.audit.context import acting
from tovholder.meetings.models import Contribution

BACK = 20_000


@pytest.fixture
def table(own_database: str, house: House) -> Table:
    with acting(None):
        town = settle()
    table = call(gather(town))
    table.go_to("story")
    return table


def put_up(page: Page, text: str) -> None:
    page.fill("#pen-story textarea", text)
    page.locator("#pen-story .voices label").first.click()
    page.get_by_role("button", name="Sæt op").click()
    expect(page.locator("#pen-story textarea")).to_have_value("")


def on_the_board(table: Table) -> list[str]:
    with acting(table.account("mother")):
        return list(Contribution.objects.order_by("written_at").values_list("text", flat=True))


def test_what_is_put_up_without_a_connection_comes_once_and_in_order(
    table: Table, visits: Visits
) -> None:
    writing, reading = visits(), visits(phone=True)
    board(table, writing, "social-worker")
    board(table, reading, "mother")
    writing.context.set_offline(True)
    writing.get_by_role("button", name="Sæt op").click()  # a tap without words is told at once
    expect(writing.locator("#messages")).to_contain_text("Der er ingen forbindelse lige nu")
    for text in ("Det første", "Det andet", "Det tredje"):
        put_up(writing, text)
    waiting = writing.locator("[data-waiting]")
    expect(waiting).to_contain_text("Der er ingen forbindelse lige nu")
    expect(waiting.locator("li")).to_have_text(["Det første", "Det andet", "Det tredje"])
    writing.fill("#pen-story textarea", "Halvt skrev")
    assert on_the_board(table) == []
    writing.context.set_offline(False)
    for page in (writing, reading):
        expect(page.locator(".note-text")).to_have_text(
            ["Det første", "Det andet", "Det tredje"], timeout=BACK
        )
    expect(waiting).to_contain_text("alt, du skrev, er sendt")
    assert writing.input_value("#pen-story textarea") == "Halvt skrev"
    assert on_the_board(table) == ["Det første", "Det andet", "Det tredje"]
    visits.complaints.clear()  # that the connection was lost is what this is about


def test_what_is_put_up_while_the_house_restarts_comes_too(
    table: Table, house: House, visits: Visits
) -> None:
    page = visits()
    board(table, page, "social-worker")
    house.stop()
    put_up(page, "Mens huset var væk")
    put_up(page, "Og lidt til")
    expect(page.locator("[data-waiting] li")).to_have_count(2)
    house.start()
    expect(page.locator(".note-text")).to_have_text(
        ["Mens huset var væk", "Og lidt til"], timeout=BACK
    )
    assert on_the_board(table) == ["Mens huset var væk", "Og lidt til"]
    visits.complaints.clear()


def test_a_word_that_had_arrived_as_the_answer_was_lost_does_not_come_twice(
    table: Table, visits: Visits
) -> None:
    page = visits()
    board(table, page, "social-worker")
    lost = []

    def lose_the_answer(route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort("connectionreset")

    page.route("**/board/story/say/", lose_the_answer)
    put_up(page, "Sagt én gang")
    expect(page.locator("[data-waiting]")).to_contain_text("alt, du skrev, er sendt", timeout=BACK)
    assert lost == [200]
    expect(page.locator(".note-text")).to_have_text(["Sagt én gang"])
    assert on_the_board(table) == ["Sagt én gang"]
    visits.complaints.clear()


def test_what_the_board_no_longer_takes_is_given_back_with_why(
    table: Table, visits: Visits
) -> None:
    page = visits()
    board(table, page, "social-worker")
    page.context.set_offline(True)
    put_up(page, "For sent")
    mother = table.account("mother")
    with acting(mother):
        from tovholder.meetings import actions

        actions.take_pen(meeting=table.meeting, by=mother)
    page.context.set_offline(False)
    back = page.locator("[data-waiting-back] .notice")
    expect(back).to_contain_text("For sent", timeout=BACK)
    expect(back).to_contain_text("har pennen")
    assert on_the_board(table) == []
    visits.complaints.clear()


def test_it_waits_over_a_page_that_is_loaded_anew_and_only_for_its_writer(
    table: Table, visits: Visits
) -> None:
    page = visits()
    board(table, page, "social-worker")
    page.route("**/board/story/say/", lambda route: route.abort("connectionfailed"))
    put_up(page, "Kun mit")
    expect(page.locator("[data-waiting] li")).to_have_text(["Kun mit"])
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("[data-waiting] li")).to_have_text(["Kun mit"])
    board(table, page, "teacher")  # somebody else in the same window
    expect(page.locator("[data-waiting] li")).to_have_count(0)
    board(table, page, "social-worker")
    expect(page.locator("[data-waiting] li")).to_have_text(["Kun mit"])
    page.unroute("**/board/story/say/")
    expect(page.locator(".note-text")).to_have_text(["Kun mit"], timeout=BACK)
    assert on_the_board(table) == ["Kun mit"]
    visits.complaints.clear()
