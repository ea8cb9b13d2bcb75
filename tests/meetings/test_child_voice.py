"""The child's own words: nobody reads them unless the child lets them, whichever wall stands
alone (S-37)."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering, gather, settle
from tests.meetings.table import Table, call, in_days
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.meetings import actions
from tovholder.meetings.actions import Chair
from tovholder.meetings.models import Answered, MayBeTold, Statement, statements

SECRET = "Jeg vil hellere sove hos mormor"
LET_OUT = "Jeg er god til at tegne drager"
PEOPLE = ("child", "pedagogue", "social-worker")
PAGES = ("meeting", "minutes", "invitation")
STEPS = ("duty", "strengths", "life", "wheel", "plan", "closing")


# What somebody without the child's word might try in the database itself.
ATTEMPTS = (
    """INSERT INTO meetings_maybetold (id, case_id, statement_id, account_id, by_id)
       VALUES (gen_random_uuid(), %(case)s, %(word)s, %(me)s, %(me)s)""",
    "UPDATE meetings_statement SET text = 'andet'",
    "UPDATE meetings_statement SET written_by_id = %(me)s",
    "UPDATE meetings_statement SET taken_back_at = statement_timestamp()",
    "DELETE FROM meetings_maybetold",
)


@dataclass
class Talk:
    """A talk with two things said: one is for nobody, one may be told to the mother."""

    table: Table
    secret: Statement
    let_out: Statement

    def account(self, name: str):
        return self.table.account(name)

    def page(self, name: str, address: str) -> str:
        client = Client()
        client.force_login(self.account(name))
        return client.get(address).content.decode()

    def addresses(self) -> list[str]:
        """Every page of the talk, of the case's meetings, and of what the child says."""
        key = self.table.meeting.pk
        case = self.table.gathering.case.pk
        return [
            *(reverse("meetings:step", args=[key, step]) for step in STEPS),
            *(reverse(f"meetings:{name}", args=[key]) for name in PAGES),
            reverse("meetings:child", args=[case]),
            reverse("meetings:taking_back", args=[case, self.secret.pk]),
            reverse("meetings:list", args=[case]),
            f"/cases/{case}/",
            f"/cases/{case}/plan/",
        ]  # fmt: skip


def held(gathering: Gathering) -> Talk:
    worker, jonas = gathering.account("social-worker"), gathering.account("pedagogue")
    with acting(worker):
        cases.admit_child(case=gathering.case, purpose="Lars selv", by=worker)
    table = call(gathering, *PEOPLE, method="child-interview@1")
    table.begin()
    child = gathering.account("child")
    for name in PEOPLE:
        with acting(gathering.account(name)):
            actions.approve(
                meeting=table.meeting, step="duty", voice=table.voice(name),
                by=gathering.account(name),
            )  # fmt: skip
    for step in ("strengths", "life", "wheel"):
        table.move(step)
    with acting(jonas):
        let_out = actions.note(
            meeting=table.meeting, step="strengths", item="good-at", text=LET_OUT, value=None,
            by=jonas,
        )  # fmt: skip
        secret = actions.note(
            meeting=table.meeting, step="wheel", item="care", text=SECRET, value=1, by=jonas
        )
    with acting(child):
        actions.may_tell(
            statement=Statement.objects.get(pk=let_out.pk), account=gathering.account("mother"),
            told=True, by=child,
        )  # fmt: skip
    return Talk(table, secret, let_out)


@pytest.fixture
def talk(gathering: Gathering) -> Talk:
    return held(gathering)


def test_until_the_child_says_so_nobody_reads_a_word(talk: Talk):
    for name in ("mother", "teacher", "psychologist", "social-worker"):
        for address in talk.addresses():
            assert SECRET not in talk.page(name, address), f"{name} reads it at {address}"


def test_the_mother_reads_what_she_may_know_and_nothing_tells_of_the_rest(talk: Talk):
    case = talk.table.gathering.case.pk
    page = talk.page("mother", reverse("meetings:child", args=[case]))
    assert LET_OUT in page
    minutes = talk.page("mother", reverse("meetings:minutes", args=[talk.table.meeting.pk]))
    assert LET_OUT in minutes
    assert "Omsorg" not in minutes  # not even what was asked of the thing that is not for her
    assert LET_OUT not in talk.page("teacher", reverse("meetings:child", args=[case]))


