"""A board in rows, with a closed column and chosen voices; a closing of some parts; what lies
beside a step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, read_into
from tovholder.meetings.engine.rows import row_of
from tovholder.meetings.models import Contribution, Side
from tovholder.meetings.questions import questions_of

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "methods"
INVITED = ("mother", "child", "social-worker", "teacher", "psychologist")
SOLVED = "Han kan få en anden plads i klassen"


@pytest.fixture
def corner(gathering: Gathering) -> Iterator[Table]:
    own = Catalogue()
    assert list(read_into(own, FILES)) == []
    catalogue().methods.update(own.methods)
    worker = gathering.account("social-worker")
    with acting(worker):
        cases.admit_child(case=gathering.case, purpose="Lars selv", by=worker)
    try:
        table = call(gathering, *INVITED, method="corner@1")
        table.begin()
        yield table
    finally:
        for reference in own.methods:
            del catalogue().methods[reference]


def page(table: Table, name: str, step: str) -> str:
    client = Client()
    client.force_login(table.account(name))
    answer = client.get(reverse("meetings:step", args=[table.meeting.pk, step]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_voice_has_its_row(corner: Table):
    rows = {name: row_of(corner.voice(name)) for name in INVITED}
    assert rows == {
        "mother": "parents", "child": "child", "teacher": "school",
        "social-worker": "others", "psychologist": "others",
    }  # fmt: skip


def test_a_sentence_stands_in_the_row_of_whose_it_is(corner: Table):
    corner.say("mother", "Han sover godt", step="corner", column="works")
    corner.say("teacher", "Han tegner", step="corner", column="works")
    drawn = page(corner, "mother", "corner")
    places = [
        drawn.index(f">{each}<")
        for each in ("Forældrene", "Han sover godt", "Skolen", "Han tegner")
    ]
    assert places == sorted(places)
    assert drawn.count("Intet herfra endnu.") == 2


def test_a_closed_column_refuses_with_the_methods_words_and_keeps_nothing(corner: Table):
    with pytest.raises(ValidationError, match="found with the family"):
        corner.say("teacher", SOLVED, step="corner", column="solution")
    client = Client()
    client.force_login(corner.account("social-worker"))
    answer = client.post(
        reverse("meetings:act", args=[corner.meeting.pk, "corner", "say"]),
        {"text": SOLVED, "column": "solution", "voice": str(corner.voice("teacher").pk)},
    )
    assert answer.status_code == 422
    assert "found with the family" in answer.content.decode()
    with acting(corner.account("social-worker")):
        assert not Contribution.objects.filter(meeting=corner.meeting).exists()
    assert SOLVED not in page(corner, "social-worker", "corner")


def test_nobody_is_asked_beforehand_for_what_is_refused(corner: Table):
    asked = questions_of(catalogue().method("corner@1"), Side.PROFESSIONAL)
    assert [question.column for question in asked] == ["works"]


def test_only_the_sides_a_step_hears_can_write_there(corner: Table):
    corner.move("trades")
    drawn = page(corner, "social-worker", "trades")
    pen = drawn[drawn.index('id="pen-trades"') :]
    pen = pen[: pen.index("</form>")]
    assert "Mette" in pen
    assert "Kirsten" not in pen
    client = Client()
    client.force_login(corner.account("social-worker"))
    answer = client.post(
        reverse("meetings:act", args=[corner.meeting.pk, "trades", "say"]),
        {"text": "Noget", "voice": str(corner.voice("mother").pk)},
    )
    assert answer.status_code == 422


def test_what_lies_beside_a_step_is_folded_there(corner: Table):
    drawn = page(corner, "mother", "corner")
    assert "Til at kigge i undervejs" in drawn
    assert reverse("catalogue:item", args=["guides", "signs"]) in drawn
    assert reverse("catalogue:item", args=["professions", "teacher"]) in drawn
    assert "Planlagt: 20 minutter" not in drawn
    assert "Planlagt: 20 minutter" in page(corner, "social-worker", "corner")


def test_a_closing_has_the_parts_its_method_names(corner: Table):
    corner.move("trades")
    corner.move("home")
    drawn = page(corner, "social-worker", "home")
    assert 'id="next-form"' in drawn
    for other in ("document-form", "child-form", "coherence-form", 'id="promised"'):
        assert other not in drawn
    client = Client()
    client.force_login(corner.account("social-worker"))
    answer = client.post(
        reverse("meetings:act", args=[corner.meeting.pk, "home", "child"]),
        {"voice": str(corner.voice("mother").pk), "due": "2099-01-01"},
    )
    assert answer.status_code == 404
