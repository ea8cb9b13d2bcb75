"""What members of a triage read on an anonymous ground holds no trace of the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.concerns.masking import MARK, masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emma græder.", "[…] græder."),
        ("EMMA græder, emma råber.", "[…] græder, […] råber."),
        ("Emmas mor og Emma's far", "[…] mor og […] far"),
        ("Emma Louise Holm og Holm alene", "[…] og […] alene"),
        ("Emma-Louise kom", "[…]-[…] kom"),
        ("E\u200bmma kom", "[…] kom"),
        ("Émma kom", "[…] kom"),
        ("Emma\u0301 kom", "[…] kom"),
        ("E.L.H. kom", "[…] kom"),
        ("dilemma og gemma", "dilemma og gemma"),
        ("(Emma)", "([…])"),
        ("Emma7 skrev", "[…]7 skrev"),
    ],
)
def test_name_is_hidden(text: str, expected: str) -> None:
    assert masked(text, name="Emma Louise Holm") == expected


@pytest.mark.parametrize("text", ["5.B", "5B", "5 b", "5. b", "5b's", "5-B"])
def test_class_is_hidden(text: str) -> None:
    assert masked(f"I {text} er der uro", group="5.B") == f"I {MARK} er der uro"


def test_class_of_a_number_hides_only_the_class() -> None:
    assert masked("5 gange i 5. klasse", group="5") == f"5 gange i {MARK}"


def test_other_numbers_stay() -> None:
    assert masked("15B og 5BC", group="5B") == "15B og 5BC"


def test_particles_are_words_too() -> None:
    assert masked("de kommer, sagde Rosa von Holm", name="Rosa de la Cruz") == (
        f"de kommer, sagde {MARK} von Holm"
    )


def test_a_given_name_that_is_a_word_too_is_hidden() -> None:
    assert masked("Van kom von Holm", name="Van Nguyen") == f"{MARK} kom von Holm"
    assert masked("de kom fra den gård", also=["Den Gamle Gård"]).startswith("de kom fra den")


def test_words_the_leader_adds_are_hidden() -> None:
    assert masked("Musen bor i Skovgade", also=["Musen", "Skovgade"]) == f"{MARK} bor i {MARK}"


def test_nothing_to_hide_leaves_the_text() -> None:
    assert masked("Et barn 🌧 i regn", name="", group="") == "Et barn 🌧 i regn"


def test_letters_that_grow_when_folded_keep_their_places() -> None:
    assert masked("Straße ﬁn Emma ﬁn", name="Emma") == f"Straße ﬁn {MARK} ﬁn"


@given(
    before=st.text(max_size=30),
    after=st.text(max_size=30),
    name=st.sampled_from(["Aya", "Ådne", "Zoë", "Mikkel", "Þór"]),
)
def test_a_name_between_spaces_never_survives(before: str, after: str, name: str) -> None:
    text = f"{before} {name} {after}"
    assert f" {name} " not in f" {masked(text, name=name)} "
