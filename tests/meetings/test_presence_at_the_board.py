"""Who writes is seen at the other boards for six seconds, and the wall follows the table."""

import pytest
from playwright.sync_api import expect

from tests.browsing import House, Visits
from tests.cast import gather, settle
from tests.meetings.table import Table, call
from tests.meetings.test_live_board import board, sign_in
from tovholder.audit.context import acting


@pytest.fixture
def table(own_database: str, house: House) -> Table:
    with acting(None):
        town = settle()
    table = call(gather(town), writing="together")
    table.go_to("story")
    return table


def test_the_others_see_that_one_writes_and_then_no_more(table: Table, visits: Visits) -> None:
    teacher, mother = visits(), visits(phone=True)
    board(table, teacher, "teacher")
    board(table, mother, "mother")
    words = mother.get_by_text("Mette, lærer, skriver")
    expect(words).to_be_hidden()
    teacher.locator("#pen-story textarea").press_sequentially("hemmeligt", delay=20)
    expect(words).to_be_visible()
    assert "hemmeligt" not in mother.content()
    expect(teacher.locator("[data-writes]:visible")).to_have_count(0)
    expect(words).to_be_hidden(timeout=8_000)


def test_the_wall_shows_what_is_put_up_and_goes_where_the_table_goes(
    table: Table, visits: Visits, accessible
) -> None:
    wall = visits()
    sign_in(wall, "social-worker")
    wall.goto(f"/meetings/{table.meeting.pk}/wall/")
    expect(wall.get_by_text("en klassekammerat")).to_be_visible()
    expect(wall.locator("header").first).to_be_hidden()
    table.say("mother", "Han tegner hver aften", step="story", column="strengths", by="mother")
    expect(wall.locator(".note-text", has_text="Han tegner hver aften")).to_be_visible()
    accessible(wall)
    table.move("meaning", over=True)
    expect(wall.get_by_role("heading", level=1)).to_have_text("Hvad det betyder")
