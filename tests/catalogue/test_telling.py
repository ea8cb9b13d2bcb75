"""Everything a file may say can be told to a person who reads it."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given

from tests.meetings.any_method import any_method
from tovholder.catalogue import vocabulary
from tovholder.catalogue.methods import Method
from tovholder.catalogue.options import SIDES, Word
from tovholder.catalogue.telling import dictionary as said
from tovholder.catalogue.telling import facts, sections
from tovholder.catalogue.telling.steps import TELLERS


def test_every_word_of_the_vocabulary_can_be_told() -> None:
    composed = {"steps-have-words"}
    assert set(vocabulary.GUARDS) == set(said.CONDITIONS) | composed
    assert set(vocabulary.STEP_KINDS) == set(said.KINDS)
    assert set(said.STRICTNESS) == vocabulary.STRICTNESS
    assert set(said.VOICES) == SIDES
    assert set(said.RIGHTS) == vocabulary.RIGHTS
    assert set(said.ABOUT) == vocabulary.BOOKS
    assert set(said.COMPANY) == vocabulary.COMPANY
    assert set(said.SUBJECTS) == vocabulary.SUBJECTS
    assert set(said.COLOURS) == vocabulary.COLOURS
    assert set(said.HOLDS) == vocabulary.FORUM_HOLDS
    assert set(said.ASKS) == vocabulary.FORUM_ASKS


def test_every_key_of_a_step_can_be_told_with_every_word_it_takes() -> None:
    options = vocabulary.OPTIONS
    assert set(TELLERS) == set(options)
    for key, option in options.items():
        if isinstance(option, Word):
            told = {word for name, word in said.SAID if name == key}
            assert told | {""} == {*option.known, ""}
    assert set(said.ROWS) == set(options["rows"].known)
    assert set(said.PARTS) == set(options["parts"].known)
    assert set(said.BESIDE) == set(options["beside"].besides)


@pytest.mark.parametrize("language", ["da", "nb", "en"])
@given(method=any_method())
def test_any_method_is_told_in_whole_sentences(method: Method, language: str) -> None:
    with override(language):
        told = sections(method, method.words())
        beside = facts(method)
    assert [section["id"] for section in told] == [step.id for step in method.steps]
    for section in told:
        for sentence in section["conditions"]:
            assert re.search(r"[.!?]$", sentence), sentence
            assert "{" not in sentence
    assert all(fact.label and fact.text for fact in beside)
