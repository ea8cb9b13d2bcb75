"""What the owner tells the database whenever the tables are brought up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from tovholder.catalogue import catalogue

from ..keeping.rules import kept_by_rule
from ..papers.ways import gathering

ABOUT = """
CREATE OR REPLACE FUNCTION papers_about(uuid)
RETURNS TABLE (kind text, key text, content jsonb) LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $ways$
{}
$ways$;
REVOKE EXECUTE ON FUNCTION papers_about(uuid) FROM PUBLIC;
"""


def note_plain_bases(*, using: str) -> None:
    """Tell the database which legal bases the catalogue does not call sensitive; as the owner."""
    kinds = sorted(one.id for one in catalogue().legal_bases.values() if not one.sensitive)
    with _as_owner(using, "oversight_plainbasis") as cursor:
        if cursor is None:
            return
        cursor.execute("DELETE FROM oversight_plainbasis WHERE kind <> ALL (%s)", [kinds])
        cursor.execute(
            "INSERT INTO oversight_plainbasis (kind) SELECT unnest(%s::text[])"
            " ON CONFLICT DO NOTHING",
            [kinds],
        )


def note_rules(*, using: str) -> None:
    """Tell the database how long the catalogue keeps everything; as the owner."""
    rules = [list(column) for column in zip(*kept_by_rule(catalogue()), strict=True)]
    with _as_owner(using, "oversight_keepingrule") as cursor:
        if cursor is None:
            return
        cursor.execute("DELETE FROM oversight_keepingrule")
        cursor.execute(
            'INSERT INTO oversight_keepingrule (kind, period, "after")'
            " SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])",
            rules,
        )


def note_ways(*, using: str) -> None:
    """Tell the database which rows of every table are about a person; as the owner."""
    with _as_owner(using, "oversight_weighedpaper") as cursor:
        if cursor is not None:
            cursor.execute(ABOUT.format(gathering()))


@contextmanager
def _as_owner(using: str, table: str) -> Iterator[CursorWrapper | None]:
    """A cursor where the tables stand and whoever asks owns them; else None."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            yield None
            return
        cursor.execute(
            "SELECT set_config('tovholder.owner_sees_all', 'on', true),"
            " pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = %s::regclass",
            [table],
        )
        yield cursor if cursor.fetchone()[1] else None
