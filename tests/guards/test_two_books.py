"""A meeting about a child and one of professionals never mix (S-62): asked of the database."""

import inspect

import pytest
from django.apps import apps
from django.db import connection, models

from tovholder.meetings import table

ABOUT_PEOPLE = ("people", "consent", "cases", "concerns", "plans", "instruments", "meetings")
TELLS_OF_SOMEBODY = ("person", "child", "case", "pupil", "citizen", "birth", "relation", "given_by")
# Closing words of both, without a table of their own.
WITHOUT_TABLE = {"SaidAgain"}

REACHED = """
WITH RECURSIVE keys AS (
    SELECT conrelid::regclass::text AS source, confrelid::regclass::text AS target
    FROM pg_constraint WHERE contype = 'f'
), reached AS (
    SELECT source AS start, target FROM keys WHERE source LIKE 'gatherings\\_%'
    UNION
    SELECT reached.start, keys.target FROM reached JOIN keys ON keys.source = reached.target
)
SELECT DISTINCT start, target FROM reached
"""


@pytest.mark.django_db
def test_no_key_leads_from_a_gathering_to_anybody() -> None:
    with connection.cursor() as cursor:
        cursor.execute(REACHED)
        found = cursor.fetchall()
    assert found
    assert [pair for pair in found if pair[1].partition("_")[0] in ABOUT_PEOPLE] == []


@pytest.mark.django_db
def test_no_key_leads_into_the_forums_book() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
            " AND confrelid::regclass::text LIKE 'gatherings\\_%'"
            " AND conrelid::regclass::text NOT LIKE 'gatherings\\_%'"
        )
        assert cursor.fetchall() == []


def test_no_column_of_the_forums_book_is_about_anybody() -> None:
    named = [
        f"{model._meta.label}.{field.column}"
        for model in apps.get_app_config("gatherings").get_models()
        for field in model._meta.concrete_fields
        if any(word in field.column for word in TELLS_OF_SOMEBODY)
    ]
    assert named == []


@pytest.mark.parametrize("label", ["meetings", "gatherings"])
def test_each_book_has_a_table_of_everything_a_meeting_is_made_of(label: str) -> None:
    abstract = {
        thing
        for name, thing in vars(table).items()
        if inspect.isclass(thing) and issubclass(thing, models.Model) and name not in WITHOUT_TABLE
    }
    declared = {base for model in apps.get_app_config(label).get_models() for base in model.__mro__}
    assert abstract - declared == set()


def test_every_row_of_the_forums_book_belongs_to_a_forum() -> None:
    from tovholder.gatherings.models import ForumRow

    for model in apps.get_app_config("gatherings").get_models():
        assert issubclass(model, ForumRow), model
        assert hasattr(model.objects.all(), "visible_to"), model
