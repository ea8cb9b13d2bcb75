"""Text as people paste it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.instruments.fields import PlainText
from tovholder.ui.plain import plain


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("linje\r\nlinje\rlinje", "linje\nlinje\nlinje"),
        ("sær 🌧️ glad", "sær 🌧️ glad"),
        ("a\u030a", "å"),
        ("\ud800x", "x"),
        ("nej\u202e aj", "nej aj"),
    ],
)
def test_what_nobody_can_see_is_dropped(pasted: str, kept: str) -> None:
    assert plain(pasted) == kept


@given(st.text())
def test_what_is_kept_can_be_stored(text: str) -> None:
    kept = plain(text)
    assert "\x00" not in kept
    assert kept.encode() == plain(kept).encode()


def test_the_field_counts_what_it_keeps() -> None:
    assert PlainText(max_length=2).clean("a\x00\x00b") == "ab"
