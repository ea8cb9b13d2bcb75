"""The live board in a real browser: a push, a half-written sentence, a lost seat, a restart."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browsing import House, Visits, goes_at_once, sign_in
from tests.cast import gather, settle
from tests.meetings.table import Table, call
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.organisation.actions import be_away, be_back


@pytest.fixture
def table(own_database: str, house: House) -> Table:
    with acting(None):
        town = settle()
    table = call(gather(town))
    table.go_to("story")
    return table


def board(table: Table, page: Page, name: str, step: str = "story") -> None:
    sign_in(page, name)
    page.goto(f"/meetings/{table.meeting.pk}/board/{step}/")
    expect(page.locator("[data-live-state]")).to_have_attribute("data-state", "live")


def test_what_one_writes_the_other_sees_and_half_a_sentence_survives(
    table: Table, visits: Visits
) -> None:
    writing, reading = visits(), visits(phone=True)
    board(table, writing, "social-worker")
    board(table, reading, "mother")
    writing.fill("#pen-story textarea", "Halvt skrev")
    table.say("mother", "Han tegner hver aften", step="story", column="strengths")
    for page in (writing, reading):
        expect(page.locator(".note-text", has_text="Han tegner hver aften")).to_be_visible()
    assert writing.input_value("#pen-story textarea") == "Halvt skrev"
    writing.fill("#pen-story textarea", "Han går langs hegnet")
    writing.locator("#pen-story .voices label").first.click()
    writing.get_by_role("button", name="Sæt op").click()
    expect(reading.locator(".note-text", has_text="Han går langs hegnet")).to_be_visible()
    assert writing.input_value("#pen-story textarea") == ""


def test_why_one_was_refused_stays_when_others_write(table: Table, visits: Visits) -> None:
    page = visits()
    board(table, page, "social-worker")
    pen, why = page.locator("#pen-story"), page.locator("#pen-story .error-summary")
    pen.locator("textarea").fill("Uden et sted at stå")
    pen.get_by_role("button", name="Sæt op").click()
    expect(why).to_be_focused()
    pen.locator("textarea").focus()
    table.say("teacher", "Imens sagde læreren noget", step="story", column="seen")
    expect(page.locator(".note-text", has_text="Imens sagde læreren")).to_be_visible()
    expect(why).to_be_visible()
    expect(pen.locator("textarea")).to_be_focused()
    expect(pen.locator("textarea")).to_have_value("Uden et sted at stå")
    pen.locator(".voices label").first.click()
    pen.locator(".chip").first.click()
    pen.get_by_role("button", name="Sæt op").click()
    expect(page.locator(".note-text", has_text="Uden et sted at stå")).to_be_visible()
    expect(why).to_have_count(0)


def test_half_a_sentence_survives_a_restart_of_the_house(
    table: Table, house: House, visits: Visits
) -> None:
    page = visits()
    board(table, page, "social-worker")
    page.fill("#pen-story textarea", "Midt i en sætning")
    house.restart()
    expect(page.locator("[data-live-state]")).to_have_attribute(
        "data-state", "live", timeout=20_000
    )
    table.say("teacher", "Efter genstarten", step="story", column="seen")
    expect(page.locator(".note-text", has_text="Efter genstarten")).to_be_visible()
    assert page.input_value("#pen-story textarea") == "Midt i en sætning"
    visits.complaints.clear()  # that the connection was lost is what this is about


def test_a_board_whose_seat_ends_closes_within_two_seconds(table: Table, visits: Visits) -> None:
    page = visits()
    board(table, page, "teacher")
    worker, teacher = table.account("social-worker"), table.account("teacher")
    with acting(worker):
        for seat in Seat.objects.filter(case=table.meeting.case, account=teacher):
            cases.end_seat(seat=seat, by=worker, reason="Slut")
    goes_at_once(page)
    assert page.request.get(f"/live/meetings/{table.meeting.pk}/").status == 404


def test_a_board_of_whoever_stands_in_closes_when_the_other_is_back(
    table: Table, visits: Visits
) -> None:
    worker, today = table.account("social-worker"), timezone.localdate()
    with acting(worker):
        absence = be_away(
            account=worker, cover=table.account("outsider"), first_day=today,
            last_day=today + timedelta(days=3), by=worker,
        )  # fmt: skip
    page = visits()
    board(table, page, "outsider")
    table.say("mother", "Han tegner hver aften", step="story", column="strengths")
    expect(page.locator(".note-text", has_text="Han tegner hver aften")).to_be_visible()
    with acting(worker):
        be_back(absence=absence, by=worker)
    goes_at_once(page)
    assert page.request.get(f"/live/meetings/{table.meeting.pk}/").status == 404


def ends(page: Page, sentence: str) -> None:
    """The board goes within two seconds of what ended it, and says why."""
    goes_at_once(page)
    expect(page.locator("main")).to_contain_text(sentence)


def test_a_board_goes_when_its_reader_signs_out_in_another_window(
    table: Table, visits: Visits
) -> None:
    """And what was half written is gone from the screen, and back when she has signed in."""
    page = visits()
    board(table, page, "social-worker")
    page.fill("#pen-story textarea", "Halvt skrev")
    other = page.context.new_page()
    other.goto("/")
    other.locator(".account [data-sign-out] button").click()
    ends(page, "Det, du skrev, er gemt")
    assert "Halvt skrev" not in page.content()
    expect(page.locator(".account").first).to_be_hidden()
    sign_in(other, "social-worker")
    other.close()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-live-state]")).to_have_attribute("data-state", "live")
    assert page.input_value("#pen-story textarea") == "Halvt skrev"
    page.locator("#pen-story .voices label").first.click()
    page.get_by_role("button", name="Sæt op").click()
    expect(page.locator(".note-text", has_text="Halvt skrev")).to_be_visible()
    table.say("mother", "Sagt bagefter", step="story", column="seen")
    expect(page.locator(".note-text", has_text="Sagt bagefter")).to_be_visible()


@pytest.mark.parametrize("how", ["is no longer in use", "has a new password"])
def test_a_board_goes_when_its_account(table: Table, visits: Visits, how: str) -> None:
    page = visits()
    board(table, page, "teacher")
    account = table.account("teacher")
    if how == "has a new password":
        account.set_password("et helt nyt kodeord")
    else:
        account.is_active = False
    account.save()
    ends(page, "Du er logget ud")
    assert page.request.get(f"/live/meetings/{table.meeting.pk}/").status == 404


def test_a_push_after_the_session_ended_takes_nobody_from_what_they_write(
    table: Table, visits: Visits
) -> None:
    """The stream has not heard of it yet, and the part it asks for is refused."""
    page = visits()
    board(table, page, "social-worker")
    address = page.url
    page.fill("#pen-story textarea", "Halvt skrev")
    page.context.clear_cookies(name="session")
    table.say("mother", "Sagt imens", step="story", column="seen")
    ends(page, "Det, du skrev, er gemt")
    assert page.url == address
    visits.complaints.clear()  # the browser says that it was refused


def test_the_board_of_another_stays(table: Table, visits: Visits) -> None:
    """Given two at one board, when one signs out, then the other's stream goes on."""
    page, other = visits(), visits()
    board(table, page, "mother")
    board(table, other, "teacher")
    other.locator(".account [data-sign-out] button").click()
    expect(other.get_by_label("Brugernavn")).to_be_visible()
    table.say("mother", "Vi taler videre", step="story", column="seen")
    expect(page.locator(".note-text", has_text="Vi taler videre")).to_be_visible()


