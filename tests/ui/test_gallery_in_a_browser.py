"""The gallery as people meet it: phone and desk, light and dark, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visits
from tests.proof import sample


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_everything_is_accessible_and_keeps_to_the_page(
    visits: Visits, accessible: Callable[[Page], None], scheme: str, *, phone: bool
) -> None:
    page = visits(phone=phone, color_scheme=scheme)
    page.goto("/ui/")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


OUR_HEAD = {"light": "rgb(11, 92, 104)", "dark": "rgb(13, 52, 58)"}
COLOURS = [(accent, scheme) for accent in ("ffcc00", "000000", "f7a8c4") for scheme in OUR_HEAD]


@pytest.mark.parametrize(("accent", "scheme"), sample(COLOURS, 3))
def test_a_municipality_s_colour_can_be_read(
    visits: Visits, accessible: Callable[[Page], None], accent: str, scheme: str
) -> None:
    page = visits(color_scheme=scheme)
    page.goto(f"/ui/?accent=%23{accent}")
    ground = page.locator(".header").evaluate("head => getComputedStyle(head).backgroundColor")
    accessible(page)
    assert ground != OUR_HEAD[scheme]
    if scheme == "light":
        assert ground == f"rgb{tuple(bytes.fromhex(accent))}"
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".menu summary").click()
    accessible(page)


def test_words_in_charts_do_not_meet_at_any_width(page: Page) -> None:
    page.goto("/ui/")
    for width in (320, 390, 560, 720, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(MEETING) == [], width


MEETING = """() => [...document.querySelectorAll("#charts .drawing")].flatMap((drawing) => {
  const boxes = [...drawing.querySelectorAll("text")]
    .filter((text) => getComputedStyle(text).display !== "none" && text.textContent.trim())
    .filter((text) => !text.hasAttribute("transform"))
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
    .filter(([_, b]) => a.left + 1 < b.right && b.left + 1 < a.right
      && a.top + 4 < b.bottom && b.top + 4 < a.bottom)
    .map(([other]) => `${one} meets ${other}`));
})"""


def test_the_list_is_walked_from_the_keyboard(page: Page) -> None:
    page.goto("/ui/")
    items = page.locator("#keys [data-keys-item]")
    page.keyboard.press("j")
    expect(items.nth(0).locator("a").first).to_be_focused()
    page.keyboard.press("j")
    expect(items.nth(1).locator("a").first).to_be_focused()
    expect(items.nth(1)).to_have_attribute("data-keys-current", "")
    page.keyboard.press("ArrowUp")
    expect(items.nth(0).locator("a").first).to_be_focused()
    page.locator("#pen").focus()
    page.keyboard.press("j")
    expect(page.locator("#pen")).to_have_value("j")
    expect(page.locator("#pen")).to_have_attribute("data-dirty", "")


def test_the_keys_can_be_turned_off(page: Page) -> None:
    page.goto("/ui/")
    page.locator("[data-keys-switch] input").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("[data-keys-current]")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-keys-switch] input")).not_to_be_checked()


def test_what_cannot_be_undone_is_asked_about(page: Page) -> None:
    page.goto("/ui/")
    button = page.locator("[data-confirm]").first
    button.click()
    dialog = page.locator("#confirm")
    expect(dialog).to_be_visible()
    expect(dialog.locator("#confirm-question")).to_have_text(
        button.get_attribute("data-confirm") or ""
    )
    dialog.locator("button").nth(1).click()
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_the_menu_and_the_colours_need_no_scripts(visits: Visits) -> None:
    page = visits(phone=True, javascript=False)
    page.goto("/ui/")
    expect(page.locator(".menu-sheet")).to_be_hidden()
    page.locator(".menu summary").click()
    expect(page.locator(".menu-sheet")).to_be_visible()
    page.locator(".scheme-choice button[value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_the_keyboard_finds_the_content_first(page: Page) -> None:
    page.goto("/ui/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_nothing_moves_while_the_page_loads(page: Page) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        "  for (const one of list.getEntries()) window.moved += one.value;"
        "}).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto("/ui/", wait_until="networkidle")
    assert page.evaluate("window.moved") < 0.01
