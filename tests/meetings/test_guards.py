"""The guards are pure: a board goes in, obstacles in words come out."""

from dataclasses import replace
from datetime import date

from tovholder.catalogue import catalogue, vocabulary
from tovholder.meetings.engine import guards
from tovholder.meetings.engine.guards import GUARDS, arguments_of
from tovholder.meetings.engine.state import Board, Goal, Promise, StepState, Voice, Word

MOTHER = Voice("1", "Sofie", "family")
TEACHER = Voice("2", "Mette", "professional", "teacher")
OTHER_TEACHER = Voice("3", "Jonas", "professional", "teacher")
NURSE = Voice("4", "Lene", "professional", "health-visitor")
EMPTY = Board(
    steps={
        "story": StepState("story", "The story", opened=True),
        "meaning": StepState("meaning", "The meaning"),
    },
    voices=(MOTHER, TEACHER, OTHER_TEACHER, NURSE),
)
WANTED = {"steps": ["story"], "voices": ["family"], "professions": 2}


def said(*voices: Voice, step: str = "story", parked: bool = False) -> Board:
    return replace(EMPTY, words=tuple(Word(step, voice, parked=parked) for voice in voices))


def test_every_guard_of_the_vocabulary_is_here_and_no_other():
    assert {name: arguments_of(name) for name in GUARDS} == vocabulary.GUARDS


def test_a_step_without_words_says_so():
    assert guards.steps_have_words(EMPTY, **WANTED) == ["“The story” holds no words yet."]


def test_an_agreement_waits_for_each_point_and_names_no_more_than_three():
    def board(*missing: str) -> Board:
        return replace(EMPTY, missing={"story": missing})

    assert guards.points_agreed(EMPTY, steps=["story"]) == []
    (few,) = guards.points_agreed(board("One", "Two", "Three"), steps=["story"])
    assert few == "“The story” still waits for: One, Two, Three."
    (many,) = guards.points_agreed(board("One", "Two", "Three", "Four", "Five"), steps=["story"])
    assert many == "“The story” still waits for: One, Two, Three and 2 more."


def test_family_and_two_professions_are_enough():
    assert guards.steps_have_words(said(MOTHER, TEACHER, NURSE), **WANTED) == []


def test_two_of_one_profession_are_one():
    obstacles = guards.steps_have_words(said(MOTHER, TEACHER, OTHER_TEACHER), **WANTED)
    assert obstacles == ["“The story” needs words from one more profession."]


def test_the_family_is_missed():
    obstacles = guards.steps_have_words(said(TEACHER, NURSE), **WANTED)
    assert obstacles == ["“The story” holds no words from the family yet."]


def test_no_more_professions_are_asked_for_than_came():
    alone = replace(said(MOTHER, TEACHER), voices=(MOTHER, TEACHER, replace(NURSE, here=False)))
    assert guards.steps_have_words(alone, **WANTED) == []


def test_parked_words_do_not_count():
    assert guards.steps_have_words(said(MOTHER, TEACHER, NURSE, parked=True), **WANTED)


def test_framing_waits_for_those_who_came():
    came = replace(EMPTY, voices=(MOTHER, TEACHER, replace(NURSE, here=False)))
    assert guards.framing_approved(came) == ["Not yet approved by: Sofie, Mette."]
    yes = {"framing": frozenset({"1", "2"})}
    assert guards.framing_approved(replace(came, approvals=yes, at="framing")) == []
    assert guards.framing_approved(replace(came, approvals=yes, at="signing"))


def test_everyone_here_answers_or_those_the_step_asks():
    came = replace(EMPTY, voices=(MOTHER, TEACHER, replace(NURSE, here=False)))
    told = guards.everyone_has_answered(came, steps=["story"])
    assert told == ["“The story” is not yet answered by: Sofie, Mette."]
    some = replace(came, answered={"story": frozenset({"2"})})
    assert guards.everyone_has_answered(some, steps=["story"], voices=["professional"]) == []
    assert guards.everyone_has_answered(some, steps=["story"], voices=["family"])
    asked = replace(some, asked={"story": frozenset({"professional"})})
    assert guards.everyone_has_answered(asked, steps=["story"]) == []


