"""Letting time pass in the demonstration.

The story is played by the same actions people use, all of them today; between two chapters every
time in the database moves back by some days. What is planned comes nearer, what is done grows
older, and no rule had to be bent for it. Only the owner's role can do this, and only here.
"""

import psycopg
from django.conf import settings
from psycopg import sql

from tovholder import postgres, switches

# A birth date stays wherever it is kept, and so does what Django keeps about itself.
NEVER = "birth_date"
PREFIXES = ("audit", "organisation", "people", "consent", "cases", "plans", "instruments",
            "concerns", "meetings", "gatherings", "oversight")  # fmt: skip

COLUMNS = """
SELECT c.table_name, array_agg(c.column_name::text)
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
  AND c.data_type IN ('timestamp with time zone', 'date')
  -- The parts of a table move with the whole.
  AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = quote_ident(c.table_name)::regclass)
GROUP BY c.table_name ORDER BY c.table_name
"""
TRIGGERS = """
SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal
"""


def owner_address() -> str:
    """Where the owner of the demonstration's database signs in."""
    if settings.DATABASE_IS_EMBEDDED:
        return postgres.url(str(settings.DATABASES["default"]["NAME"]), role="owner")
    return switches.text("DATABASE_OWNER_URL")


def let_days_pass(days: int) -> None:
    """Move every time in the database back by whole days."""
    with psycopg.connect(owner_address()) as connection:
        connection.execute("SELECT set_config('tovholder.owner_sees_all', 'on', true)")
        for table, columns in connection.execute(COLUMNS).fetchall():
            moved = [column for column in columns if column != NEVER]
            if table.split("_")[0] in PREFIXES and moved:
                _move(connection, table, moved, days)


def _move(connection: psycopg.Connection, table: str, columns: list[str], days: int) -> None:
    name = sql.Identifier(table)
    triggers = [row[0] for row in connection.execute(TRIGGERS, [table]).fetchall()]
    for trigger in triggers:
        connection.execute(
            sql.SQL("ALTER TABLE {} DISABLE TRIGGER {}").format(name, sql.Identifier(trigger))
        )
    changes = sql.SQL(", ").join(
        sql.SQL("{0} = {0} - make_interval(days => {1})").format(
            sql.Identifier(column), sql.Literal(days)
        )
        for column in columns
    )
    connection.execute(sql.SQL("UPDATE {} SET {}").format(name, changes))
    for trigger in triggers:
        connection.execute(
            sql.SQL("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}").format(name, sql.Identifier(trigger))
        )
