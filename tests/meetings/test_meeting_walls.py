"""Nobody without a seat sees a meeting, and nobody at all sees another's preparation."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.meetings import models
from tovholder.meetings.models import Contribution, Meeting
from tovholder.organisation.models import Account

pytestmark = pytest.mark.django_db

WORDS = ("Company", "Side", "Writing")
TABLES = [getattr(models, name) for name in models.__all__ if name not in WORDS]


@pytest.fixture
def table(gathering: Gathering) -> Table:
    table = call(gathering)
    table.go_to("story")
    table.say("mother", "Han er glad for at tegne", step="story")
    return table


def test_strangers_see_no_row_of_a_meeting(table: Table, strangers: list[Account]):
    for stranger in strangers:
        with acting(stranger):
            assert not Meeting.objects.exists(), stranger
            assert not Contribution.objects.exists(), stranger
            assert not Meeting.objects.visible_to(stranger).exists()


def test_every_table_has_its_wall(table: Table):
    with acting(table.account("mother")), connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(
                "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = %s",
                [model._meta.db_table],
            )
            assert cursor.fetchone() == (True,), model


def test_nothing_said_can_be_removed(table: Table):
    with acting(table.account("social-worker")):
        for model in TABLES:
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 our own table