def test_a_low_answer_is_said_once_and_hidden_ones_are_not_weighed():
    assert guards.answers_at_least(EMPTY, steps=["story"], value=5) == []
    low = replace(EMPTY, values={"story": {"able": (7, 3), "willing": (2,)}})
    told = guards.answers_at_least(low, steps=["story", "meaning"], value=5)
    assert told == ["Somebody answered lower than 5 under “The story”. What would it take?"]
    assert guards.answers_at_least(low, steps=["story"], value=2) == []


def test_as_many_are_chosen_as_the_step_says():
    wanted = replace(EMPTY, wanted={"story": 3}, chosen={"story": ("one",)})
    assert guards.chosen(wanted, steps=["story"]) == ["Under “The story” 2 more are to be chosen."]
    two = replace(wanted, chosen={"story": ("one", "two")})
    assert guards.chosen(two, steps=["story"]) == ["Under “The story” one more is to be chosen."]
    all_three = replace(wanted, chosen={"story": ("one", "two", "three")})
    assert guards.chosen(all_three, steps=["story"]) == []


def test_a_consent_stands_or_is_missed():
    assert guards.consent_stands(EMPTY) == ["No consent stands for this case today."]
    assert guards.consent_stands(replace(EMPTY, consent=True)) == []


def test_one_of_the_methods_was_held():
    wanted = {"methods": ["five-steps@1", "follow-up@1"]}
    title = catalogue().method("five-steps@1").words("en").title
    assert title in guards.method_held(EMPTY, **wanted)[0]
    assert guards.method_held(replace(EMPTY, held=frozenset({"follow-up@1"})), **wanted) == []


def test_goals_want_signs_and_one_about_the_surroundings():
    assert guards.goals_have_signs(EMPTY) == ["There is no goal yet."]
    bare = replace(EMPTY, goals=(Goal("Ro i klassen"),))
    assert "Ro i klassen" in guards.goals_have_signs(bare)[0]
    seen = replace(EMPTY, goals=(Goal("Ro i klassen", ("child",)),))
    assert guards.goals_have_signs(seen) == []
    assert guards.sign_about_surroundings(seen)
    around = replace(EMPTY, goals=(Goal("Ro i klassen", ("child", "surroundings")),))
    assert guards.sign_about_surroundings(around) == []


def test_promises_want_a_name_and_a_day():
    assert guards.tasks_have_owner_and_date(EMPTY) == ["Nobody has promised anything yet."]
    bare = replace(EMPTY, promises=(Promise("Ring to school"),))
    assert len(guards.tasks_have_owner_and_date(bare)) == 2
    whole = replace(EMPTY, promises=(Promise("Ring to school", "Sofie", date(2026, 12, 1)),))
    assert guards.tasks_have_owner_and_date(whole) == []


def test_closing_asks_for_each_of_its_parts():
    for name, part in (
        ("child-is-told", "child_told"),
        ("coherence-checked", "coherence"),
        ("next-date-or-end", "continuation"),
    ):
        assert GUARDS[name](EMPTY), name
        assert GUARDS[name](replace(EMPTY, **{part: True})) == [], name


def test_documentation_is_a_word_with_a_voice():
    assert guards.documentation_agreed(EMPTY)
    agreed = replace(EMPTY, words=(Word("closing", TEACHER, column="documentation"),))
    assert guards.documentation_agreed(agreed) == []


def test_steps_closed_names_those_that_are_not():
    assert guards.steps_closed(EMPTY, steps=["story"]) == ["“The story” is not finished."]
    closed = {"story": StepState("story", "The story", opened=True, closed=True)}
    assert guards.steps_closed(replace(EMPTY, steps=closed), steps=["story"]) == []
