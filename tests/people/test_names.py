"""Names sort as Danish and Norwegian readers expect, whatever the database's collation."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tovholder.organisation.names import initials, sort_key

IN_ORDER = ["Ane", "Bo", "Zara", "Ærling", "Øjvind", "Aage", "Åse"]


def test_the_last_letters_come_last() -> None:
    backwards = list(reversed(IN_ORDER))
    assert sorted(backwards, key=sort_key) == IN_ORDER


@pytest.mark.django_db
def test_the_database_agrees() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[], %s::text[]) AS t(name, key) ORDER BY key",
            [IN_ORDER[::-1], [sort_key(name) for name in IN_ORDER[::-1]]],
        )
        assert [name for (name,) in cursor.fetchall()] == IN_ORDER


@given(st.text(max_size=40), st.text(max_size=40))
def test_case_makes_no_difference(given_name: str, family_name: str) -> None:
    assert sort_key(given_name, family_name) == sort_key(
        given_name.casefold(), family_name.casefold()
    )


def test_initials_are_of_the_first_and_the_last_name() -> None:
    assert initials("Anne Sofie Bruun") == "AB"
    assert initials("Lars") == "L"
    assert initials("") == ""
