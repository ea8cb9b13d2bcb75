"""Wherever a profession is drawn beside a name, it can be tapped (S-70)."""

import re

from tests.guards.ground import template_name, templates

DRAWN = re.compile(r"\{\{ *[a-z_.]*\b(?:chair|voice|professional|participant)\.title\b")
# Where it cannot: inside the label of a choice, on what is printed, and on each note of a board,
# whose people stand beside it and can be tapped there.
IN_WORDS_ALONE = {
    "meetings/voices.html",
    "meetings/call.html",
    "meetings/note.html",
    "meetings/agenda_article.html",
    "meetings/minutes_article.html",
    "meetings/minutes_word.html",
    "meetings/kinds/sign_minutes.html",
}


def test_a_title_beside_a_name_can_be_tapped() -> None:
    drawing = {template_name(path) for path in templates() if DRAWN.search(path.read_text())}
    assert drawing - IN_WORDS_ALONE == set()


def test_many_places_let_it_be_tapped() -> None:
    tapping = {template_name(path) for path in templates() if "{% profession " in path.read_text()}
    assert len(tapping) >= 10, sorted(tapping)
