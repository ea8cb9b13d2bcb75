"""`tovholder audit verify` sees every wall that is taken down."""

import os
import re
import subprocess
import sys

import pytest
from django.db import connection

from tovholder.audit.verify import findings


def verify(database: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tovholder.cli", "audit", "verify"],
        env=os.environ
        | {"TOVHOLDER_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tovholder.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_house_as_built_stands(own_database: str) -> None:
    done = verify(own_database)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "audit_look: 0 rows, 0 out of time" in done.stdout
    assert "FAULT" not in done.stdout


@pytest.mark.parametrize(
    ("deed", "seen"),
    [
        ("ALTER TABLE audit_deed ENABLE TRIGGER append_only", "audit_deed: the trigger"),
        ("DROP TRIGGER append_only ON audit_look", "audit_look: has lost its trigger"),
        ("GRANT UPDATE ON cases_seat TO tovholder_app", "cases_seat: the application may not"),
        ("GRANT UPDATE (at) ON audit_deed TO tovholder_app", "audit_deed: the application may"),
        ("GRANT SELECT ON audit_look TO tovholder_app", "audit_look: the application reaches"),
        ("ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY", "people_person: row security"),
        (
            (
                "INSERT INTO audit_deed (at, transaction, seats, verb, about, detail)"
                " VALUES (now() + interval '1 day', 1, '{}', 'x', '', '{}')"
            ),
            "audit_deed: 1 rows, 1 out of time",
        ),
        (
            (
                "INSERT INTO audit_deed (transaction, seats, verb, about, detail)"
                " VALUES (9999999999, '{}', 'x', '', '{}')"
            ),
            "audit_deed: 1 rows, 1 out of time",
        ),
    ],
)
def test_a_wall_taken_down_is_seen(owner: None, deed: str, seen: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(deed)
    faults = [finding.sentence for finding in findings() if not finding.holds]
    assert faults
    # What is true of the whole is true of each of its months.
    plain = [re.sub(r"^(audit_[a-z]+)_(\d{4}_\d{2}|rest):", r"\1:", fault) for fault in faults]
    assert all(fault.startswith(seen) for fault in plain)