def test_the_child_and_whoever_wrote_it_down_read_all(talk: Talk):
    step = reverse("meetings:step", args=[talk.table.meeting.pk, "wheel"])
    assert SECRET in talk.page("child", step)
    assert SECRET in talk.page("pedagogue", step)
    case = talk.table.gathering.case.pk
    assert SECRET in talk.page("child", reverse("meetings:child", args=[case]))


def test_who_else_may_know_is_not_the_readers_to_see(talk: Talk):
    child, teacher = talk.account("child"), talk.account("teacher")
    with acting(child):
        statement = Statement.objects.get(pk=talk.let_out.pk)
        actions.may_tell(statement=statement, account=teacher, told=True, by=child)
    with acting(talk.account("mother")):
        assert {each.account_id for each in MayBeTold.objects.all()} == {talk.account("mother").pk}


def test_the_child_changes_its_mind(talk: Talk):
    child, mother = talk.account("child"), talk.account("mother")
    with acting(child):
        statement = Statement.objects.get(pk=talk.let_out.pk)
        actions.may_tell(statement=statement, account=mother, told=False, by=child)
    with acting(mother):
        assert not Statement.objects.exists()
    with acting(child):
        actions.take_back(statement=statement, by=child)
        assert not Statement.objects.standing().filter(pk=statement.pk).exists()


def test_a_parent_neither_writes_nor_decides_for_the_child(talk: Talk):
    mother = talk.account("mother")
    with acting(mother):
        with pytest.raises(ValidationError, match="Only the child and the adult"):
            actions.note(
                meeting=talk.table.meeting, step="life", item="hard", text="Han har det fint",
                value=None, by=mother,
            )  # fmt: skip
        told = Statement.objects.get(pk=talk.let_out.pk)
        with pytest.raises(ValidationError, match="The child decides"):
            actions.may_tell(statement=told, account=mother, told=True, by=mother)


def test_the_talk_is_held_without_the_family(gathering: Gathering):
    worker = gathering.account("social-worker")
    with acting(worker):
        cases.admit_child(case=gathering.case, purpose="Lars selv", by=worker)
    with pytest.raises(ValidationError, match="child's own"):
        call(gathering, "child", "mother", "pedagogue", method="child-interview@1")
    with pytest.raises(ValidationError, match="Invite the child"):
        call(gathering, "pedagogue", method="child-interview@1")
    table = call(gathering, *PEOPLE, method="child-interview@1")
    with acting(worker), pytest.raises(ValidationError, match="child's own"):
        actions.invite(
            meeting=table.meeting, chair=Chair(name="Karen", side="companion"), by=worker
        )


def test_only_somebody_with_a_seat_can_be_told(talk: Talk):
    child = talk.account("child")
    with acting(child):
        statement = Statement.objects.get(pk=talk.let_out.pk)
        with pytest.raises(ValidationError, match="a seat at the case"):
            actions.may_tell(
                statement=statement, account=talk.account("outsider"), told=True, by=child
            )


def test_the_database_alone_keeps_it(talk: Talk):
    """The second wall: asked for everything, it gives the mother one statement; she can make
    herself no reader, and change nobody's words."""
    mother = talk.account("mother")
    with acting(mother), connection.cursor() as cursor:
        cursor.execute("SELECT text FROM meetings_statement")
        assert cursor.fetchall() == [(LET_OUT,)]
        for attempt in ATTEMPTS:
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(
                    attempt,
                    {"case": talk.secret.case_id, "word": talk.secret.pk, "me": mother.pk},
                )
    with acting(mother):
        assert not MayBeTold.objects.filter(statement=talk.secret.pk).exists()


def test_the_code_alone_keeps_it(own_database: str):
    """The first wall: with the database's switched off, no page shows it to the mother."""
    talk = held(gather(settle()))
    with postgres.connect(own_database) as owner:
        rows = owner.execute("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity")
        for (table,) in rows.fetchall():
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for name in ("mother", "teacher", "social-worker"):
        for address in talk.addresses():
            assert SECRET not in talk.page(name, address), f"{name} reads it at {address}"


