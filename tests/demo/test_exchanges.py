"""A talk without consent stands in the demonstration: planned, and not held yet (S-44)."""

import pytest
from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases.models import Talk
from tovholder.demo import exchanges, neighbours
from tovholder.demo.actions import settle
from tovholder.organisation.models import Account
from tovholder.organisation.working_days import is_working_day

pytestmark = pytest.mark.django_db


def test_one_talk_is_planned_for_the_next_day_at_work() -> None:
    town = settle()
    neighbours.play(town, part=slice(7, 8), until_today=18)
    exchanges.one_is_planned(town)
    for name in ("social-worker", "health-visitor", "pedagogue-2"):
        with acting(Account.objects.get(username=name)):
            planned = Talk.objects.get()
            assert planned.name == "Laura Friis"
            assert planned.meets_on > timezone.localdate()
            assert is_working_day(planned.meets_on, "dk")
    with acting(town.accounts["leader"]):
        assert not Talk.objects.exists()
