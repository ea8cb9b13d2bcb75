"""The trace in months: every row keeps its place, its wall and its seal, until a decision."""

import os
import subprocess
import sys
from datetime import datetime

import psycopg
import pytest
from django.db import connection, transaction

from tests.audit.sealed import looked, seal_everything, superuser, with_triggers
from tovholder import postgres
from tovholder.audit import forgetting, sealing
from tovholder.audit.verify import findings
from tovholder.catalogue import catalogue

PARTS = """
SELECT c.relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
WHERE inhparent = 'audit_look'::regclass ORDER BY c.relname
"""
OLD = """
INSERT INTO {table} ({columns}, at, transaction) SELECT {values}, '{month}-15', {transaction} + i
FROM generate_series(1, {count}) i
"""
LOOKS = {
    "table": "audit_look",
    "columns": 'account, seats, cases, areas, page, "right", refused',
    "values": "1, '{}', '{}', '{}', 'x', '', false",
}


def parts(database: str) -> list[str]:
    with postgres.connect(database) as owner:
        return [name for (name,) in owner.execute(PARTS)]


def laid(database: str, month: str, count: int, transaction: int = 3) -> None:
    """Looks of that month, as if they had been written then."""
    with postgres.connect(database, role="postgres") as opened:
        opened.execute(OLD.format(**LOOKS, month=month, count=count, transaction=transaction))


def prepare() -> int:
    with transaction.atomic():
        return sealing.prepare_months()


def faults() -> list[str]:
    return [finding.sentence for finding in findings() if not finding.holds]


def test_this_month_and_the_next_have_their_tables_and_their_walls(own_database: str) -> None:
    now = datetime.now().astimezone()
    assert len(parts(own_database)) == 3
    assert f"audit_look_{now:%Y_%m}" in parts(own_database)
    looked(1)
    with postgres.connect(own_database) as owner:
        for table in parts(own_database):
            told = owner.execute(
                "SELECT tgenabled, has_table_privilege('tovholder_app', tgrelid,"
                " 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE') FROM pg_trigger"
                " WHERE tgrelid = %s::regclass AND tgname = 'append_only'",
                [table],
            ).fetchall()
            assert told == [("A", False)], table
        for change in ("DELETE FROM audit_look", "UPDATE audit_look SET page = 'x'"):
            with pytest.raises(psycopg.errors.RaiseException, match="never changed or removed"):
                owner.execute(change)
    assert prepare() == 0


def test_a_look_finds_a_place_where_nobody_made_its_month(own_database: str, owner: None) -> None:
    with postgres.connect(own_database) as opened:
        for table in parts(own_database):
            if not table.endswith("rest"):
                opened.execute(f"DROP TABLE {table}")
    looked(3)
    seal_everything()
    assert parts(own_database) == ["audit_look_rest"]
    assert prepare() == 2
    with postgres.connect(own_database) as opened:
        (left,) = opened.execute("SELECT count(*) FROM audit_look_rest").fetchone()
        (there,) = opened.execute("SELECT count(*) FROM audit_look").fetchone()
    assert (left, there) == (0, 3)
    assert faults() == []
    looked(1)


def test_the_application_can_neither_make_nor_delete_a_month(own_database: str) -> None:
    with postgres.connect(own_database, role="app") as app:
        for call in (
            "SELECT make_trace_month('audit_look', '2020-01-01')",
            "SELECT * FROM forget_trace_months('nobody')",
            "INSERT INTO audit_forgotten (rows) VALUES (1)",
            "SELECT * FROM audit_look_rest",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(call)


def test_a_month_past_its_time_goes_by_decision_and_the_rest_still_verifies(
    own_database: str, owner: None, capsys: pytest.CaptureFixture[str]
) -> None:
    laid(own_database, "2010-03", 5)
    laid(own_database, "2010-04", 4, transaction=8)
    looked(2)
    assert prepare() == 2
    assert forgetting.main("The municipal archive, case 17") == 0
    assert "past its ten years" in capsys.readouterr().out  # not sealed yet: nothing goes
    seal_everything()
    assert faults() == []
    assert forgetting.main("  ") == 1
    assert forgetting.main("The municipal archive, case 17") == 0
    assert "2010-03: 5 looks are deleted" in capsys.readouterr().out
    assert len(parts(own_database)) == 3
    assert faults() == []
    told = " / ".join(finding.sentence for finding in findings())
    assert "5 looks of 2010-03 were deleted by rule on" in told
    assert "The municipal archive, case 17" in told


def test_what_goes_without_a_decision_is_no_rule(own_database: str, owner: None) -> None:
    laid(own_database, "2010-03", 5)
    looked(2)
    seal_everything()
    prepare()
    assert forgetting.main("case 17") == 0
    with superuser(own_database) as evil:
        evil.execute("DELETE FROM audit_look WHERE id = (SELECT max(id) FROM audit_look)")
        with_triggers(evil)
    # Told of its batch where the new looks have one of their own, else of all that is gone.
    assert faults()[0].endswith("are gone")


def test_a_false_decision_is_found(own_database: str, owner: None) -> None:
    looked(2)
    seal_everything()
    with superuser(own_database) as evil:
        evil.execute("DELETE FROM audit_look WHERE id = 1")
        evil.execute(
            "INSERT INTO audit_forgotten (kind, month, rows, decision, at)"
            " VALUES ('look', date_trunc('month', now()), 1, 'case 18', now() + '20 years')"
        )
        with_triggers(evil)
    assert "were deleted before ten years were past" in faults()[0]


def test_the_period_is_that_of_the_catalogue() -> None:
    assert catalogue().retention_of("audit.Look", "at") == "10 years"
    assert catalogue().retention_of("audit.Deed", "at") == "10 years"


def test_rows_survive_the_move_into_months_and_back(own_database: str, owner: None) -> None:
    looked(3)
    seal_everything()

    def migrate(to: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "audit", to, "--verbosity=0"],
            env=owner_environment(own_database), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    connection.close()
    migrate("0005")
    looked(1)
    connection.close()
    migrate("0006")
    looked(1)
    seal_everything()
    assert faults() == []
    with postgres.connect(own_database) as opened:
        indexes = opened.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'audit_look'")
        assert {"audit_look_in_order", "audit_look_of_case"} <= {name for (name,) in indexes}
        ids = [id_ for (id_,) in opened.execute("SELECT id FROM audit_look ORDER BY id")]
    assert ids[:3] == [1, 2, 3]
    assert len(set(ids)) == 5


def owner_environment(database: str) -> dict[str, str]:
    return os.environ | {
        "TOVHOLDER_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "tovholder.settings",
        "TOVHOLDER_ROLE": "owner",
    }
