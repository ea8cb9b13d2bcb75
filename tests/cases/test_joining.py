"""Whoever takes a concern home is not seated in an open case: they ask, and are answered."""

import pytest

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import AskToJoin, Case, DeclinedToJoin, Seat, SeatEnd

pytestmark = pytest.mark.django_db


def take_home(gathering: Gathering, name: str = "school-leader") -> None:
    taker = gathering.account(name)
    with acting(taker):
        actions.open_for(
            person_id=gathering.case.person_id, holder=taker, by=taker,
            basis_kind=gathering.town.work_basis, purpose="Efter en bekymring",
        )  # fmt: skip


def asks(gathering: Gathering) -> list[str]:
    with acting(gathering.account("social-worker")):
        waiting = AskToJoin.objects.of(gathering.case).waiting().select_related("account")
        return [ask.account.username for ask in waiting]


def test_the_taker_sees_nothing_and_the_coordinator_is_asked_once(
    gathering: Gathering, visit: Visit
) -> None:
    for _time in range(2):
        take_home(gathering)
    with acting(gathering.account("school-leader")):
        assert not Case.objects.exists()
        assert not Seat.objects.exists()
        assert not AskToJoin.objects.exists()
    assert asks(gathering) == ["school-leader"]
    address = f"/cases/{gathering.case.pk}/"
    assert visit("school-leader").get(address).status_code == 404
    assert "Efter en bekymring" in visit("social-worker").get(address).content.decode()
    assert "Efter en bekymring" not in visit("teacher").get(address).content.decode()


def test_a_no_has_a_reason_and_ends_the_question(gathering: Gathering, visit: Visit) -> None:
    take_home(gathering)
    worker = visit("social-worker")
    with acting(gathering.account("social-worker")):
        ask = AskToJoin.objects.get()
    page = f"/cases/{gathering.case.pk}/people/asks/{ask.pk}/no/"
    assert worker.get(page).status_code == 200
    assert worker.post(page, {"reason": " "}).status_code == 422
    assert worker.post(page, {"reason": "Vi taler sammen først"}).status_code == 303
    assert worker.post(page, {"reason": "Igen"}).status_code == 404
    assert asks(gathering) == []
    with acting(gathering.account("social-worker")):
        assert DeclinedToJoin.objects.get().reason == "Vi taler sammen først"


def test_one_with_access_is_left_as_they_are(gathering: Gathering) -> None:
    take_home(gathering, "teacher")
    assert asks(gathering) == []
    with acting(gathering.account("teacher")):
        [seat] = Seat.objects.standing().filter(account=gathering.account("teacher"))
        assert seat.role == Seat.Role.PROFESSIONAL


def test_a_worry_does_not_end_where_nobody_can_answer(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        [seat] = Seat.objects.standing().filter(account=worker)
        SeatEnd.objects.create(case=gathering.case, seat=seat, by=worker, reason="Flyttet")
    take_home(gathering)
    with acting(gathering.account("school-leader")):
        assert Case.objects.get() == gathering.case