def test_a_stranger_gets_no_stream(table: Table, visits: Visits) -> None:
    page = visits()
    sign_in(page, "outsider")
    assert page.request.get(f"/live/meetings/{table.meeting.pk}/").status == 404


def test_what_is_typed_while_the_last_word_travels_is_kept(table: Table, visits: Visits) -> None:
    page = visits()
    board(table, page, "social-worker")

    def slowly(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    page.route("**/board/story/say/", slowly)
    pen = page.locator("#pen-story textarea")
    pen.fill("Det første")
    page.locator("#pen-story .voices label").first.click()
    page.get_by_role("button", name="Sæt op").click()
    pen.fill("Det næste, i farten")
    expect(page.locator(".note-text", has_text="Det første")).to_be_visible()
    page.wait_for_timeout(300)
    assert pen.input_value() == "Det næste, i farten"


def test_a_lost_listening_connection_is_found_again_and_everyone_reads_again(
    table: Table, own_database: str, visits: Visits
) -> None:
    page = visits()
    board(table, page, "mother")
    lose_the_listening_connection(own_database)
    table.say("mother", "Sagt, mens ingen lyttede", step="story", column="seen")
    expect(page.locator(".note-text", has_text="Sagt, mens ingen lyttede")).to_be_visible()


def lose_the_listening_connection(database: str) -> None:
    """End it in the database, as soon as it listens to everything."""
    until = time.monotonic() + 20
    with postgres.connect("postgres", role="postgres") as superuser:
        while time.monotonic() < until:
            ended = superuser.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = %s AND query LIKE 'LISTEN%%' AND state = 'idle'",
                [database],
            ).fetchone()
            if ended == (1,):
                return
            time.sleep(0.05)
    pytest.fail("Nobody was listening.")
