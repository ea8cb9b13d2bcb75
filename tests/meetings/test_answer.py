"""Each answers for themselves; nobody reads another's answer before all are in."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue
from tovholder.meetings import actions
from tovholder.meetings.engine.kinds import AtStep
from tovholder.meetings.engine.kinds.talk import in_turn
from tovholder.meetings.models import Answered, Attendance, Mark, Summary

pytestmark = pytest.mark.django_db
EVERYONE = ("mother", "social-worker", "teacher", "psychologist")
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def table(gathering: Gathering, own_methods: Catalogue) -> Table:
    table = call(gathering, method="weigh@1")
    table.begin()
    return table


def answer(table: Table, who: str, *, step: str = "safe", by: str = "", **answers: int | str):
    heard = {item: (given, "") if isinstance(given, int) else (None, given)
             for item, given in answers.items()}  # fmt: skip
    with acting(table.account(by or who)):
        actions.answer(
            meeting=table.meeting, step=step, voice=table.voice(who), answers=heard,
            by=table.account(by or who),
        )  # fmt: skip


def seen_by(table: Table, who: str, step: str = "safe") -> list[int]:
    with acting(table.account(who)):
        return sorted(Mark.objects.filter(step=step).values_list("value", flat=True))


def client_of(table: Table, name: str) -> Client:
    client = Client()
    client.force_login(table.account(name))
    return client


def page(table: Table, name: str, step: str) -> str:
    address = reverse("meetings:step", args=[table.meeting.pk, step])
    return client_of(table, name).get(address).content.decode()


def go_to(table: Table, step: str) -> None:
    worker = table.account("social-worker")
    for each in table.sitting().method.steps[1:]:
        if table.where() == step:
            return
        if table.where() == "ready":
            for who in ("social-worker", "teacher", "psychologist", "mother"):
                answer(table, who, step="ready", able=8)
        with acting(worker):
            actions.move(meeting=table.meeting, to=each.id, over=True, by=worker)


def test_an_answer_is_its_writers_until_all_are_in(table: Table):
    for who, value in zip(EVERYONE[:3], (3, 5, 7), strict=True):
        answer(table, who, home=value)
    assert seen_by(table, "mother") == [3]
    assert seen_by(table, "teacher") == [7]
    assert seen_by(table, "psychologist") == []
    with acting(table.account("psychologist")):
        assert Answered.objects.filter(step="safe").count() == 3
    answer(table, "psychologist", home=8)
    for who in EVERYONE:
        assert seen_by(table, who) == [3, 5, 7, 8]


def test_the_database_itself_hides_and_keeps_them(table: Table):
    answer(table, "mother", home=3)
    with acting(table.account("teacher")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM meetings_mark")
        assert cursor.fetchone() == (0,)
        cursor.execute("UPDATE meetings_mark SET shown = true")
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="not answered"), transaction.atomic():
            cursor.execute("SELECT meetings_reveal_marks(%s, 'safe')", [table.meeting.pk])


def test_the_page_shows_who_has_answered_and_no_value(table: Table):
    answer(table, "mother", home=3)
    told = page(table, "teacher", "safe")
    assert "Har svaret" in told
    assert "Hvad der blev svaret" not in told
    assert 'name="item-home"' in told


def test_one_may_answer_otherwise_until_all_are_in(table: Table):
    answer(table, "mother", home=3)
    answer(table, "mother", home=4, school=2)
    assert seen_by(table, "mother") == [2, 4]
    for who in EVERYONE[1:]:
        answer(table, who, home=6)
    with pytest.raises(ValidationError, match="aloud"):
        answer(table, "mother", home=9)


def test_nobody_answers_for_one_who_has_a_sign_in(table: Table):
    with pytest.raises(ValidationError, match="Only"):
        answer(table, "mother", by="social-worker", home=3)


def test_the_pen_holder_asks_one_without_a_sign_in(gathering: Gathering, own_methods: Catalogue):
    table = call(gathering, "mother", "social-worker", method="weigh@1", companion="Karen")
    table.begin()
    with acting(table.account("mother")):
        karen = next(c for c in table.sitting().invitations if c.side == "companion")
    worker = table.account("social-worker")
    answer(table, "mother", home=3)
    answer(table, "social-worker", home=6)
    told = client_of(table, "social-worker").get(
        reverse("meetings:step", args=[table.meeting.pk, "safe"])
    )
    assert "uden eget login" in told.content.decode()
    with acting(worker):
        actions.answer(
            meeting=table.meeting, step="safe", voice=karen, answers={"home": (9, "")}, by=worker
        )
    assert seen_by(table, "mother") == [3, 6, 9]


def test_professionals_answer_first_and_show_theirs(table: Table):
    go_to(table, "ready")
    with pytest.raises(ValidationError, match="First"):
        answer(table, "mother", step="ready", able=9)
    for who in EVERYONE[1:]:
        answer(table, who, step="ready", able=6)
    assert seen_by(table, "mother", "ready") == [6, 6, 6]
    answer(table, "mother", step="ready", able=4)
    assert seen_by(table, "teacher", "ready") == [4, 6, 6, 6]


def test_the_guards_wait_for_all_and_say_what_is_low(table: Table):
    go_to(table, "ready")
    with pytest.raises(ValidationError, match="not yet answered by"):
        table.move("word", over=True)
    for who in (*EVERYONE[1:], "mother"):
        answer(table, who, step="ready", able=4)
    with acting(table.account("mother")):
        obstacles = table.sitting().running.obstacles_to_moving("word")
    assert [o.otherwise for o in obstacles] == ["remind"]
    assert "lower than 5" in obstacles[0].words
    table.move("word")


def test_one_who_went_home_holds_nobody_up(table: Table):
    for who in EVERYONE[:3]:
        answer(table, who, home=5)
    worker = table.account("social-worker")
    with acting(worker):
        with pytest.raises(ValidationError, match="Not yet answered by"):
            actions.reveal(meeting=table.meeting, step="safe", by=worker)
        Attendance.objects.create(
            case_id=table.meeting.case_id, invitation=table.voice("psychologist"), here=False,
            by=worker,
        )  # fmt: skip
        assert actions.reveal(meeting=table.meeting, step="safe", by=worker) == 3
    assert seen_by(table, "mother") == [5, 5, 5]


def test_what_is_not_hidden_is_seen_at_once(table: Table):
    go_to(table, "word")
    answer(table, "mother", step="word", hope="Ro om morgenen")
    assert "Ro om morgenen" in page(table, "teacher", "word")


def test_only_the_middle_is_kept_where_the_method_says_so(table: Table):
    go_to(table, "web")
    for who, value in zip(EVERYONE, (2, 4, 6, 9), strict=True):
        answer(table, who, step="web", goal=value, time=value, trust=value)
    told = page(table, "mother", "web")
    assert "I midten 5, fra 2 til 9, 4 svar" in told
    assert "du: 2" in told
    table.move("aloud")
    assert seen_by(table, "mother", "web").count(2) == 3
    table.move("pick")
    choose(table, "goal", "time")
    table.move("home")
    with acting(table.account("mother")):
        assert not Mark.objects.filter(step="web").exists()
        kept = Summary.objects.get(item="goal")
        assert (kept.median, kept.low, kept.high, kept.count) == (5, 2, 9, 4)
    told = page(table, "mother", "web")
    assert "I midten 5, fra 2 til 9, 4 svar" in told
    assert "du: 2" not in told
    with pytest.raises(ValidationError):
        answer(table, "mother", step="web", goal=1)


def choose(table: Table, *items: str, chosen: bool = True) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        for item in items:
            actions.choose(meeting=table.meeting, step="pick", item=item, chosen=chosen, by=worker)


def test_the_table_chooses_so_many_and_may_choose_otherwise(table: Table):
    go_to(table, "web")
    for who, value in zip(EVERYONE, (2, 4, 6, 9), strict=True):
        answer(table, who, step="web", goal=value, time=value, trust=value)
    table.move("aloud")
    table.move("pick")
    told = page(table, "social-worker", "pick")
    assert told.count('name="chosen" value="yes"') == 3
    assert "i midten 5, fra 2 til 9 · du: 4" in told
    choose(table, "goal", "trust")
    with pytest.raises(ValidationError):
        choose(table, "time")
    choose(table, "trust", chosen=False)
    with pytest.raises(ValidationError):
        table.move("home", over=True)
    choose(table, "time")
    with acting(table.account("mother")):
        assert table.sitting().choices["pick"] == ["goal", "time"]
    assert "2 af 2 valgt" in page(table, "mother", "pick")
    assert 'name="chosen"' not in page(table, "mother", "pick")
    table.move("home")


def test_nothing_is_chosen_from_what_is_not_shown(table: Table):
    go_to(table, "web")
    table.move("aloud")
    table.move("pick")
    address = reverse("meetings:act", args=[table.meeting.pk, "pick", "choose"])
    refused = client_of(table, "social-worker").post(address, {"item": "goal", "chosen": "yes"})
    assert refused.status_code == 422


def test_they_speak_in_turn_and_another_begins_each_time(table: Table, gathering: Gathering):
    with acting(table.account("mother")):
        first = [c.pk for c in in_turn(try_at(table, "aloud"))]
    again = call(gathering, method="weigh@1", days=14)
    with acting(table.account("mother")):
        names = [c.name for c in in_turn(try_at(again, "aloud"))]
        before = [c.name for c in table.sitting().invitations]
    assert len(first) == 4
    assert names == before[1:] + before[:1]


def try_at(table: Table, step: str) -> AtStep:
    sitting = table.sitting()
    return AtStep(sitting, sitting.method.step(step), table.account("mother"))


def test_no_answer_outlives_the_meeting_where_only_the_middle_is_kept(table: Table):
    go_to(table, "web")
    answer(table, "mother", step="web", goal=2)
    worker = table.account("social-worker")
    with acting(worker), pytest.raises(ValidationError, match="Not yet answered by"):
        actions.end_meeting(meeting=table.meeting, by=worker, over=True)
    for who in EVERYONE[1:]:
        answer(table, who, step="web", goal=6)
    with acting(worker):
        actions.end_meeting(meeting=table.meeting, by=worker, over=True)
        assert not Mark.objects.filter(step="web").exists()


def test_a_form_on_a_phone_answers_and_is_refused_in_words(table: Table):
    address = reverse("meetings:act", args=[table.meeting.pk, "safe", "answer"])
    mother, voice = client_of(table, "mother"), table.voice("mother").pk
    nothing = mother.post(address, {"voice": voice}, **PART)
    assert nothing.status_code == 422
    assert "Svar på mindst ét" in nothing.content.decode()
    assert mother.post(address, {"voice": voice, "item-home": "11"}, **PART).status_code == 422
    said = mother.post(address, {"voice": voice, "item-home": "7"}, **PART)
    assert said.status_code == 200
    assert seen_by(table, "mother") == [7]
    other = table.voice("teacher").pk
    assert mother.post(address, {"voice": other, "item-home": "1"}).status_code == 422


def test_the_minutes_hold_what_was_shown_and_nothing_else(table: Table):
    address = reverse("meetings:minutes", args=[table.meeting.pk])
    answer(table, "mother", home=3)
    client = client_of(table, "mother")
    assert "Ingen svar blev vist." in client.get(address).content.decode()
    for who in EVERYONE[1:]:
        answer(table, who, home=6)
    assert "fra 3 til 6" in client.get(address).content.decode()
