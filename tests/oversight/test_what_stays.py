"""What a deletion leaves to others, and what it waits for."""

import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from tests.cast import Gathering, gather
from tests.oversight.old_cases import YEAR, as_one, closed, decided, old
from tests.oversight.test_access_requests import second_officer
from tests.oversight.test_deleting import archived, done, full, going, owner_of
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Correction
from tovholder.demo.actions import settle
from tovholder.demo.passing import let_days_pass
from tovholder.oversight import actions
from tovholder.oversight.keeping.due import due_case
from tovholder.oversight.models import Deletion
from tovholder.oversight.searching import Somebody

__all__ = ["full"]

TABLES = (("notifiedchild", "notification"), ("match", "concern"))
MATCHED = """INSERT INTO {} (id, {}, number, person_id, name, by_id, at)
SELECT gen_random_uuid(), id, %s, %s, 'X', %s, now() - interval '9 years' FROM {}"""


def match_all(database: str, gathering: Gathering, *persons: object) -> None:
    """Every worry and notification is matched to these, each correcting the one before."""
    by = gathering.account("officer").pk
    with owner_of(database) as owner:
        for number, person in enumerate(persons, 91):
            for table, of in TABLES:
                names = (f"concerns_{table}", f"{of}_id", f"concerns_{of}")
                owner.execute(SQL(MATCHED).format(*map(Identifier, names)), [number, person, by])


@pytest.mark.parametrize("corrected_to", ["child", "sister"])
def test_the_last_match_alone_says_whose_a_notification_is(
    full: Gathering, own_database: str, corrected_to: str
) -> None:
    child, sister = (full.town.persons[name].pk for name in ("child", "sister"))
    persons = (sister, child) if corrected_to == "child" else (child, sister)
    match_all(own_database, full, *persons)
    with owner_of(own_database) as owner:
        held = going(owner, full)
        (notices,) = owner.execute("SELECT count(*) FROM concerns_notification").fetchone() or (0,)
        left = owner.execute(
            "SELECT person_id FROM concerns_notifiedchild WHERE id::text <> ALL (%s)",
            [held.get("concerns_notifiedchild", [])],
        ).fetchall()
    assert notices
    if corrected_to == "child":
        assert len(held["concerns_notification"]) == notices
        assert left == []
    else:
        assert "concerns_notification" not in held
        assert set(left) == {(sister,)}


def relative(database: str, gathering: Gathering, name: str) -> object:
    """Somebody near the child, with nothing of their own."""
    with owner_of(database) as owner:
        row = owner.execute(
            "INSERT INTO people_person (id, given_name, family_name, sort_key, sex, language,"
            " interpreter) VALUES (gen_random_uuid(), %s, 'X', 'x', 'unknown', 'da', false)"
            " RETURNING id", [name],
        ).fetchone()  # fmt: skip
        assert row
        owner.execute(
            "INSERT INTO people_relation (id, person_id, relative_id, kind, custody)"
            " VALUES (gen_random_uuid(), %s, %s, 'other', false)",
            [gathering.town.persons["child"].pk, row[0]],
        )
    return row[0]


def test_a_relative_stays_who_has_anything_open(full: Gathering, own_database: str) -> None:
    names = ("Faster", "Moster", "Bror", "Onkel")
    nobody, asks, pupil, worried = (relative(own_database, full, name) for name in names)
    officer = full.account("officer")
    with acting(officer):
        actions.record_access_request(
            about=Somebody(asks, "Moster X", None), asked_by="Moster selv", how="letter",
            received=timezone.localdate(), by=officer,
        )  # fmt: skip
    with owner_of(own_database) as owner:
        owner.execute(
            'INSERT INTO people_enrolment (id, person_id, unit_id, "group", starts)'
            " SELECT gen_random_uuid(), %s, id, '1.A', now() FROM organisation_unit LIMIT 1",
            [pupil],
        )
    match_all(own_database, full, worried)
    with owner_of(own_database) as owner:
        goes = going(owner, full)["people_person"]
    assert str(nobody) in goes
    assert not {str(asks), str(pupil), str(worried)} & set(goes)


def test_a_case_waits_for_whoever_says_that_something_is_wrong(own_database: str) -> None:
    gathering = gather(settle())
    second_officer(gathering)
    page = f"/cases/{gathering.case.pk}/corrections/"
    said = {"place": "Planen", "wrong": "Det passer ikke", "right": ""}
    assert as_one(gathering, "mother").post(page, said).status_code == 303
    closed(gathering)
    let_days_pass(11 * YEAR)
    with acting(gathering.account("officer")):
        found = due_case(gathering.case.pk)
        assert found
        assert found.waits == ("correction",)
        assert "forkert" in found.waits_said[0]
    worker = gathering.account("social-worker")
    with acting(worker):
        one = Correction.objects.get()
        cases.answer_correction(correction=one, outcome="mended", words="Rettet", by=worker)
    with acting(gathering.account("officer")):
        found = due_case(gathering.case.pk)
        assert found
        assert found.waits == ()


def _delete_in_the_background(
    gathering: Gathering, one: Deletion
) -> tuple[threading.Thread, list[int]]:
    told: list[int] = []

    def run() -> None:
        told.append(done(gathering, one))
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, told


def test_a_hold_said_while_it_goes_is_not_lost(own_database: str) -> None:
    gathering = old()
    one = decided(gathering)
    archived(gathering, one)
    other, reference = gathering.account("officer-2"), gathering.case.pk.hex[:8]
    with postgres.connect(own_database) as blocker, blocker.transaction():
        blocker.execute("LOCK TABLE cases_seat IN ROW EXCLUSIVE MODE")
        deleting, told = _delete_in_the_background(gathering, one)
        time.sleep(1)
        held: list[str] = []

        def hold() -> None:
            with acting(other):
                try:
                    actions.hold_case(reference=reference, reason="Retssag", by=other)
                    held.append("held")
                except ValidationError:
                    held.append("gone")
            connections.close_all()

        holding = threading.Thread(target=hold)
        holding.start()
        time.sleep(0.5)
        assert held == []  # it waits for what is under way
    deleting.join()
    holding.join()
    assert (told, held) == ([303], ["gone"])


def test_what_is_written_while_it_waits_is_not_lost(own_database: str) -> None:
    gathering = old()
    one = decided(gathering)
    archived(gathering, one)
    child = gathering.town.persons["child"].pk
    with postgres.connect(own_database) as writer, writer.transaction():
        writer.execute("SELECT set_config('tovholder.owner_sees_all', 'on', true)")
        writer.execute("UPDATE people_person SET given_name = 'Ny' WHERE id = %s", [child])
        deleting, told = _delete_in_the_background(gathering, one)
        time.sleep(2)
    deleting.join()
    assert told != [303]
    with owner_of(own_database) as owner:
        asked = "SELECT given_name FROM people_person WHERE id = %s"
        assert owner.execute(asked, [child]).fetchone() == ("Ny",)


@pytest.mark.django_db
def test_the_one_who_coordinates_hears_that_something_is_wrong(gathering: Gathering) -> None:
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    with acting(worker):
        asked = cases.ask_to_coordinate(case=gathering.case, to=teacher, by=worker)
    with acting(teacher):
        cases.answer_handover(handover=asked, accepted=True, by=teacher)
    said = {"place": "Planen", "wrong": "Det passer ikke", "right": ""}
    page = f"/cases/{gathering.case.pk}/corrections/"
    assert as_one(gathering, "mother").post(page, said).status_code == 303
    assert page in as_one(gathering, "teacher").get("/").content.decode()
    assert page not in as_one(gathering, "social-worker").get("/").content.decode()
