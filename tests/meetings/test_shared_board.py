"""An open board's question is answered once for many: each gets what they would be drawn alone,
as it stands now, and nothing through a door that has closed."""

import re
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.gatherings.team import MEMBERS
from tests.gatherings.team import call as call_team
from tests.meetings.table import Table, call
from tests.meetings.test_answer import answer
from tests.meetings.test_child_voice import LET_OUT, Talk, held
from tests.meetings.test_wall import put
from tests.proof import sample
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue
from tovholder.demo.town import Town
from tovholder.meetings import actions
from tovholder.meetings.actions.moving import note_passage
from tovholder.meetings.models import Statement
from tovholder.meetings.table import AnyMeeting
from tovholder.organisation.models import Account
from tovholder.plans import actions as plans

pytestmark = pytest.mark.django_db
EVERYONE = ("mother", "social-worker", "teacher", "psychologist")
KEYS = re.compile(r'(name="(?:csrfmiddlewaretoken|once)" value=)"[^"]*"')
PARTS = re.compile(r"<hx-partial[^>]*>(.*?)</hx-partial>", re.DOTALL)
HAND = re.compile(r'id="table"[^>]* data-hand="(\w+)"')
DOOR = 8
"""Statements a reader of a shared copy asks: who they are, their door, and nothing of the board."""


class Reader:
    """Somebody with a board open at a step; `asked` is when all of them asked."""

    def __init__(self, account: object, address: str, asked: float | None = None) -> None:
        self.address, self.asked = address, asked
        self.client = Client(HTTP_HX_REQUEST="true")
        self.client.force_login(account)
        self.page = self.client.get(address).content.decode()
        found = HAND.search(self.page)
        self.hand = found[1] if found else ""

    def hears(self) -> str:
        """What comes after a push."""
        scope = {} if self.asked is None else {"asgi.scope": {"asked": self.asked}}
        return self.client.get(self.address, {"hand": self.hand}, **scope).content.decode()


def readers(table: Table, step: str, *names: str, asked: float | None = None) -> list[Reader]:
    address = table.meeting.address("step", step)
    return [Reader(table.account(name), address, asked) for name in names or EVERYONE]


def without_keys(text: str) -> str:
    return KEYS.sub(r"\1", text)


def is_as_drawn_alone(reader: Reader) -> None:
    """What words change, as on the reader's own page; all of it for empty hands."""
    page, hand = without_keys(reader.page), reader.hand
    parts = PARTS.findall(without_keys(reader.hears()))
    for part in parts:
        assert part in page
    assert len(parts) == (3 if hand else 0)
    reader.hand = ""
    assert without_keys(reader.hears()) == page
    reader.hand = hand


def fill(table: Table) -> None:
    """Words from everyone at the first board, one of them parked."""
    for who in EVERYONE:
        by = who if table.meeting.writing == "together" else "social-worker"
        table.say(who, f"Sagt af {who}", step="story", column="seen", by=by)
        table.say(who, f"Foreslået af {who}", step="efforts", by=by)


@pytest.mark.parametrize("writing", ["pen", "together"])
def test_everyone_gets_what_they_would_be_drawn_alone(gathering: Gathering, writing: str) -> None:
    table = call(gathering, writing=writing, companion="Karen")
    table.go_to("story")
    fill(table)
    asked = time.monotonic()
    for step in table.sitting().method.steps:
        for reader in readers(
            table, step.id, "social-worker", "mother", "father", "teacher", asked=asked
        ):
            is_as_drawn_alone(reader)


WITH_A_FAMILY = (
    "child-plan-meeting@1",
    "coordination-meeting@1",
    "family-group-conference@1",
    "follow-up@1",
    "network-meeting@1",
)
AMONG_COLLEAGUES = ("collaboration-agreement@1", "collaboration-meeting@1", "spider-web@1")


def at_every_step(meeting: AnyMeeting, accounts: list[Account]) -> None:
    """Each step as it is open, looked at by its name and as where the table is."""
    worker = meeting.called_by
    for step in catalogue().method(meeting.method).steps:
        with acting(worker):
            note_passage(meeting, step=step.id, opened=True, by=worker)
        asked = time.monotonic()
        for account in accounts:
            is_as_drawn_alone(Reader(account, meeting.address("step", step.id), asked))
        is_as_drawn_alone(Reader(account, meeting.address("meeting"), asked))
        with acting(worker):
            note_passage(meeting, step=step.id, opened=False, by=worker)


@pytest.mark.parametrize("method", sample(WITH_A_FAMILY, 2))
def test_so_does_everyone_at_every_step(gathering: Gathering, method: str) -> None:
    table = call(gathering, method=method)
    at_every_step(table.meeting, [table.account(name) for name in ("mother", "teacher")])


@pytest.mark.parametrize("method", sample(AMONG_COLLEAGUES, 1))
def test_so_does_every_colleague(town: Town, method: str) -> None:
    team = call_team(town, method=method)
    at_every_step(team.meeting, [team.account(name) for name in MEMBERS[:2]])


