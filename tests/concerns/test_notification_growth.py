"""The reception's queue and the signer's list ask the same at one notification and at many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.concerns.notices import assess, open_reception, send_receipt, sign
from tests.concerns.test_growth import count
from tovholder.audit.context import acting
from tovholder.concerns.models import Notification
from tovholder.concerns.notified_day import notifications_waiting, own_letters
from tovholder.demo.town import Town

pytestmark = pytest.mark.django_db


def a_waiting_and_a_finished_one(town: Town) -> None:
    sign(town)
    one = sign(town)
    assess(town, one)
    send_receipt(town, one)


@pytest.mark.parametrize(
    ("name", "address"), [("social-worker", "concerns:reception"), ("teacher", "concerns:mine")]
)
def test_lists_ask_the_same_at_one_and_at_many(
    town: Town, client: Client, name: str, address: str
) -> None:
    open_reception(town)
    client.force_login(town.accounts[name])
    a_waiting_and_a_finished_one(town)
    first = count(client, reverse(address))
    for _ in range(3):
        a_waiting_and_a_finished_one(town)
    assert count(client, reverse(address)) == first


@pytest.mark.parametrize("name", ["social-worker", "teacher"])
def test_my_day_asks_the_same_however_much_waits(town: Town, name: str) -> None:
    open_reception(town)
    account, counted = town.accounts[name], []
    for _ in range(2):
        a_waiting_and_a_finished_one(town)
        with acting(account), CaptureQueriesContext(connection) as captured:
            assert notifications_waiting(account, own_letters(account))
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 2


def test_what_waits_is_read_by_its_own_index(town: Town) -> None:
    reception = open_reception(town)
    sign(town)
    waiting = Notification.objects.filter(forum=reception, waits=True).order_by("assess_by")
    with acting(town.accounts["social-worker"]), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        plan = waiting.explain()
    assert "concerns_notified_waiting" in plan
