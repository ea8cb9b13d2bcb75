"""Every way a seat can come into being stands on one page (docs/running/security.md)."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.guards.ground import HOUSE, ROOT, python_files

PAGE = ROOT / "docs" / "running" / "security.md"
# Writing a row of seats, and the one action that does.
WRITES = re.compile(
    r"(\w+\.)*give_seat\(|(\w+\.)*Seat(\.objects\.(create|bulk_create|get_or_create)|)\("
)
NAMED = re.compile(r"`(\w+)`")
IN_DATABASE = """
SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
WHERE n.nspname = 'public' AND prosrc ~* 'insert\\s+into\\s+(public\\.)?cases_seat\\M' ORDER BY 1
"""


def writers(source: str) -> Iterator[str]:
    """The functions of a file in which a seat is written, or asked for from the one that does."""
    for found in ast.walk(ast.parse(source)):
        if isinstance(found, ast.FunctionDef) and any(
            isinstance(call, ast.Call) and WRITES.match(f"{ast.unparse(call.func)}(")
            for call in ast.walk(found)
        ):
            yield found.name


def named() -> set[str]:
    return set(NAMED.findall(PAGE.read_text()))


def test_every_action_that_gives_a_seat_is_on_the_page() -> None:
    giving = {
        name
        for path in python_files()
        if "demo" not in path.relative_to(HOUSE).parts
        for name in writers(path.read_text())
    }
    assert len(giving) > 4
    assert giving - named() == set()


@pytest.mark.django_db
def test_every_function_of_the_database_that_gives_one_is_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute(IN_DATABASE)
        giving = {name for (name,) in cursor.fetchall()}
    assert "open_case" in giving
    assert giving - named() == set()


def test_a_new_way_is_seen() -> None:
    quiet = "def look_in(case):\n    return [actions.give_seat(case=case, by=x) for x in case]"
    assert list(writers(quiet)) == ["look_in"]
    assert list(writers("def slip(case):\n    Seat.objects.create(case=case)")) == ["slip"]
    assert list(writers("def ask(case):\n    return Seat.objects.filter(case=case)")) == []
