"""What the database shows of every table, row by row, to people of every kind.

The demonstration's whole town is read with each one's eyes, past every page; whose each row is says
`whose.py`, by a second hand.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from psycopg import sql
from psycopg.rows import dict_row

from tests import databases
from tests.access.oracle import Row, Rows
from tests.access.whose import ELSEWHERE, MAY, Reader, may
from tests.counting import Proved
from tovholder import postgres
from tovholder.cases.models import CaseRow
from tovholder.gatherings.models.rows import ForumRow
from tovholder.postgres.databases import SUPERUSER

READERS = ("teacher", "mother", "father", "child", "school-leader", "social-worker", "leader",
           "outsider", "officer", "admin", "psychologist", "health-visitor")  # fmt: skip
WALLED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'"


def key_of(table: str) -> str:
    (model,) = [one for one in apps.get_models() if one._meta.db_table == table]
    return model._meta.pk.column


@pytest.fixture(scope="session")
def whole_town(demonstration_template: str) -> Iterator[str]:
    """The demonstration, to be read alone."""
    with databases.copy_of(demonstration_template) as name:
        yield name


def test_everybody_reads_their_rows_and_no_other(whole_town: str, proved: Proved) -> None:
    read = shown = 0
    found: list[str] = []
    with (
        postgres.connect(whole_town, SUPERUSER) as past_every_wall,
        postgres.connect(whole_town, "app") as app,
    ):
        walled = {name for (name,) in past_every_wall.execute(WALLED)} - set(ELSEWHERE)
        everything = {name: all_rows(past_every_wall, name) for name in walled}
        everything["organisation_officer"] = all_rows(past_every_wall, "organisation_officer")
        everything["meetings_maybetold"] = all_rows(past_every_wall, "meetings_maybetold")
        rows = Rows.read(past_every_wall)
        everyone = {row["username"]: row["id"] for row in rows.tables["accounts"]}
        for name in READERS:
            account = everyone[name]
            reader = Reader(account, rows, everything)
            with app.transaction():
                app.execute("SELECT set_config('tovholder.account', %s, true)", [str(account)])
                for table in sorted(table for table in walled if everything[table]):
                    key = key_of(table)
                    asked = sql.SQL("SELECT {} FROM {}").format(
                        sql.Identifier(key), sql.Identifier(table)
                    )
                    met = {one for (one,) in app.execute(asked)}
                    due = {row[key] for row in everything[table] if may(table, reader, row)}
                    read, shown = read + len(everything[table]), shown + len(met)
                    if met != due:
                        found.append(
                            f"{name} {table}: {len(met - due)} more, {len(due - met)} less"
                        )
    assert found == []
    assert shown > 500
    filled = sum(map(bool, everything.values()))
    proved(
        "Rows against a second hand", tables=filled, readers=len(READERS), rows=read, shown=shown,
        wrong=0,
    )  # fmt: skip


def all_rows(past_every_wall: Any, table: str) -> list[Row]:
    with past_every_wall.cursor(row_factory=dict_row) as cursor:
        every = sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))
        found: list[Row] = cursor.execute(every).fetchall()
    return found


def test_each_table_of_a_case_is_walled_by_its_area_alone(db: None) -> None:
    """Also where the demonstration has no row: the policy says what the model declares."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, qual FROM pg_policies WHERE policyname = 'seat'")
        said = dict(cursor.fetchall())
    simple = [one for one in apps.get_models() if not weighed_by_itself(one)]
    for model in simple:
        area = model.AREA if issubclass(model, CaseRow) else None
        mine = f"my_cases('{area}'::text) AS my_cases" if area else "my_forums() AS my_forums"
        column = "case_id" if area else "forum_id"
        assert said[model._meta.db_table] == f"({column} = ANY (( SELECT {mine})::uuid[]))"
    assert len(simple) > 80


def weighed_by_itself(model: type[Model]) -> bool:
    """Whether its rows are no case's and no forum's, or have a rule of their own."""
    table = model._meta.db_table
    return not issubclass(model, CaseRow | ForumRow) or table in {*MAY, *ELSEWHERE}
