"""Any colour a municipality may choose leaves every word readable."""

from hypothesis import given
from hypothesis import strategies as st

from tovholder.ui.colours import contrast, mixed
from tovholder.ui.palette import PAGE, READ, Palette, house

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
LIGHT, DARK = 0, 1
BORNE = (
    # what is read, and the grounds it stands on, in light and dark alike
    ("text-default", ("background-default", "surface-tinted", "surface-hover", "surface-active")),
    ("text-subtle", ("background-default", "background-tinted", "surface-default")),
    ("base-contrast-default", ("base-default", "base-hover", "base-active")),
    ("base-contrast-subtle", ("base-default",)),
)


def token(palette: Palette, name: str, scheme: int) -> str:
    return palette.tokens[f"--ds-color-accent-{name}"][scheme]


@given(COLOURS)
def test_every_pair_of_text_and_ground_can_be_read(accent: str) -> None:
    palette = Palette(accent)
    for scheme in (LIGHT, DARK):
        for text, grounds in BORNE:
            for ground in grounds:
                reached = contrast(token(palette, text, scheme), token(palette, ground, scheme))
                assert reached >= READ, (accent, scheme, text, ground, reached)


@given(COLOURS)
def test_the_head_can_be_read_where_one_stands_and_where_one_points(accent: str) -> None:
    palette = Palette(accent)
    for scheme in (LIGHT, DARK):
        letters = palette.tokens["--header-text"][scheme]
        ground = palette.tokens["--header-ground"][scheme]
        current = palette.tokens["--header-current"][scheme]
        for stood_on in (ground, current, mixed(current, ground, 0.65)):
            assert contrast(letters, stood_on) >= READ, (accent, scheme, stood_on)


@given(COLOURS)
def test_buttons_and_links_can_be_read_on_a_page_in_light_and_dark(accent: str) -> None:
    palette = Palette(accent)
    for scheme, pages in ((LIGHT, ("#ffffff", PAGE)), (DARK, ("#15191c", "#1c2125", "#20262a"))):
        for page in pages:
            assert contrast(token(palette, "base-default", scheme), page) >= READ
            assert contrast(token(palette, "text-subtle", scheme), page) >= READ


def test_a_colour_that_can_be_read_is_used_as_it_is() -> None:
    for accent in ("#0b5c68", "#000000", "#8a1538"):
        assert Palette(accent).base == accent
        assert Palette(accent).told == ""


def test_a_colour_that_is_too_pale_is_darkened_and_told_with_its_ratio() -> None:
    told = Palette("#ffcc00").told
    assert "#ffcc00 reaches 1.4:1" in told
    assert "4.5:1" in told
    assert Palette("#ffcc00").base in told
    assert Palette("#ffcc00").tokens["--header-ground"][LIGHT] == "#ffcc00"


def test_every_ground_is_as_light_as_our_own() -> None:
    for name, ours in house().items():
        if "-base-" in name:
            continue
        for scheme in (LIGHT, DARK):
            theirs = Palette("#e4007c").tokens[name][scheme]
            assert contrast(theirs, ours[scheme]) < 1.06, name
