"""National numbers: read by form alone, kept sealed, found by a keyed hash."""

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from tovholder.demo.cast import test_persons as the_test_persons
from tovholder.people.national import NationalId, read_national_id


def test_every_national_test_person_is_read_though_the_check_digit_fails() -> None:
    for person in the_test_persons():
        read = read_national_id(person.number, "cpr")
        assert read.number == person.number


@pytest.mark.parametrize("text", ["050515-9995", " 0505159995 ", "05 05 15 9995"])
def test_a_number_is_read_as_people_write_it(text: str) -> None:
    assert read_national_id(text, "cpr") == NationalId("cpr", "0505159995")


@pytest.mark.parametrize(
    "text",
    ["", "050515", "05051599951", "3202159995", "0513159995", "abcdefghij", "٠٥٠٥١٥٩٩٩٥", "²" * 10],
)
def test_what_cannot_be_a_danish_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_national_id(text, "cpr")
    assert refusal.value.messages


def test_a_replacement_number_moves_the_day() -> None:
    assert read_national_id("6505159995", "cpr").number == "6505159995"


def test_a_norwegian_number_has_two_check_digits() -> None:
    assert read_national_id("15076500565", "fnr").kind == "fnr"
    with pytest.raises(ValidationError):
        read_national_id("15076500566", "fnr")


def test_a_synthetic_norwegian_number_needs_the_installations_word() -> None:
    synthetic = "05895599936"
    with override_settings(TOVHOLDER_SYNTHETIC_NUMBERS=True):
        assert read_national_id(synthetic, "fnr").number == synthetic
    with override_settings(TOVHOLDER_SYNTHETIC_NUMBERS=False), pytest.raises(ValidationError):
        read_national_id(synthetic, "fnr")


@given(st.from_regex(r"(0[1-9]|[12][0-9]|3[01])(0[13578]|1[02])[0-9]{6}", fullmatch=True))
def test_a_number_is_never_kept_or_shown_as_it_is(digits: str) -> None:
    read = read_national_id(digits, "cpr")
    assert digits.encode() not in read.sealed()
    assert digits.encode() not in read.keyed_hash()
    assert read.masked() == f"{digits[:6]}-••••"
    assert read.keyed_hash() == NationalId("cpr", digits).keyed_hash()
    assert read.keyed_hash() != NationalId("fnr", digits).keyed_hash()


def test_the_hash_is_worth_nothing_without_the_key() -> None:
    number = NationalId("cpr", "0505159995")
    first = number.keyed_hash()
    with override_settings(SECRET_KEY="another key that is long enough to be one"):
        assert number.keyed_hash() != first
