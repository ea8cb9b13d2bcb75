"""`tovholder audit verify`: ask the database itself whether the trace was, or can be, changed.

Runs as the owner, in plain SQL over PostgreSQL's own catalogue and the bare rows, and shares
nothing with the code that writes or seals the trace. It tells whether each wall stands: rows that
may only be added, rows that only a seat shows, and a trace that the application cannot read or
write past its functions. Then it reckons every seal again (chain.py) and lays the heads held
outside beside them (outside.py).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from . import chain, forgetting, outside
from .reckoning import at_text

APP = "tovholder_app"
TRACE = ("audit_look", "audit_deed")
SEALS = ("audit_batch", "audit_signature", "audit_forgotten")
PARTS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = ANY (%s::regclass[])"
MAY_WAIT = timedelta(minutes=5)
MOST = 20  # faults told one by one

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


def main(heads: Sequence[Path] = (), keys: Sequence[Path] = ()) -> int:
    """Print every finding; 1 where a wall does not stand or a seal is broken."""
    found = findings(heads, keys)
    for finding in found:
        print("ok   " if finding.holds else "FAULT", finding.sentence)  # noqa: T201 a command
    return int(not all(finding.holds for finding in found))


def findings(heads: Sequence[Path] = (), keys: Sequence[Path] = ()) -> list[Finding]:
    """Every wall of the trace and of the rows behind seats, the trace's own rows and its seals."""
    return [*append_only(), *behind_seats(), *unreached(), *rows(), *sealed(heads, keys)]


def sealed(heads: Sequence[Path] = (), keys: Sequence[Path] = ()) -> list[Finding]:
    """Every row is as it was sealed, every batch where it was, and nothing waits too long."""
    begun = time.monotonic()
    read = chain.read()
    faults = [*read.faults, *forgetting.faults_of_gone(read)]
    faults += outside.faults_of_heads(read, heads, keys)
    faults += outside.faults_of_keys(read, keys)
    told = [Finding(False, fault) for fault in faults[:MOST]]
    if len(faults) > MOST:
        told.append(Finding(False, f"and {len(faults) - MOST} faults more"))
    spent = time.monotonic() - begun
    told.append(
        Finding(
            not faults,
            f"{len(read.heads)} batches seal {read.looks} looks and {read.deeds} deeds;"
            f" all reckoned again in {spent:.1f} s",
        )
    )
    told += [Finding(True, sentence) for sentence in forgetting.told_of_forgotten(read)]
    return [*told, *signed(read, keys), waiting(read)]


def signed(read: chain.Chain, keys: Sequence[Path]) -> list[Finding]:
    """Which key signed what; whether it is the right one, a person must know."""
    given = "" if keys else "; whether that is yours, --key tells"
    return [
        Finding(True, f"batches {first} to {last} are signed with {outside.short(key)}{given}")
        for key, (first, last) in read.keys.items()
    ]


def waiting(read: chain.Chain) -> Finding:
    """What is not sealed and signed yet could still be changed unseen: it may not be old."""
    since = [at for at in (read.unsealed_since, read.unsigned_since) if at is not None]
    waited = timedelta(microseconds=time.time() * 1e6 - min(since)) if since else timedelta()
    sentence = f"{read.unsealed} rows are not sealed yet"
    if waited > MAY_WAIT:
        sentence += f": the oldest since {at_text(min(since))} (UTC)"
    return Finding(waited <= MAY_WAIT, sentence)


def append_only() -> list[Finding]:
    """Tables whose rows are added and never changed, by trigger and by privilege."""
    found = []
    for table, always, may in _ask(APPEND_ONLY, [APP] * 4):
        found.append(Finding(bool(always), f"{table}: the trigger against change is always on"))
        found.append(Finding(not may, f"{table}: the application may not change or remove rows"))
    named = {finding.sentence.partition(":")[0] for finding in found}
    found += [
        Finding(False, f"{table}: has lost its trigger against change")
        for table in (*TRACE, *parts(), *SEALS)
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
        for table in (*TRACE, *parts())
        for ((reached,),) in [_ask(REACHED, [APP, table])]
    ]


def parts() -> list[str]:
    """The tables of the months, which hold what the trace's two tables show."""
    return [table for (table,) in _ask(PARTS, [list(TRACE)])]


def rows() -> list[Finding]:
    """No row of the trace comes from the future or from a transaction that has not been."""
    found = []
    for table in TRACE:
        ((count, strange),) = _ask(ROWS.format(table))
        found.append(Finding(not strange, f"{table}: {count} rows, {strange} out of time"))
    return found


def _ask(question: str, values: list[Any] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question, values or [])
        answer: list[tuple] = cursor.fetchall()
    return answer