def test_with_both_walls_down_it_is_read(own_database: str, monkeypatch: pytest.MonkeyPatch):
    """The two tests above can fail: without either wall the mother reads it."""
    talk = held(gather(settle()))
    with postgres.connect(own_database) as owner:
        owner.execute("ALTER TABLE meetings_statement DISABLE ROW LEVEL SECURITY")
    monkeypatch.setattr(statements.Statements, "visible_to", lambda found, _account: found)
    read = [address for address in talk.addresses() if SECRET in talk.page("mother", address)]
    assert len(read) > 2


def test_no_other_table_of_the_meeting_and_no_trace_holds_a_word(own_database: str):
    held(gather(settle()))
    with postgres.connect(own_database, role="postgres") as owner:
        columns = owner.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE"
            " table_schema = 'public' AND data_type IN ('text', 'jsonb', 'character varying')"
        ).fetchall()
        found = {
            table
            for table, column in columns
            if owner.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}"::text LIKE %s LIMIT 1',  # noqa: S608 names the database gave
                [f"%{SECRET}%"],
            ).fetchone()
        }
    assert found == {"meetings_statement"}


def test_that_something_was_answered_is_known_and_lets_the_table_go_on(talk: Talk):
    with acting(talk.account("mother")):
        assert set(Answered.objects.values_list("step", flat=True)) == {"strengths", "wheel"}
    for step in ("plan", "closing"):
        talk.table.move(step)
    worker = talk.account("social-worker")
    with acting(worker):
        actions.continue_or_end(
            meeting=talk.table.meeting, step="closing", next_at=None, next_place="",
            ends_because="Det var det hele", by=worker,
        )  # fmt: skip
        actions.end_meeting(meeting=talk.table.meeting, by=worker)


@pytest.fixture
def plan_meeting(talk: Talk) -> Table:
    return call(
        talk.table.gathering, "mother", "child", "social-worker", method="child-plan-meeting@1"
    )


def beside(talk: Talk, table: Table) -> str:
    return talk.page("mother", reverse("meetings:step", args=[table.meeting.pk, "together"]))


def test_on_the_next_board_lies_only_what_everyone_there_may_know(talk: Talk, plan_meeting: Table):
    plan_meeting.go_to("together")
    assert LET_OUT not in beside(talk, plan_meeting)
    child, worker = talk.account("child"), talk.account("social-worker")
    with acting(child):
        statement = Statement.objects.get(pk=talk.let_out.pk)
        actions.may_tell(statement=statement, account=worker, told=True, by=child)
    shown = beside(talk, plan_meeting)
    assert LET_OUT in shown
    assert SECRET not in shown


def test_the_board_leads_to_the_adults_wheels_and_tells_nothing_of_them(
    talk: Talk, plan_meeting: Table
) -> None:
    plan_meeting.go_to("together")
    way = reverse("meetings:wheels", args=[talk.table.gathering.case.pk])
    assert way not in beside(talk, plan_meeting)  # nobody has filled one in
    teacher = talk.account("teacher")
    with acting(teacher):
        actions.see(
            case=talk.table.gathering.case, instrument="wellbeing-wheel@1", by=teacher,
            answers={"care": (2, "hjulets-ord")},
        )  # fmt: skip
    shown = beside(talk, plan_meeting)
    assert way in shown
    assert "hjulets-ord" not in shown


def test_one_plan_is_signed_by_the_child_too(talk: Talk, plan_meeting: Table):
    plan_meeting.go_to("together")
    plan_meeting.say("mother", "Han tegner hver aften", step="together", column="good")
    for step in ("goals", "efforts"):
        plan_meeting.move(step, over=True)
    worker = talk.account("social-worker")
    with acting(worker):
        actions.promise(
            meeting=plan_meeting.meeting, step="efforts", text="Tegner sammen om onsdagen",
            voice=plan_meeting.voice("mother"), due=in_days(5), by=worker,
        )  # fmt: skip
    plan_meeting.move("signing")
    with pytest.raises(ValidationError, match="Lars"):
        plan_meeting.move("closing", over=True)
