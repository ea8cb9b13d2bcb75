"""Whoever takes a concern home is not seated in an open case: they ask, and are answered."""

import re

import pytest

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tests.concerns.letters import agree, match_lars, write
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import AskToJoin, Case, DeclinedToJoin, Seat, SeatEnd
from tovholder.concerns.actions import send_on
from tovholder.concerns.actions.deciding import Words
from tovholder.organisation.models import Account

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


def day_of(visit: Visit, name: str) -> str:
    return visit(name).get("/").content.decode()


def test_who_may_answer_has_the_question_in_the_day(gathering: Gathering, visit: Visit) -> None:
    asked = "beder om at være med omkring"
    assert asked not in day_of(visit, "social-worker")
    take_home(gathering)
    assert asked in day_of(visit, "social-worker")
    for name in ("teacher", "mother", "school-leader", "outsider"):
        assert asked not in day_of(visit, name)
    consent = f"/cases/{gathering.case.pk}/consents/new/?with={taker(gathering).pk}"
    worker = visit("social-worker")
    assert consent in worker.get(f"/cases/{gathering.case.pk}/").content.decode()
    assert re.search(
        rf'value="{taker(gathering).pk}"[^>]*checked', worker.get(consent).content.decode()
    )
    with acting(gathering.account("social-worker")):
        ask, by = AskToJoin.objects.get(), gathering.account("social-worker")
        actions.decline_to_join(ask=ask, reason="Ikke nu", by=by)
    assert asked not in day_of(visit, "social-worker")


def taker(gathering: Gathering) -> Account:
    return gathering.account("school-leader")


def test_the_takers_own_day_says_they_wait_and_nothing_of_the_case(
    gathering: Gathering, visit: Visit
) -> None:
    waits, town = "har ikke adgang til en sag", gathering.town
    concern = write(town)
    agree(town, concern)
    match_lars(town, concern)
    with acting(taker(gathering)):
        send_on(
            concern=concern, reason="Flere må hjælpe", taken_by=taker(gathering), taken_home=True,
            answer=Words("Tak"), after=0, by=taker(gathering),
        )  # fmt: skip
    assert waits in day_of(visit, "school-leader")
    assert waits not in day_of(visit, "social-worker")
    with acting(gathering.account("social-worker")):
        ask, by = AskToJoin.objects.get(), gathering.account("social-worker")
        actions.decline_to_join(ask=ask, reason="Ikke nu", by=by)
    # A no is not told by the house either: the line is the same.
    assert waits in day_of(visit, "school-leader")
    with acting(by):
        actions.give_seat(
            case=gathering.case, account=taker(gathering), basis=gathering.consent,
            role="professional", by=by,
        )  # fmt: skip
    assert waits not in day_of(visit, "school-leader")
