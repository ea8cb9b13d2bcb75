"""A case that two have decided on is archived and goes: whole, and nothing else."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from psycopg.sql import SQL, Identifier
from pypdf import PdfReader

from tests.access.scene import set_scene
from tests.cast import Gathering, gather
from tests.oversight.old_cases import YEAR, as_one, closed, decided, neighbour, old
from tests.oversight.test_access_requests import second_officer
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Correction, Seat
from tovholder.cli import main as command
from tovholder.demo.actions import settle
from tovholder.demo.passing import let_days_pass
from tovholder.oversight import actions
from tovholder.oversight.keeping.archive import told_row
from tovholder.oversight.keeping.verifying import FORM, INSIDE, canonical, faults_of, hashed
from tovholder.oversight.models import Archive, Deleted, Deletion, Hold
from tovholder.oversight.papers.ways import kinds

KEPT = ("oversight_deleted", "oversight_archive", "oversight_handedover", "django_session")


@contextmanager
def owner_of(database: str) -> Iterator[psycopg.Connection]:
    with postgres.connect(database) as owner, owner.transaction():
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', true)")
        yield owner


def everything(owner: psycopg.Connection) -> dict[str, set[str]]:
    """Every row of every table but the trace, as it stands."""
    tables = owner.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'audit%'"
    ).fetchall()
    asked = SQL("SELECT (to_jsonb(t) - 'last_login')::text FROM {} t")
    return {
        table: {row for (row,) in owner.execute(asked.format(Identifier(table)))}
        for (table,) in tables
        if table not in KEPT
    }


def guards(owner: psycopg.Connection) -> list[tuple[object, ...]]:
    """What stands around the rows: every trigger, and whether it stands always."""
    return owner.execute(
        "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger"
        " WHERE NOT tgisinternal ORDER BY 1, 2"
    ).fetchall()


def going(owner: psycopg.Connection, gathering: Gathering) -> dict[str, list[str]]:
    row = owner.execute("SELECT goes_with(%s)", [gathering.case.pk]).fetchone()
    assert row
    return dict(row[0])


def about(owner: psycopg.Connection, person: object) -> set[tuple[str, str]]:
    rows = owner.execute("SELECT kind, key FROM papers_about(%s)", [person]).fetchall()
    return {(kind, key) for kind, key in rows}


def archived(gathering: Gathering, one: Deletion) -> bytes:
    """The file, fetched and handed over."""
    client = as_one(gathering, "officer")
    answer = client.post(f"/trace/deletions/{one.pk}/archive/")
    assert answer.status_code == 200
    sent = {"where": "Stadsarkivet, 2026-17"}
    assert client.post(f"/trace/deletions/{one.pk}/handed-over/", sent).status_code == 303
    return answer.content


def done(gathering: Gathering, one: Deletion) -> int:
    sent = {"again": one.reference.lower()}
    return as_one(gathering, "officer").post(f"/trace/deletions/{one.pk}/done/", sent).status_code


@pytest.fixture
def full(own_database: str) -> Gathering:
    """A scene with something in nearly every table, beside the sister's case; all old."""
    gathering = gather(settle())
    officer = second_officer(gathering)
    neighbour(gathering)
    set_scene(gathering)
    _answer_what_is_wrong(gathering)
    closed(gathering)
    let_days_pass(11 * YEAR)
    with acting(officer):
        actions.end_hold(hold=Hold.objects.get(), reason="Afgjort", by=officer)
    return gathering


