"""The queue costs the same number of queries at one row and at many, and reads its index."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.concerns.letters import agree, try_locally, write
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.concerns.overview import overview
from tovholder.concerns.queue import waiting
from tovholder.demo.actions import settle
from tovholder.demo.town import Town
from tovholder.organisation.models import Membership


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("school-leader", "shell:triage"),
        ("psychologist", "shell:triage"),
        ("teacher", "concerns:mine"),
    ],
)
def test_lists_ask_the_same_at_one_row_and_at_three(
    town: Town, client: Client, name: str, address: str
) -> None:
    client.force_login(town.accounts[name])
    concern = write(town)
    agree(town, concern)
    first = count(client, reverse(address))
    for _ in range(2):
        agree(town, write(town))
    assert count(client, reverse(address)) == first


@pytest.mark.django_db
def test_my_day_asks_the_same_however_much_waits(town: Town) -> None:
    teacher = town.accounts["teacher"]
    counted = []
    for _ in range(2):
        try_locally(town, write(town))
        with acting(teacher), CaptureQueriesContext(connection) as captured:
            assert overview(teacher)
        counted.append(len(captured))
    assert counted[0] == counted[1]


# Two thousand copies of a concern that nobody waits for any more.
DECIDED = """
INSERT INTO concerns_concern SELECT (jsonb_populate_record(NULL::concerns_concern, to_jsonb(one)
    || jsonb_build_object('id', gen_random_uuid(), 'draft', gen_random_uuid(), 'due_at', NULL))).*
FROM (SELECT * FROM concerns_concern ORDER BY id LIMIT 1) one, generate_series(1, 2000)
"""


def test_the_queue_reads_what_waits_and_not_what_is_decided(own_database: str) -> None:
    town = settle()
    leader = town.accounts["school-leader"]
    mine = list(Membership.objects.current().filter(account=leader))
    for _ in range(3):
        write(town)
    with postgres.connect(own_database) as owner:
        with owner.transaction():
            owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', true)")
            owner.execute(DECIDED)
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE")
    with acting(leader):
        assert waiting(mine).count() == 3
        plan = waiting(mine).explain()
    assert "concerns_concern_waiting" in plan