def test_one_reads_and_the_others_ask_their_door_alone(gathering: Gathering) -> None:
    table = call(gathering, writing="together")
    table.go_to("story")
    fill(table)
    first, *others = readers(
        table, "story", "mother", "teacher", "psychologist", asked=time.monotonic()
    )
    first.hears()
    for other in others:
        with CaptureQueriesContext(connection) as asked:
            heard = other.hears()
        assert "Sagt af mother" in heard
        assert len(asked) <= DOOR, [each["sql"][:80] for each in asked]


def test_each_is_led_to_a_change_of_their_own_words_alone(gathering: Gathering) -> None:
    table = call(gathering, writing="together")
    table.go_to("story")
    fill(table)
    for reader, who in zip(
        readers(table, "story", "mother", "teacher", asked=time.monotonic()),
        ("mother", "teacher"),
        strict=True,
    ):
        led = re.findall(
            r'note-change"[^>]*>[^<]*<span class="ds-sr-only">: ([^<]*)', reader.hears()
        )
        assert sorted(led) == [f"Foreslået af {who}", f"Sagt af {who}"]


def test_what_is_said_after_a_copy_was_read_is_there_for_who_asks_then(
    gathering: Gathering,
) -> None:
    table = call(gathering)
    table.go_to("goals")
    before, after = readers(table, "goals", "mother", "teacher")
    before.asked = time.monotonic()
    before.hears()
    worker = table.account("social-worker")
    with acting(worker):  # on a page of the plan, which tells no board
        goal = plans.add_goal(case=gathering.case, text="Ro i skolen", by=worker)
        plans.edit_goal(goal=goal, version=goal.version, text="Ro i frikvarteret", by=worker)
    assert "Ro i frikvarteret" not in before.hears()  # it asked before, and so may not know
    after.asked = time.monotonic()
    assert "Ro i frikvarteret" in after.hears()


def test_who_has_lost_their_seat_gets_nothing_of_a_copy_that_is_there(
    gathering: Gathering,
) -> None:
    table = call(gathering, writing="together")
    table.go_to("story")
    fill(table)
    mother, teacher = readers(table, "story", "mother", "teacher", asked=time.monotonic())
    assert "Sagt af mother" in mother.hears()
    worker = table.account("social-worker")
    with acting(worker):
        for seat in Seat.objects.filter(case=gathering.case, account=table.account("teacher")):
            cases.end_seat(seat=seat, by=worker, reason="Slut")
    assert teacher.hears() == ""  # the page is sent where a stranger is: it does not exist
    assert teacher.client.get(teacher.address, headers={"HX-Request": ""}).status_code == 404
    assert "Sagt af mother" in mother.hears()


def test_an_answer_that_is_hidden_is_in_nobody_elses_copy(
    gathering: Gathering, own_methods: Catalogue
) -> None:
    table = call(gathering, method="weigh@1")
    table.begin()
    put(table, "safe", opened=True)
    answer(table, "mother", home=3)
    asked = time.monotonic()
    for reader in readers(table, "safe", asked=asked):
        is_as_drawn_alone(reader)
    for reader in reversed(readers(table, "safe", asked=asked)):
        is_as_drawn_alone(reader)


def test_what_the_child_lets_those_at_the_table_know_is_not_for_a_seat_without_a_chair(
    gathering: Gathering,
) -> None:
    talk: Talk = held(gathering)
    names = ("mother", "child", "social-worker")
    table = call(gathering, *names, method="child-plan-meeting@1")
    child = table.account("child")
    for name in ("mother", "social-worker"):
        with acting(child):
            statement = Statement.objects.get(pk=talk.let_out.pk)
            actions.may_tell(statement=statement, account=table.account(name), told=True, by=child)
    put(table, "together", opened=True)
    mother, teacher = readers(table, "together", "mother", "teacher", asked=time.monotonic())
    assert LET_OUT in mother.hears()
    assert LET_OUT not in teacher.hears()
    is_as_drawn_alone(teacher)


def test_the_pen_is_left_alone_until_it_is_another_pen(gathering: Gathering) -> None:
    table = call(gathering)
    table.go_to("story")
    for reader in readers(table, "story", "social-worker"):
        assert PARTS.findall(reader.hears())
        table.say("mother", "Et ord", step="story", column="seen")
        assert len(PARTS.findall(reader.hears())) == 3
        worker = table.account("social-worker")
        with acting(worker):
            actions.note_attendance(
                meeting=table.meeting, voice=table.voice("teacher"), here=False, by=worker
            )
        heard = reader.hears()
        assert not PARTS.findall(heard)
        assert 'class="card pen"' in heard


def test_whoever_is_given_the_pen_gets_it_with_the_next_push(gathering: Gathering) -> None:
    table = call(gathering, writing="pen")
    table.go_to("story")
    (reader,) = readers(table, "story", "social-worker")
    assert reader.hand
    reader.hand = ""  # as it was before the pen was theirs
    assert 'class="card pen"' in reader.hears()