def _answer_what_is_wrong(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        for one in Correction.objects.waiting():
            cases.answer_correction(correction=one, outcome="mended", words="Rettet", by=worker)


def test_the_case_goes_whole_and_nothing_else_goes(full: Gathering, own_database: str) -> None:
    one, child = decided(full), full.town.persons["child"].pk
    content = archived(full, one)
    with owner_of(own_database) as owner:
        before, stood, gone = everything(owner), guards(owner), going(owner, full)
        sisters = about(owner, full.town.persons["sister"].pk)
        assert about(owner, child)
        looks = owner.execute("SELECT count(*) FROM audit_look").fetchone()
    assert len(gone) > 30
    assert gone["people_person"] == [str(child)]
    assert done(full, one) == 303
    with owner_of(own_database) as owner:
        after = everything(owner)
        assert guards(owner) == stood
        assert about(owner, child) == set()
        assert about(owner, full.town.persons["sister"].pk) == sisters
        still = owner.execute("SELECT count(*) FROM audit_look").fetchone()
    assert looks
    assert still
    assert still[0] >= looks[0]
    for table, rows in before.items():
        assert after[table] <= rows, table
        assert len(rows - after[table]) == len(gone.get(table, ())), table
    with acting(full.account("officer")):
        told = Deleted.objects.get()
        assert told.counts == {table: len(keys) for table, keys in gone.items()}
        assert told.archive.rows == told.rows
    _the_file_holds(content, told)


def _the_file_holds(content: bytes, told: Deleted) -> None:
    inside = PdfReader(BytesIO(content)).attachments
    rows = json.loads(inside["rows.json"][0])["parts"]
    assert sum(len(part) for part in rows.values()) == told.rows
    (person,) = rows["people.Person"]
    assert person["given_name"] == "Lars"
    assert rows["people.NationalNumber"][0]["number"] == "0505159995"
    assert "keyed_hash" not in str(rows)
    assert rows["meetings.PhotoContent"][0]["content"].startswith("\\x")


def test_what_is_deleted_is_absent_and_told_without_a_name(own_database: str) -> None:
    gathering = old()
    one = decided(gathering)
    archived(gathering, one)
    assert done(gathering, one) == 303
    for name in ("mother", "social-worker", "teacher"):
        client = as_one(gathering, name)
        assert client.get(f"/cases/{gathering.case.pk}/").status_code == 404
        with acting(gathering.account(name)):
            assert not Case.objects.filter(pk=gathering.case.pk).exists()
    for place in ("/trace/keeping/", f"/trace/keeping/{gathering.case.pk}/"):
        told = as_one(gathering, "officer-2").get(place).content.decode().split("<main")[1]
        assert gathering.case.pk.hex[:8].upper() in told
        assert "Berggren" not in told
    assert done(gathering, one) == 422


def test_nothing_goes_before_it_is_archived_as_it_is(own_database: str) -> None:
    gathering = old()
    one, client = decided(gathering), as_one(gathering, "officer")
    assert done(gathering, one) == 422
    sent = {"where": "Stadsarkivet"}
    assert client.post(f"/trace/deletions/{one.pk}/handed-over/", sent).status_code == 422
    client.post(f"/trace/deletions/{one.pk}/archive/")
    assert done(gathering, one) == 422
    client.post(f"/trace/deletions/{one.pk}/handed-over/", sent)
    with owner_of(own_database) as owner:
        owner.execute(
            'INSERT INTO people_enrolment (id, person_id, unit_id, "group", starts)'
            " SELECT gen_random_uuid(), person_id, unit_id, '9.C', now()"
            " FROM people_enrolment WHERE person_id = %s",
            [gathering.case.person_id],
        )
    assert done(gathering, one) == 422
    archived(gathering, one)
    assert done(gathering, one) == 303


def test_nothing_goes_once_it_is_held_or_opened_again(own_database: str) -> None:
    gathering = old()
    one, officer = decided(gathering), gathering.account("officer")
    archived(gathering, one)
    with acting(officer):
        held = actions.hold_case(
            reference=gathering.case.pk.hex[:8], reason="En retssag", by=officer
        )
    assert done(gathering, one) == 422
    with acting(officer):
        actions.end_hold(hold=held, reason="Afgjort", by=officer)
    worker = gathering.account("social-worker")
    with acting(worker):
        cases.reopen(case=Case.objects.get(pk=gathering.case.pk), reason="Igen", by=worker)
    assert done(gathering, one) == 422
    with acting(worker):
        assert Case.objects.filter(pk=gathering.case.pk).exists()


def test_nothing_goes_on_one_officers_word(own_database: str) -> None:
    gathering = old()
    one = decided(gathering, approved=False)
    with acting(gathering.account("officer")) as _officer, pytest.raises(ValidationError):
        actions.fetch_archive(deletion=one, by=gathering.account("officer"))
    with acting(gathering.account("officer")), pytest.raises(DatabaseError), transaction.atomic():
        Archive.objects.create(
            deletion=one, sha256="0" * 64, digest="0" * 64, rows=1, by=gathering.account("officer")
        )
    assert done(gathering, one) == 422


@pytest.mark.parametrize("name", ["teacher", "admin", "social-worker", "mother"])
def test_nobody_else_reads_it_or_takes_it_away(own_database: str, name: str) -> None:
    gathering = old()
    one = decided(gathering)
    archived(gathering, one)
    with acting(gathering.account(name)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rows_for_the_archive(%s)", [one.pk])
        assert cursor.fetchone() == (0,)
        for asked in ("delete_case(%s)", "rows_that_go(%s)", "goes_with(%s)"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"SELECT {asked}", [one.pk])
        assert not Archive.objects.exists()
    assert as_one(gathering, name).post(f"/trace/deletions/{one.pk}/done/").status_code == 404


def test_a_table_that_nobody_told_of_stops_it_all(own_database: str) -> None:
    """Half a deletion leaves nothing deleted; once the table points to the case, it goes too."""
    gathering = old()
    one = decided(gathering)
    with owner_of(own_database) as owner:
        owner.execute("CREATE TABLE forgotten (id uuid PRIMARY KEY, of_case uuid)")
        owner.execute("INSERT INTO forgotten VALUES (gen_random_uuid(), %s)", [gathering.case.pk])
    archived(gathering, one)
    assert done(gathering, one) == 422
    with acting(gathering.account("social-worker")):
        assert Seat.objects.filter(case=gathering.case).exists()
    with owner_of(own_database) as owner:
        owner.execute("ALTER TABLE forgotten ADD FOREIGN KEY (of_case) REFERENCES cases_case (id)")
    assert done(gathering, one) == 422  # it was not archived
    archived(gathering, one)
    assert done(gathering, one) == 303
    with owner_of(own_database) as owner:
        assert owner.execute("SELECT * FROM forgotten").fetchall() == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", kinds(), ids=lambda model: model._meta.label)
def test_every_table_about_a_person_goes_with_a_case(model: type[Model], template: str) -> None:
    """By the database's own foreign keys, from a case, its person, a worry or a notification."""
    with postgres.connect(template) as owner:
        pointing = owner.execute("SELECT child::text, parent::text FROM pointing()").fetchall()
    reached = {"cases_case", "people_person", "concerns_concern", "concerns_notification"}
    while more := {child for child, parent in pointing if parent in reached} - reached:
        reached |= more
    assert model._meta.db_table in reached


def test_a_changed_byte_is_found(
    own_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gathering = old()
    one, file = decided(gathering), tmp_path / "case.pdf"
    content = archived(gathering, one)
    file.write_bytes(content)
    with acting(gathering.account("officer")):
        mark = Archive.objects.get().sha256
    assert command(["archive", "verify", str(file), "--sha256", mark]) == 0
    assert "cases.Seat: 7" in capsys.readouterr().out
    inside = [place for found in INSIDE.finditer(content) for place in _some(content, found.end())]
    assert len(inside) > 20
    for place in inside:
        spoiled = bytearray(content)
        spoiled[place] ^= 1
        file.write_bytes(spoiled)
        assert command(["archive", "verify", str(file)]) == 1
    spoiled = bytearray(content)
    spoiled[-200] ^= 1
    file.write_bytes(spoiled)
    assert command(["archive", "verify", str(file), "--sha256", mark]) == 1
    file.write_bytes(b"%PDF-1.7 nothing")
    assert command(["archive", "verify", str(file)]) == 1


def _some(content: bytes, begins: int) -> range:
    """Places all over what lies inside, from where it begins."""
    ends = content.index(b"endstream", begins) - 1
    return range(begins, ends, max((ends - begins) // 12, 1))


def test_a_row_changed_with_its_hash_beside_it_is_found() -> None:
    rows = canonical({"form": FORM, "parts": {"plans.Goal": [{"id": "1", "text": "Sove"}]}})
    part = canonical([{"id": "1", "text": "Sove"}])
    manifest = {
        "form": FORM,
        "case": "1",
        "reference": "1",
        "files": {"rows.json": hashed(rows)},
        "parts": {"plans.Goal": {"rows": 1, "sha256": hashed(part)}},
    }
    assert list(faults_of(manifest, rows)) == []
    changed = rows.replace("Sove", "Spise")
    assert list(faults_of(manifest, changed)) == [
        "rows.json was changed.",
        "plans.Goal was changed.",
    ]
    own = manifest | {"files": {"rows.json": hashed(changed)}}
    assert list(faults_of(own, changed)) == ["plans.Goal was changed."]
    less = canonical({"form": FORM, "parts": {}})
    assert "plans.Goal was changed." in faults_of(manifest, less)


def test_only_a_national_number_is_opened_on_the_way_to_the_file() -> None:
    told = told_row("meetings_passage", "1", '{"id": "1", "sealed": true}')
    assert (told.kind, told.content) == ("meetings.Passage", {"id": "1", "sealed": True})


def test_what_another_child_shares_stays(full: Gathering, own_database: str) -> None:
    """A notification and a worry go with the only child they are of, and stay with two."""
    child, sister = (full.town.persons[name].pk for name in ("child", "sister"))
    by = full.account("officer").pk
    with owner_of(own_database) as owner:
        assert not {"concerns_notification", "concerns_concern"} & set(going(owner, full))

        def told(number: int, person: object) -> dict[str, list[str]]:
            for table, of in (("notifiedchild", "notification"), ("match", "concern")):
                asked = SQL(
                    "INSERT INTO {} (id, {}, number, person_id, name, by_id, at)"
                    " SELECT gen_random_uuid(), id, %s, %s, 'X', %s, now() FROM {}"
                ).format(*map(Identifier, (f"concerns_{table}", f"{of}_id", f"concerns_{of}")))
                owner.execute(asked, [number, person, by])
            return going(owner, full)

        alone = told(91, child)
        assert {"concerns_notification", "concerns_concern", "concerns_sheet"} <= set(alone)
        shared = told(92, sister)
        assert not {"concerns_notification", "concerns_concern", "concerns_sheet"} & set(shared)
        assert shared["people_person"] == [str(child)]
        assert len(shared["concerns_notifiedchild"]) == len(alone["concerns_notifiedchild"])


def test_a_relative_goes_who_is_left_with_nothing(own_database: str) -> None:
    gathering = old()
    child, sister = (gathering.town.persons[name].pk for name in ("child", "sister"))
    with owner_of(own_database) as owner:
        person = SQL(
            "INSERT INTO people_person (id, given_name, family_name, sort_key, sex, language,"
            " interpreter) SELECT gen_random_uuid(), 'Ukendt', 'X', 'x', 'unknown', 'da', false"
            " RETURNING id"
        )
        (aunt,) = owner.execute(person).fetchone() or (None,)
        near = (
            "INSERT INTO people_relation (id, person_id, relative_id, kind, custody)"
            " VALUES (gen_random_uuid(), %s, %s, 'other', false)"
        )
        owner.execute(near, [child, aunt])
        assert set(going(owner, gathering)["people_person"]) == {str(child), str(aunt)}
        owner.execute(near, [sister, aunt])
        assert going(owner, gathering)["people_person"] == [str(child)]
        owner.execute(near, [sister, child])
        assert "people_person" not in going(owner, gathering)


@pytest.mark.parametrize("again", ["", "00000000", "ja"])
def test_nothing_goes_by_one_press(own_database: str, again: str) -> None:
    gathering = old()
    one = decided(gathering)
    archived(gathering, one)
    client = as_one(gathering, "officer")
    refused = client.post(f"/trace/deletions/{one.pk}/done/", {"again": again})
    assert refused.status_code == 422
    assert f'value="{again}"' in refused.content.decode() or not again
    with acting(gathering.account("officer")):
        assert not Deleted.objects.exists()
    assert done(gathering, one) == 303
