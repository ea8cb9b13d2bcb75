"""What people write is kept as they wrote it: never cut, never with what cannot be read."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from tovholder.plans.wording import readable, words


def test_emoji_and_other_alphabets_stay() -> None:
    text = "Emma 👩‍👧 leger 🎉 أهلا Łódź"
    assert words(text, limit=300) == text


def test_control_characters_are_taken_out() -> None:
    assert words("Emma\x00 le\x07ger\x1b[31m", limit=300) == "Emma leger[31m"


def test_lines_are_kept_only_where_they_belong() -> None:
    assert words("en\r\n\r\nto\ttre", limit=300, lines=True) == "en\n\nto tre"
    assert words("en\r\n\r\nto\ttre", limit=300) == "en to tre"


def test_too_long_says_by_how_much_and_cuts_nothing() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        words("a" * 312, limit=300)
    assert refused.value.messages == [
        "This is 12 characters longer than the 300 there is room for."
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x01"])
def test_empty_is_refused_where_words_are_needed(text: str) -> None:
    with pytest.raises(ValidationError, match="ord"):
        words(text, limit=300, missing="Skriv et par ord.")
    assert words(text, limit=300) == ""


@given(some.text(max_size=200))
def test_what_is_kept_can_always_be_stored_and_printed(text: str) -> None:
    kept = readable(text)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in kept if sign != "\n")
    kept.encode()
    assert readable(kept) == kept
