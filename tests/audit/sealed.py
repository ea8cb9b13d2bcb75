"""A trace with sealed batches, as every test of the seals begins."""

import time
from typing import Any

import psycopg
from django.db import connection, transaction

from tovholder import postgres
from tovholder.audit import sealing

PATIENCE = 900  # seconds; what another test has open holds sealing back for all of the server


def looked(count: int, *, account: int = 1) -> None:
    """So many looks, each in a transaction of its own, and a deed."""
    for number in range(count):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT write_look(%s, '{}', '{}', '{overview}', %s, 'VIEW', false)",
                [account, f"cases:page-{number}, Æ"],
            )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT write_deed(%s, '{}', NULL, 'cases.open', '', '{\"a\": [1, \"ø\"]}')", [account]
        )


def seal() -> int:
    """Seal as `tovholder work` does."""
    with transaction.atomic():
        return sealing.seal()


def seal_everything() -> None:
    """Seal until nothing waits: other tests' transactions may hold it back a while."""
    until = time.monotonic() + PATIENCE
    seal()
    while sealing.unsealed_for().total_seconds() > 0:
        assert time.monotonic() < until
        time.sleep(0.05)
        seal()


def batches(database: str) -> list[Any]:
    """Number, looks and deeds of every batch."""
    with postgres.connect(database) as owner:
        told = owner.execute("SELECT number, looks, deeds FROM audit_batch ORDER BY number")
        return told.fetchall()


def superuser(database: str) -> psycopg.Connection:
    """Somebody who may do anything, with every trigger off."""
    opened = postgres.connect(database, role="postgres")
    opened.execute("SET session_replication_role = replica")
    for table in ("audit_look", "audit_deed", "audit_batch", "audit_signature"):
        opened.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    return opened


def with_triggers(opened: psycopg.Connection) -> None:
    """As if nothing had been."""
    for table in ("audit_look", "audit_deed", "audit_batch", "audit_signature"):
        opened.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        opened.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only")
