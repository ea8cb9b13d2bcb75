"""Whoever leads a unit is told that a case waits for a coordinator, and never whose it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Gathering
from tests.shell.test_unit import coordinate
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Seat, SeatEnd
from tovholder.cases.untended import AWAY, GONE, NOBODY, untended_at_unit_led
from tovholder.organisation.actions import be_away, be_back
from tovholder.organisation.models import Absence, Account, Professional
from tovholder.people.models import Person

pytestmark = pytest.mark.django_db


def told(account: Account) -> list[tuple[str, str, int | None, list[str]]]:
    """What somebody is told: why, by whom, how many, and whom to ask."""
    with acting(account):
        return [
            (one.why, one.about.username, one.many, [each.username for each in one.ask])
            for one in untended_at_unit_led()
        ]


def leave(account: Account) -> None:
    Professional.objects.filter(account=account).update(
        works_from=timezone.now() - timedelta(days=9), works_to=timezone.now()
    )


def away(gathering: Gathering, name: str, cover: str) -> Absence:
    account, today = gathering.account(name), timezone.localdate()
    with acting(account):
        return be_away(
            account=account, cover=gathering.account(cover), first_day=today,
            last_day=today + timedelta(days=7), by=account,
        )  # fmt: skip


def without_a_coordinator(gathering: Gathering) -> None:
    """The social worker's seat ends, and with it the coordinating of the case."""
    worker = gathering.account("social-worker")
    with acting(worker):
        seat = Seat.objects.get(case=gathering.case, account=worker)
        SeatEnd.objects.create(seat=seat, case=gathering.case, by=worker, reason="Flytter")


def test_a_unit_where_somebody_holds_every_rope_is_told_nothing(gathering: Gathering) -> None:
    assert told(gathering.account("leader")) == []
    assert told(gathering.account("school-leader")) == []


@pytest.mark.parametrize("how", ["left", "closed"])
def test_who_is_gone_is_told_until_somebody_else_has_said_yes(
    gathering: Gathering, how: str
) -> None:
    leader, worker = gathering.account("leader"), gathering.account("social-worker")
    teacher = gathering.account("teacher")
    with acting(worker):
        asked = cases.ask_to_coordinate(case=gathering.case, to=teacher, by=worker)
    if how == "left":
        leave(worker)
    else:
        Account.objects.filter(pk=worker.pk).update(is_active=False)
    assert told(leader) == [(GONE, "social-worker", None, [])]
    with acting(teacher):
        cases.answer_handover(handover=asked, accepted=True, by=teacher)
    assert told(leader) == []


def test_who_is_away_with_a_cover_who_sees_is_not_told(gathering: Gathering) -> None:
    away(gathering, "social-worker", "outsider")
    assert told(gathering.account("leader")) == []


@pytest.mark.parametrize("how", ["left", "closed", "away too"])
def test_who_is_away_with_nobody_there_is_told(gathering: Gathering, how: str) -> None:
    absence = away(gathering, "social-worker", "outsider")
    cover, worker = gathering.account("outsider"), gathering.account("social-worker")
    if how == "left":
        leave(cover)
    elif how == "closed":
        Account.objects.filter(pk=cover.pk).update(is_active=False)
    else:
        away(gathering, "outsider", "teacher-2")
    assert told(gathering.account("leader")) == [(AWAY, "social-worker", None, [])]
    with acting(worker):
        be_back(absence=absence, by=worker)
    assert told(gathering.account("leader")) == []


def test_a_cover_from_elsewhere_does_not_hold_what_rests_on_a_yes(gathering: Gathering) -> None:
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    with acting(worker):
        asked = cases.ask_to_coordinate(case=gathering.case, to=teacher, by=worker)
    with acting(teacher):
        cases.answer_handover(handover=asked, accepted=True, by=teacher)
    absence = away(gathering, "teacher", "outsider")
    found = told(gathering.account("school-leader"))
    assert [(why, who) for why, who, _many, _ask in found] == [(AWAY, "teacher")]
    with acting(teacher):
        be_back(absence=absence, by=teacher)
    away(gathering, "teacher", "teacher-2")
    assert told(gathering.account("school-leader")) == []


def test_several_without_a_coordinator_are_told_by_those_who_can_ask(gathering: Gathering) -> None:
    without_a_coordinator(gathering)
    found = told(gathering.account("school-leader"))
    assert {why for why, *_rest in found} == {NOBODY}
    assert "teacher" in {who for _why, who, *_rest in found}
    assert all(many is None for _why, _who, many, _ask in found)
    assert told(gathering.account("leader")) == []  # nobody of that unit works at it any more
    with acting(gathering.account("teacher")):
        for seat in Seat.objects.standing().of_professionals().filter(case=gathering.case):
            if seat.account_id and seat.account_id != gathering.account("teacher").pk:
                SeatEnd.objects.create(
                    seat=seat, case=gathering.case, by=gathering.account("teacher"), reason="Slut"
                )
    assert told(gathering.account("school-leader")) == []  # one works well alone


def test_three_are_told_as_a_number_and_two_are_not(gathering: Gathering) -> None:
    leader, worker = gathering.account("leader"), gathering.account("social-worker")
    coordinate(gathering, "sister")
    leave(worker)
    assert told(leader) == [(GONE, "social-worker", None, [])]
    Professional.objects.filter(account=worker).update(works_to=None)
    third = coordinate(gathering, "father")
    leave(worker)
    assert told(leader) == [(GONE, "social-worker", 3, [])]
    Professional.objects.filter(account=worker).update(works_to=None)
    with acting(worker):
        case = Case.objects.get(pk=third.pk)
        cases.close(case=case, kind="reached", reason="Det går godt", by=worker)
    leave(worker)
    assert told(leader) == [(GONE, "social-worker", None, [])]


def test_nobody_else_is_told_of_any_unit(gathering: Gathering) -> None:
    leave(gathering.account("social-worker"))
    for name in ("teacher", "social-worker", "mother", "admin", "officer", "school-leader-2"):
        assert told(gathering.account(name)) == []
    assert told(gathering.account("leader"))
    leave(gathering.account("leader"))
    assert told(gathering.account("leader")) == []


def test_the_page_and_the_day_name_colleagues_and_no_child(
    client: Client, gathering: Gathering
) -> None:
    client.force_login(gathering.account("leader"))
    assert "/unit/#untended" not in client.get("/").content.decode()
    away(gathering, "social-worker", "outsider")
    leave(gathering.account("outsider"))
    assert "/unit/#untended" in client.get("/").content.decode()
    page = client.get("/unit/").content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    worker = gathering.account("social-worker")
    assert f"/away/?account={worker.pk}" in main
    assert worker.name in main
    for person in Person.objects.all():
        assert person.given_name not in main
    assert str(gathering.case.pk) not in page
    assert "/cases/" not in main
    form = client.get(f"/away/?account={worker.pk}").content.decode()
    assert f'value="{worker.pk}" selected' in form


def test_the_day_of_whoever_leads_asks_as_often_of_many_as_of_one(
    client: Client, gathering: Gathering
) -> None:
    client.force_login(gathering.account("leader"))
    counted = []
    for person in ("sister", "father"):
        Professional.objects.filter(account=gathering.account("social-worker")).update(
            works_to=None
        )
        coordinate(gathering, person)
        leave(gathering.account("social-worker"))
        for url in ("/", "/unit/"):
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            counted.append(len(asked))
    assert counted[:2] == counted[2:]
    assert counted[0] <= 26
