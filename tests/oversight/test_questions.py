"""Looks worth a question: told to whoever leads the unit and to the officer, without a name."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Gathering, gather
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.demo.actions import settle
from tovholder.oversight.actions import answer_question
from tovholder.oversight.models import LookAnswer
from tovholder.oversight.questions import Question, questions

LOOKED = """
INSERT INTO audit_look (at, transaction, account, seats, cases, areas, page, "right", refused)
SELECT (%(day)s + %(at)s::time) AT TIME ZONE 'Europe/Copenhagen', 1, %(account)s,
    ARRAY(SELECT id FROM cases_seat WHERE account_id = %(account)s), ARRAY[%(case)s::uuid],
    '{overview}', %(page)s, 'VIEW', false
"""
A_WEEK_AGO = timedelta(days=7)


@pytest.fixture
def kept(own_database: str) -> Gathering:
    """The case, whose rows are told to be two months old, so that nothing is near today."""
    gathering = gather(settle())
    with postgres.connect(own_database) as owner:
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', false)")
        owner.execute("ALTER TABLE audit_deed DISABLE TRIGGER append_only")
        owner.execute("UPDATE audit_deed SET at = at - interval '60 days'")
        owner.execute("ALTER TABLE audit_deed ENABLE ALWAYS TRIGGER append_only")
    return gathering


def a_week_ago() -> date:
    return timezone.localdate() - A_WEEK_AGO


def looked(
    own_database: str, gathering: Gathering, name: str, *, at: str = "10:00", page: str = "x:y"
) -> None:
    with postgres.connect(own_database) as owner:
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', false)")
        told = {"account": gathering.account(name).pk, "case": gathering.case.pk}
        owner.execute(LOOKED, told | {"day": a_week_ago(), "at": at, "page": page})


def read(gathering: Gathering, name: str) -> list[Question]:
    with acting(gathering.account(name)):
        return questions(timezone.localdate())


def marks(one: Question) -> tuple[bool, ...]:
    return one.alone, one.night, one.relative, one.alike


def test_what_is_asked_about(kept: Gathering, own_database: str) -> None:
    looked(own_database, kept, "teacher")
    looked(own_database, kept, "pedagogue", at="23:30")
    looked(own_database, kept, "mother", at="02:00")
    looked(own_database, kept, "psychologist", page="cases:list")
    found = {one.name: marks(one) for one in read(kept, "officer")}
    assert found == {
        "Mette Lund": (True, False, False, False), "Jonas Berg": (True, True, False, False),
    }  # fmt: skip


def test_work_near_it_answers_the_question(kept: Gathering, own_database: str) -> None:
    looked(own_database, kept, "teacher")
    with postgres.connect(own_database) as owner:
        owner.execute(
            'INSERT INTO audit_deed (at, transaction, account, seats, "case", verb, about,'
            " detail)"
            " VALUES (now() - interval '9 days', 1, 1, '{}', %s, 'plans.add_goal', '', '{}')",
            [kept.case.pk],
        )
    assert read(kept, "officer") == []


def test_a_last_name_in_common_and_a_relative(kept: Gathering, own_database: str) -> None:
    looked(own_database, kept, "teacher")
    with postgres.connect(own_database) as owner:
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', false)")
        teacher = kept.account("teacher").pk
        owner.execute(
            "UPDATE organisation_account SET name = 'Mette Berggren' WHERE id = %s", [teacher]
        )
        owner.commit()
        assert [marks(one) for one in read(kept, "officer")] == [(True, False, False, True)]
        owner.execute(
            "INSERT INTO people_person (id, given_name, family_name, sort_key, sex, language,"
            " interpreter, account_id) VALUES (gen_random_uuid(), 'Mette',"
            " 'Lund', 'lund', 'unknown', 'da', false, %s)",
            [teacher],
        )
        owner.execute(
            "INSERT INTO people_relation (id, person_id, relative_id, kind, custody)"
            " SELECT gen_random_uuid(), %s, id, 'other', false FROM people_person"
            " WHERE account_id = %s",
            [kept.case.person_id, teacher],
        )
    assert [marks(one) for one in read(kept, "officer")] == [(True, False, True, False)]


def test_a_leader_asks_about_their_own_and_never_about_themselves(
    kept: Gathering, own_database: str
) -> None:
    looked(own_database, kept, "teacher", at="23:30")
    looked(own_database, kept, "social-worker", at="23:30")
    assert [one.name for one in read(kept, "school-leader")] == ["Mette Lund"]
    assert [one.name for one in read(kept, "leader")] == ["Sofie Holm"]
    for name in ("teacher", "social-worker", "outsider", "admin", "mother", "father"):
        assert read(kept, name) == []
    client = Client()
    client.force_login(kept.account("school-leader"))
    text = client.get("/trace/questions/").content.decode()
    assert "Mette Lund" in text
    for secret in ("Lars", "Berggren", "Sofie Holm", str(kept.case.pk), "hjælpe"):
        assert secret not in text


def test_the_answer_is_written_beside_it(kept: Gathering, own_database: str) -> None:
    looked(own_database, kept, "teacher")
    teacher, leader = kept.account("teacher"), kept.account("school-leader")
    client = Client()
    client.force_login(leader)
    reference = kept.case.pk.hex[:8].upper()
    address = f"/trace/questions/{teacher.pk}/{reference}/{a_week_ago()}/"
    assert client.post(address, {"words": " "}).status_code == 422
    assert client.post(address, {"words": "Hun forberedte mødet"}).status_code == 303
    assert "Hun forberedte mødet" in client.get("/trace/questions/").content.decode()
    for wrong in (address.replace(reference, "00000000"), f"{address[:-11]}nonsense/"):
        assert client.get(wrong).status_code == 404
    client.force_login(kept.account("leader"))
    assert client.get(address).status_code == 404
    assert [one.answered_by for one in read(kept, "officer")] == [leader.name]
    with acting(kept.account("leader")):
        assert not LookAnswer.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["leader", "teacher", "admin", "outsider", "mother"])
def test_nobody_else_answers(gathering: Gathering, name: str) -> None:
    by, teacher = gathering.account(name), gathering.account("teacher")
    told = {"account": teacher, "reference": "0A0B0C0D", "day": timezone.localdate()}
    with acting(by):
        with pytest.raises(ValidationError):
            answer_question(**told, words="Fordi", by=by)
        with pytest.raises(DatabaseError), transaction.atomic():
            LookAnswer.objects.create(**told, words="Fordi", by=by)
    if name != "leader":
        client = Client()
        client.force_login(by)
        assert client.get("/trace/questions/").status_code == 404


def test_the_number_of_questions_asked_of_the_database_is_one(
    kept: Gathering, own_database: str
) -> None:
    for name in ("teacher", "pedagogue", "psychologist", "social-worker"):
        looked(own_database, kept, name)
    with acting(kept.account("officer")), CaptureQueriesContext(connection) as asked:
        assert len(questions(timezone.localdate())) == 4
    assert len(asked) == 1
