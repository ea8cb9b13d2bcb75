"""The queue costs the same number of queries at one row and at many, and reads its index."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.concerns.letters import agree, try_locally, write
from tovholder.audit.context import acting
from tovholder.concerns.overview import overview
from tovholder.concerns.queue import waiting
from tovholder.demo.town import Town
from tovholder.organisation.models import Membership

pytestmark = pytest.mark.django_db


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


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


def test_my_day_asks_the_same_however_much_waits(town: Town) -> None:
    teacher = town.accounts["teacher"]
    counted = []
    for _ in range(2):
        try_locally(town, write(town))
        with acting(teacher), CaptureQueriesContext(connection) as captured:
            assert overview(teacher)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_the_queue_reads_the_index_of_what_waits(town: Town) -> None:
    leader = town.accounts["school-leader"]
    mine = list(Membership.objects.current().filter(account=leader))
    for _ in range(3):
        write(town)
    with acting(leader), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = waiting(mine).explain()
    assert "concerns_concern_waiting" in plan
