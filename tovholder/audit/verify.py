"""`tovholder audit verify`: ask the database itself whether the trace can have been changed.

Runs as the owner, in plain SQL over PostgreSQL's own catalogue, and shares nothing with the code
that writes the trace. It tells whether each wall stands: rows that may only be added, rows that
only a seat shows, and a trace that the application cannot read or write past its two functions.
"""

from dataclasses import dataclass

from django.db import connection

APP = "tovholder_app"
TRACE = ("audit_look", "audit_deed")

APPEND_ONLY = """
SELECT relname, tgenabled::text = 'A',
       has_table_privilege(%s, c.oid, 'UPDATE') OR has_any_column_privilege(%s, c.oid, 'UPDATE')
         OR has_table_privilege(%s, c.oid, 'DELETE') OR has_table_privilege(%s, c.oid, 'TRUNCATE')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE tgname = 'append_only' ORDER BY relname
"""
BEHIND_SEATS = """
SELECT DISTINCT relname, relrowsecurity AND relforcerowsecurity
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid ORDER BY relname
"""
REACHED = "SELECT has_table_privilege(%s, %s, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
ROWS = """
SELECT count(*), count(*) FILTER (
    WHERE at > clock_timestamp()
       OR transaction >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
FROM {}
"""


@dataclass(frozen=True)
class Finding:
    """One thing that was asked, and the answer in a sentence."""

    holds: bool
    sentence: str


def main() -> int:
    """Print every finding; 1 where a wall does not stand."""
    found = findings()
    for finding in found:
        print("ok   " if finding.holds else "FAULT", finding.sentence)  # noqa: T201 a command
    return int(not all(finding.holds for finding in found))


def findings() -> list[Finding]:
    """Every wall of the trace and of the rows behind seats, and the trace's own rows."""
    return [*append_only(), *behind_seats(), *unreached(), *rows()]


def append_only() -> list[Finding]:
    """Tables whose rows are added and never changed, by trigger and by privilege."""
    found = []
    for table, always, may in _ask(APPEND_ONLY, [APP] * 4):
        found.append(Finding(bool(always), f"{table}: the trigger against change is always on"))
        found.append(Finding(not may, f"{table}: the application may not change or remove rows"))
    named = {finding.sentence.partition(":")[0] for finding in found}
    found += [
        Finding(False, f"{table}: has lost its trigger against change")
        for table in TRACE
        if table not in named
    ]
    return found


def behind_seats() -> list[Finding]:
    """Tables whose rows only a seat shows: row security is on, for the owner too."""
    return [
        Finding(bool(forced), f"{table}: row security is on and forced")
        for table, forced in _ask(BEHIND_SEATS)
    ]


def unreached() -> list[Finding]:
    """The application adds to the trace through two functions and reaches it in no other way."""
    return [
        Finding(not reached, f"{table}: the application reaches it through its function alone")
        for table in TRACE
        for ((reached,),) in [_ask(REACHED, [APP, table])]
    ]


def rows() -> list[Finding]:
    """No row of the trace comes from the future or from a transaction that has not been."""
    found = []
    for table in TRACE:
        ((count, strange),) = _ask(ROWS.format(table))
        found.append(Finding(not strange, f"{table}: {count} rows, {strange} out of time"))
    return found


def _ask(question: str, values: list[str] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question, values or [])
        answer: list[tuple] = cursor.fetchall()
    return answer
