"""A read compiled once gives what its QuerySet gives, for every value it is asked with."""

import uuid

import pytest
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.shell.lives import live
from tovholder.audit.context import acting
from tovholder.audit.prepared import Reading
from tovholder.cases.models import Handover, HandoverAnswer, Seat
from tovholder.cases.rules import coordinator_of
from tovholder.plans.models import Goal, Task

pytestmark = pytest.mark.django_db


def test_models_come_with_what_is_related_and_what_is_not(gathering: Gathering) -> None:
    seats = Seat.objects.select_related("account__professional__unit", "forum", "end", "basis")
    read = Reading(lambda case_id: seats.filter(case=case_id).order_by("pk"), case_id=uuid.UUID)
    with acting(gathering.account("social-worker")):
        wanted = list(seats.filter(case=gathering.case).order_by("pk"))
        for _again in range(2):
            found = read(case_id=gathering.case.pk)
            assert [seat.pk for seat in found] == [seat.pk for seat in wanted]
            assert [seat.areas for seat in found] == [seat.areas for seat in wanted]
            assert [str(seat.account) for seat in found] == [str(seat.account) for seat in wanted]
            assert not any(hasattr(seat, "end") for seat in found)
            assert found[0].basis.purpose == wanted[0].basis.purpose


def test_values_and_annotations_are_those_of_the_queryset(gathering: Gathering) -> None:
    live(gathering, times=2)
    tasks = Task.objects.in_order().values_list("pk", "text", "due", "wish")
    answered = Exists(HandoverAnswer.objects.filter(handover=OuterRef("pk")))
    rows = Reading(lambda case_id: tasks.filter(case=case_id), case_id=uuid.UUID)
    asked = Reading(
        lambda case_id: Handover.objects.filter(case=case_id).annotate(answered=answered),
        case_id=uuid.UUID,
    )
    with acting(gathering.account("social-worker")):
        assert rows(case_id=gathering.case.pk) == list(tasks.filter(case=gathering.case))
        assert [one.answered for one in asked(case_id=gathering.case.pk)] == [True]


def test_one_value_may_stand_in_many_places(gathering: Gathering) -> None:
    read = Reading(
        lambda account, case_id: Seat.objects.standing().held_by(account).filter(case=case_id),
        account=int,
        case_id=uuid.UUID,
    )
    for name, count in (("teacher", 1), ("outsider", 0), ("mother", 1), ("teacher", 1)):
        account = gathering.account(name)
        with acting(account):
            assert len(read(account=account.pk, case_id=gathering.case.pk)) == count
            assert read.one(account=account.pk, case_id=uuid.uuid4()) is None


def test_the_walls_of_the_database_stand_around_it(gathering: Gathering) -> None:
    live(gathering)
    read = Reading(lambda case_id: Goal.objects.filter(case=case_id), case_id=uuid.UUID)
    with acting(gathering.account("teacher")):
        assert len(read(case_id=gathering.case.pk)) == 1
    with acting(gathering.account("outsider")):
        assert read(case_id=gathering.case.pk) == []


def test_the_coordinator_is_asked_for_once(gathering: Gathering) -> None:
    from django.db import connection

    with acting(gathering.account("teacher")), CaptureQueriesContext(connection) as queries:
        assert coordinator_of(gathering.case) == gathering.account("social-worker")
    assert len(queries) == 1
