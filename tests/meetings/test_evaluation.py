"""How people found a meeting: each for themselves, nobody's own answer told, and over time."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Gathering
from tests.gatherings.team import LEADS, MEMBERS, Team, found
from tests.gatherings.team import call as call_team
from tests.meetings.table import Table, call
from tests.meetings.test_minutes import end, finish, signed_in, url
from tovholder.audit.context import acting
from tovholder.gatherings.models import MeetingEnd as GatheringEnd
from tovholder.meetings import actions
from tovholder.meetings.actions.evaluating import SaidElsewhere
from tovholder.meetings.evaluating import answered_at, over_time
from tovholder.meetings.models import Mark, Meeting, MeetingEnd

pytestmark = pytest.mark.django_db
OTHER = "supervision@1"  # it does not ask at the table
WORDS = "Vi nåede det hele denne gang"


@pytest.fixture
def held(gathering: Gathering) -> Table:
    table = call(gathering)
    table.begin()
    end(table)
    return table


def sent(sense: int | str, content: str = "", *, unnamed: bool = False, version: str = "") -> dict:
    told = {
        "sense": str(sense), "content": content, "missed": "", "next": "", "version": version,
        "once": str(uuid.uuid4()),
    }  # fmt: skip
    return told | ({"unnamed": "on"} if unnamed else {})


def say(held: Table, name: str, sense: int, content: str = "", **more) -> None:
    answer = signed_in(held, name).post(url(held, "evaluation"), sent(sense, content, **more))
    assert answer.status_code == 303


def page(held: Table, name: str) -> str:
    answer = signed_in(held, name).get(url(held, "evaluation"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_middle_is_told_from_three_answers_on(held: Table) -> None:
    say(held, "mother", 9)
    say(held, "teacher", 2)
    told = page(held, "social-worker")
    assert "2 svar." in told
    assert "I midten" not in told
    say(held, "psychologist", 6)
    told = page(held, "mother")
    assert "I midten 6, fra 2 til 9, 3 svar" in told


def test_nobody_reads_anothers_answer_whatever_way_they_ask(held: Table) -> None:
    """What leaks if a page forgot whose marks it reads: nothing, by the database."""
    for name, sense in (("mother", 9), ("teacher", 2), ("psychologist", 6)):
        say(held, name, sense, f"Ord fra {name}", unnamed=name == "teacher")
    for name in ("social-worker", "mother", "leader", "outsider", "father"):
        with acting(held.account(name)):
            assert {mark.by_id for mark in Mark.objects.all()} <= {held.account(name).pk}
            changed = Mark.objects.exclude(by=held.account(name)).update(shown=True)
            assert changed == 0
    for name in ("leader", "outsider", "father"):
        with acting(held.account(name)), connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM meetings_evaluated(%s, %s)",
                [held.meeting.case_id, ["after/evaluation"]],
            )
            assert cursor.fetchall() == []
            cursor.execute("SELECT * FROM meetings_evaluated_in_words(%s)", [held.meeting.pk])
            assert cursor.fetchall() == []
        assert signed_in(held, name).get(url(held, "evaluation")).status_code == 404


def test_words_are_read_without_a_name_and_only_where_their_writer_lets_them(held: Table) -> None:
    say(held, "mother", 9, WORDS, unnamed=True)
    say(held, "teacher", 2, "Kun for mig selv")
    assert WORDS not in page(held, "social-worker")
    say(held, "psychologist", 6)
    told = page(held, "social-worker")
    assert WORDS in told
    assert "Kun for mig selv" not in told
    assert held.account("mother").name not in told.split("<main")[1]
    assert "Kun for mig selv" in page(held, "teacher")


def test_what_is_taken_back_is_gone(held: Table) -> None:
    for name in ("teacher", "psychologist"):
        say(held, name, 5)
    say(held, "mother", 9, WORDS, unnamed=True)
    assert WORDS in page(held, "teacher")
    say(held, "mother", 8, "", version="content:1,sense:1")
    assert WORDS not in page(held, "teacher")
    with acting(held.account("mother")):
        assert [mark.item for mark in Mark.objects.all()] == ["sense"]
    with acting(held.account("teacher")), connection.cursor() as cursor:
        cursor.execute("SELECT meetings_take_back_evaluation(%s, %s)", [held.meeting.pk, ["sense"]])
    with acting(held.account("mother")):
        assert Mark.objects.count() == 1


def test_of_two_windows_the_second_hears_of_the_first(held: Table) -> None:
    mother = signed_in(held, "mother")
    assert mother.post(url(held, "evaluation"), sent(7, "Først")).status_code == 303
    second = mother.post(url(held, "evaluation"), sent(3, "Så"))
    told = second.content.decode()
    assert second.status_code == 409
    assert "Først" in told
    assert "Så" in told
    again = sent(3, "Så", version="content:1,sense:1")
    assert mother.post(url(held, "evaluation"), again).status_code == 303
    voice = held.voice("mother")
    with acting(held.account("mother")):
        voice.meeting = Meeting.objects.get(pk=held.meeting.pk)
        with pytest.raises(SaidElsewhere):
            actions.evaluate(
                voice=voice, answers={"sense": (1, "")}, unnamed=False, version="",
                by=held.account("mother"),
            )  # fmt: skip


def test_only_who_was_there_answers_and_only_for_themselves(held: Table) -> None:
    assert 'name="sense"' in page(held, "mother")
    assert 'name="sense"' not in page(held, "pedagogue")
    answer = signed_in(held, "pedagogue").post(url(held, "evaluation"), sent(5))
    assert answer.status_code == 200
    voice = held.voice("mother")
    with acting(held.account("teacher")):
        voice.meeting = Meeting.objects.get(pk=held.meeting.pk)
        with pytest.raises(ValidationError, match=r"themselves|for sig selv"):
            actions.evaluate(
                voice=voice, answers={"sense": (1, "")}, unnamed=False, version="",
                by=held.account("teacher"),
            )  # fmt: skip
        assert not Mark.objects.exists()


@pytest.mark.parametrize("wrong", [{"sense": ""}, {"sense": "11"}, {"content": "x" * 1001}])
def test_what_cannot_be_is_said_in_words(held: Table, wrong: dict[str, str]) -> None:
    answer = signed_in(held, "mother").post(url(held, "evaluation"), sent(5, WORDS) | wrong)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_it_is_open_when_the_minutes_are_final_and_for_a_fortnight(held: Table) -> None:
    finish(held)
    say(held, "mother", 9)
    other = call(held.gathering, days=2)
    other.begin()
    worker = held.account("social-worker")
    with acting(worker):
        MeetingEnd.objects.create(
            case_id=other.meeting.case_id, meeting=other.meeting, by=worker,
            at=timezone.now() - timedelta(days=15),
        )  # fmt: skip
    late = page(other, "mother")
    assert 'name="sense"' not in late
    assert "for længe siden" in late
    with acting(held.account("mother")):
        row = Mark(case_id=held.meeting.case_id, meeting=held.meeting, step="story", item="x",
                   voice=held.voice("mother"), value=1, by=held.account("mother"))  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


def test_the_minutes_lead_to_it_until_one_has_answered(held: Table) -> None:
    mother = signed_in(held, "mother")
    assert "Sig, hvordan det var" in mother.get(url(held, "minutes")).content.decode()
    say(held, "mother", 9)
    told = mother.get(url(held, "minutes")).content.decode()
    assert "Sig, hvordan det var" not in told
    assert "Du har svaret." in told


def several(gathering: Gathering, *senses: tuple[int, int, int]) -> list[Table]:
    tables = []
    for number, given in enumerate(senses):
        table = call(gathering, days=number + 1)
        table.begin()
        end(table)
        for name, sense in zip(("mother", "teacher", "psychologist"), given, strict=True):
            say(table, name, sense)
        tables.append(table)
    return tables


def test_over_several_meetings_it_is_drawn_said_and_a_table(gathering: Gathering) -> None:
    held = several(gathering, (2, 4, 6), (5, 7, 9), (8, 8, 8))[0]
    listed = reverse("meetings:list", args=[gathering.case.pk])
    told = signed_in(held, "mother").get(listed).content.decode()
    assert "Sådan oplevede vi møderne" in told
    assert "8 i midten sidste gang" in told
    assert told.count('class="spot"') >= 3


def test_words_stand_side_by_side_the_latest_meeting_first(gathering: Gathering) -> None:
    held = []
    for number in range(3):
        table = call(gathering, days=number + 1)
        table.begin()
        end(table)
        say(table, "mother", 9, f"Mødet {number}: vi nåede det", unnamed=True)
        say(table, "teacher", 5, f"Mødet {number}: kun for mig", unnamed=False)
        held.append(table)
    listed = reverse("meetings:list", args=[gathering.case.pk])
    two_answered = signed_in(held[0], "teacher").get(listed).content.decode()
    assert "vi nåede det" not in two_answered
    for table in held[:2]:
        say(table, "psychologist", 7)
    told = signed_in(held[0], "social-worker").get(listed).content.decode()
    shown = told.partition("Det, der blev skrevet, møde for møde")[2]
    assert shown.index("Mødet 1: vi nåede det") < shown.index("Mødet 0: vi nåede det")
    assert "Mødet 2" not in shown
    assert "kun for mig" not in told
    assert held[0].account("mother").name not in shown.partition("</section>")[0]


def test_words_of_one_meeting_alone_are_read_at_that_meeting(gathering: Gathering) -> None:
    first, second = several(gathering, (2, 4, 6), (5, 7, 9))
    say(second, "mother", 5, WORDS, unnamed=True, version="sense:1")
    assert WORDS in page(second, "teacher")
    with acting(first.account("teacher")):
        found = over_time(list(Meeting.objects.ended().order_by("starts_at")))
        assert (len(found.lines), len(found.words)) == (1, 0)


@pytest.mark.parametrize("name", ["leader", "outsider", "father"])
def test_words_over_time_are_read_by_nobody_else(gathering: Gathering, name: str) -> None:
    for table in several(gathering, (2, 4, 6), (5, 7, 9)):
        say(table, "mother", 5, WORDS, unnamed=True, version="sense:1")
    reader = table.account(name)
    listed = reverse("meetings:list", args=[gathering.case.pk])
    assert signed_in(table, name).get(listed).status_code == 404
    with acting(table.account("mother")):
        held = list(Meeting.objects.ended().order_by("starts_at"))
        assert over_time(held).words[0].wrote[0].words == [WORDS]
    with acting(reader):
        assert over_time(held) is None


def test_one_meeting_alone_is_no_line(gathering: Gathering) -> None:
    table = several(gathering, (2, 4, 6))[0]
    with acting(table.account("mother")):
        assert over_time([Meeting.objects.get()]) is None
        assert answered_at(Meeting.objects.get())[2].outcome.middle == 4


def test_the_list_costs_the_same_for_many_meetings(gathering: Gathering) -> None:
    def cost() -> int:
        client = Client()
        client.force_login(gathering.account("mother"))
        address = reverse("meetings:list", args=[gathering.case.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    several(gathering, (2, 4, 6), (3, 4, 5))
    before = cost()
    several(gathering, (2, 4, 6), (3, 4, 5), (1, 1, 1))
    assert cost() == before


def held_by_team(team: Team) -> None:
    lead = team.account(LEADS)
    with acting(lead):
        actions.begin(meeting=team.meeting, by=lead)
        GatheringEnd.objects.create(forum=team.forum, meeting=team.meeting, by=lead)


def test_a_team_sees_its_meetings_over_time(gathering: Gathering) -> None:
    forum = found(gathering.town)
    for number in range(2):
        team = call_team(gathering, forum=forum, method=OTHER)
        held_by_team(team)
        for place, name in enumerate(MEMBERS):
            client = Client()
            client.force_login(team.account(name))
            posted = client.post(team.meeting.address("evaluation"), sent(3 + number + place))
            assert posted.status_code == 303
    told = client.get(reverse("gatherings:forum", args=[forum.pk])).content.decode()
    assert "Sådan oplevede vi møderne" in told
    assert "5 i midten sidste gang" in told


def test_what_a_team_answered_at_the_table_counts_and_is_not_asked_again(
    gathering: Gathering,
) -> None:
    team = call_team(gathering, method="collaboration-meeting@1")
    team.go_to("evaluate")
    for place, name in enumerate(MEMBERS):
        account = team.account(name)
        with acting(account):
            actions.answer(
                meeting=team.meeting, step="evaluate", voice=team.voice(name),
                answers={"sense": (4 + place, "")}, by=account,
            )  # fmt: skip
    lead = team.account(LEADS)
    with acting(lead):
        GatheringEnd.objects.create(forum=team.forum, meeting=team.meeting, by=lead)
    later = call_team(gathering, forum=team.forum, method=OTHER)
    held_by_team(later)
    for name in MEMBERS:
        client = Client()
        client.force_login(team.account(name))
        client.post(later.meeting.address("evaluation"), sent(9))
    assert (
        "Sig, hvordan det var" not in client.get(team.meeting.address("minutes")).content.decode()
    )
    told = client.get(reverse("gatherings:forum", args=[team.forum.pk])).content.decode()
    assert "5 første gang" in told


def test_a_number_of_a_person_is_not_kept_by_a_team(gathering: Gathering) -> None:
    team = call_team(gathering, method=OTHER)
    held_by_team(team)
    client = Client()
    client.force_login(team.account("teacher"))
    answer = client.post(team.meeting.address("evaluation"), sent(5, "Se 010190-1234"))
    assert answer.status_code == 422
