"""A case's meetings on a page of their own, and a goal changed from the board."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.meetings import actions
from tovholder.meetings.models import MeetingEnd
from tovholder.plans import actions as plans
from tovholder.plans.models import Goal, GoalEnd

pytestmark = pytest.mark.django_db


def signed_in(gathering: Gathering, name: str) -> Client:
    client = Client()
    client.force_login(gathering.account(name))
    return client


def listed(gathering: Gathering) -> str:
    return reverse("meetings:list", args=[gathering.case.pk])


def one_of_each(gathering: Gathering) -> tuple[Table, Table, Table]:
    """One to come, one called off, one held."""
    worker = gathering.account("social-worker")
    coming, off, held = call(gathering), call(gathering), call(gathering)
    with acting(worker):
        actions.call_off(meeting=off.meeting, because="Lars er syg", by=worker)
    held.begin()
    with acting(worker):
        MeetingEnd.objects.create(case_id=held.meeting.case_id, meeting=held.meeting, by=worker)
    return coming, off, held


def test_each_meeting_says_what_there_is_to_read(gathering: Gathering) -> None:
    coming, off, held = one_of_each(gathering)
    page = signed_in(gathering, "mother").get(listed(gathering)).content.decode()
    to_come, rest = page.split('id="called-off"')
    called_off, past = rest.split('id="held"')
    assert reverse("meetings:preparation", args=[coming.meeting.pk]) in to_come
    assert "Lars er syg" in called_off
    assert reverse("meetings:preparation", args=[off.meeting.pk]) not in page
    assert reverse("meetings:minutes", args=[held.meeting.pk]) in past
    assert "4 personer" in to_come


def test_only_who_may_call_a_meeting_is_offered_to(gathering: Gathering) -> None:
    call_page = reverse("meetings:call", args=[gathering.case.pk])
    for name, offered in (("social-worker", True), ("teacher", False), ("mother", False)):
        page = signed_in(gathering, name).get(listed(gathering)).content.decode()
        assert (call_page in page) is offered, name


def test_in_a_closed_case_no_meeting_is_called(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        cases.close(case=gathering.case, kind="reached", reason="Det går godt", by=worker)
    page = signed_in(gathering, "social-worker").get(listed(gathering))
    assert page.status_code == 200
    assert reverse("meetings:call", args=[gathering.case.pk]) not in page.content.decode()


def test_who_does_not_see_the_plan_is_not_sent_to_closed_doors(gathering: Gathering) -> None:
    table = call(gathering)
    with acting(gathering.account("social-worker")):
        seat = Seat.objects.get(case=gathering.case, account=gathering.account("teacher"))
        cases.end_seat(seat=seat, by=gathering.account("social-worker"), reason="")
        cases.give_seat(
            case=gathering.case, account=gathering.account("teacher"), basis=seat.basis,
            role="professional", areas=("overview", "meetings"),
            by=gathering.account("social-worker"),
        )  # fmt: skip
    page = signed_in(gathering, "teacher").get(listed(gathering))
    assert page.status_code == 200
    assert f"/meetings/{table.meeting.pk}/" not in page.content.decode()
    assert reverse("plans:plan", args=[gathering.case.pk]) not in page.content.decode()


def test_the_list_asks_as_often_for_three_as_for_one(gathering: Gathering) -> None:
    client, counted = signed_in(gathering, "mother"), []
    one_of_each(gathering)
    one_of_each(gathering)  # from two held meetings on, how they were found is read as well
    client.get(listed(gathering))
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(listed(gathering)).status_code == 200
        counted.append(len(queries))
        one_of_each(gathering)
        one_of_each(gathering)
    assert counted[0] == counted[1]


def test_my_day_and_the_case_ask_as_often_when_meetings_move(gathering: Gathering) -> None:
    client = signed_in(gathering, "teacher")
    worker = gathering.account("social-worker")

    def stir() -> None:
        table, _off, _held = one_of_each(gathering)
        starts = timezone.now() + timedelta(days=3)
        with acting(worker):
            actions.reschedule(
                meeting=table.meeting, number=0, starts_at=starts,
                ends_at=starts + timedelta(hours=1), place="", because="Kursus", by=worker,
            )  # fmt: skip

    for page in ("/", f"/cases/{gathering.case.pk}/"):
        counted = []
        stir()
        client.get(page)
        for _round in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counted.append(len(queries))
            stir()
        assert counted[0] == counted[1], page


def at_goals(gathering: Gathering) -> tuple[Table, Goal]:
    table = call(gathering)
    worker = gathering.account("social-worker")
    with acting(worker):
        goal = plans.add_goal(case=gathering.case, text="Lars er med", need="", by=worker)
    table.go_to("goals")
    return table, goal


def goal_page(table: Table, goal: Goal, name: str = "goal") -> str:
    return reverse(f"meetings:{name}", args=[table.meeting.pk, "goals", goal.pk])


def test_a_goal_is_changed_and_the_table_is_where_it_was(gathering: Gathering) -> None:
    table, goal = at_goals(gathering)
    worker = signed_in(gathering, "social-worker")
    board = reverse("meetings:step", args=[table.meeting.pk, "goals"])
    assert goal_page(table, goal) in worker.get(board).content.decode()
    said = {"text": "Lars er med i legen", "need": "At høre til", "version": goal.version}
    answer = worker.post(goal_page(table, goal), said)
    assert (answer.status_code, answer["Location"]) == (303, f"{board}#goal-{goal.pk}")
    again = worker.post(goal_page(table, goal), said | {"text": "Noget andet"})
    assert again.status_code == 409
    assert "Lars er med i legen" in again.content.decode()
    assert "Noget andet" in again.content.decode()


def test_a_goal_ends_at_the_table(gathering: Gathering) -> None:
    table, goal = at_goals(gathering)
    worker = signed_in(gathering, "social-worker")
    page = goal_page(table, goal, "goal_end")
    assert worker.post(page, {"outcome": "let_go"}).status_code == 422
    answer = worker.post(page, {"outcome": "reached", "text": ""})
    assert answer["Location"] == reverse("meetings:step", args=[table.meeting.pk, "goals"])
    with acting(gathering.account("mother")):
        assert GoalEnd.objects.get().by == gathering.account("social-worker")
    for name, more in (("step", ["goals"]), ("minutes", [])):
        read = worker.get(reverse(f"meetings:{name}", args=[table.meeting.pk, *more]))
        assert "Nået eller lagt væk på dette møde" in read.content.decode()
    assert worker.get(page).status_code == 404


def test_the_minutes_keep_the_goals_a_later_meeting_ends(gathering: Gathering) -> None:
    table, goal = at_goals(gathering)
    worker = gathering.account("social-worker")
    with acting(worker):
        MeetingEnd.objects.create(case_id=table.meeting.case_id, meeting=table.meeting, by=worker)
        plans.reach_goal(goal=goal, by=worker)
        plans.add_goal(case=gathering.case, text="Et senere mål", need="", by=worker)
    minutes = reverse("meetings:minutes", args=[table.meeting.pk])
    page = signed_in(gathering, "mother").get(minutes).content.decode()
    assert "Lars er med" in page
    assert "på dette møde" not in page
    assert "Et senere mål" not in page


def test_who_does_not_hold_the_pen_is_told_who_does(gathering: Gathering) -> None:
    table, goal = at_goals(gathering)
    teacher = signed_in(gathering, "teacher")
    page = teacher.get(goal_page(table, goal)).content.decode()
    assert "<textarea" not in page
    said = {"text": "Noget andet", "need": "", "version": goal.version}
    assert teacher.post(goal_page(table, goal), said).status_code == 422
    assert signed_in(gathering, "mother").get(goal_page(table, goal)).status_code == 403
    with acting(gathering.account("mother")):
        assert Goal.objects.get().text == "Lars er med"


def test_a_goal_of_another_step_or_case_is_not_there(gathering: Gathering) -> None:
    table, goal = at_goals(gathering)
    worker = signed_in(gathering, "social-worker")
    nowhere = reverse("meetings:goal", args=[table.meeting.pk, "nowhere", goal.pk])
    assert worker.get(nowhere).status_code == 404
    other = reverse("meetings:goal", args=[table.meeting.pk, "goals", table.meeting.pk])
    assert worker.get(other).status_code == 404
