"""A real whiteboard: whoever holds the pen photographs it with a phone, the mother reads what it
says, and it goes again where a name stands on it (S-28)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call
from tests.photos import taken

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SAYS = "Tre grønne sedler: musik, mormor, fodbold"
SLOW = 20_000  # milliseconds


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_wall_to_the_minutes(
    served_case: Gathering,
    be: Be,
    accessible: Callable[[Page], None],
    javascript: bool,  # noqa: FBT001 a parameter of the test
) -> None:
    # Given a table at the story, and the pen in the social worker's hand
    table = call(served_case)
    table.go_to("story")
    pen = be("social-worker", phone=True, javascript=javascript)
    mother = be("mother", phone=True)
    mother.goto(table.meeting.address("step", "story"))

    # When she photographs the whiteboard, first without saying what stands on it
    pen.goto(table.meeting.address("step", "story"))
    pen.get_by_role("link", name="Tag et billede af en rigtig tavle").click()
    expect(pen.get_by_text("Ingen fulde navne")).to_be_visible()
    photo = {"name": "IMG_1.HEIC", "mimeType": "image/jpeg", "buffer": taken(size=(1600, 1200))}
    pen.get_by_label("Billedet").set_input_files(photo)
    pen.get_by_role("button", name="Hæng det op ved tavlen").click()
    expect(pen.get_by_text("Skriv et par ord").first).to_be_visible()
    if javascript:
        accessible(pen)
    pen.get_by_label("Billedet").set_input_files(photo)
    pen.get_by_label("Hvad står der?").fill(SAYS)
    pen.get_by_role("button", name="Hæng det op ved tavlen").click()

    # Then it hangs at the board, for the mother too, and she reads what it says
    expect(pen.locator("figure.photo figcaption")).to_contain_text(SAYS)
    caption = mother.locator("figure.photo figcaption")
    expect(caption).to_contain_text(SAYS, timeout=SLOW)  # pushed to the board she has open
    picture = mother.locator("figure.photo img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    expect(picture).not_to_have_js_property("naturalWidth", 0, timeout=SLOW)  # it has loaded
    accessible(mother)
    mother.goto(table.meeting.address("minutes"))
    expect(mother.locator("figure.photo figcaption")).to_contain_text(SAYS)
    mother.get_by_role("link", name="Se det stort").click()
    expect(mother.get_by_role("button", name="Tag billedet ned")).to_have_count(0)
    accessible(mother)

    # And whoever hung it takes it down: picture and words are gone, from the open board too
    mother.goto(table.meeting.address("step", "story"))
    expect(mother.locator("figure.photo figcaption")).to_contain_text(SAYS)
    pen.get_by_role("link", name="Se det stort").click()
    pen.get_by_role("button", name="Tag billedet ned").click()
    expect(pen.get_by_text("Billedet og ordene til det er væk").first).to_be_visible()
    expect(mother.locator("figure.photo")).to_have_count(0, timeout=SLOW)
    mother.goto(table.meeting.address("minutes"))
    expect(mother.get_by_role("heading", name="Referat")).to_be_visible()
    expect(mother.locator("figure.photo")).to_have_count(0)
    assert SAYS not in mother.content()
