"""What whoever leads a unit sees of it: how much each person carries, and never a child."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Gathering
from tests.gatherings.team import call as call_team
from tests.shell.lives import live, meet
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Handover, Seat, SeatEnd
from tovholder.meetings.models import Meeting
from tovholder.organisation.models import Account, Professional
from tovholder.people.models import Person
from tovholder.plans.models import Task
from tovholder.shell.figures import Load, load_of_unit_led

pytestmark = pytest.mark.django_db
FEW = "under 3"


def loads(account: Account) -> dict[str, Load]:
    """What somebody is told, by the names of those it is about."""
    with acting(account):
        return {one.professional.account.username: one for one in load_of_unit_led()}


def asked(gathering: Gathering, person: str) -> Handover:
    """The social worker opens a case, and is asked to coordinate it."""
    worker = gathering.account("social-worker")
    with acting(worker):
        case_id = cases.open_for(
            person_id=gathering.town.persons[person].pk, holder=worker, by=worker,
            basis_kind=gathering.town.work_basis, purpose="At hjælpe",
        )  # fmt: skip
        case = Case.objects.select_related("person").get(pk=case_id)
        return cases.ask_to_coordinate(case=case, to=worker, by=worker)


def coordinate(gathering: Gathering, person: str) -> Case:
    """The same, and says yes."""
    worker, handover = gathering.account("social-worker"), asked(gathering, person)
    with acting(worker):
        cases.answer_handover(handover=handover, accepted=True, by=worker)
    return handover.case


def this_month() -> None:
    """Let every meeting lie in the middle of this month."""
    middle = timezone.localtime().replace(day=15, hour=12, minute=0)
    Meeting.objects.update(starts_at=middle, ends_at=middle + timedelta(hours=1))


def test_three_cases_are_told_and_two_are_not(gathering: Gathering) -> None:
    leader, worker = gathering.account("leader"), gathering.account("social-worker")
    coordinate(gathering, "sister")
    assert loads(leader)["social-worker"].coordinates is None
    third = coordinate(gathering, "father")
    with acting(worker):
        assert Case.objects.open().coordinated_by(worker).count() == 3
    assert loads(leader)["social-worker"].coordinates == 3
    with acting(worker):
        cases.close(case=third, kind="reached", reason="Det går godt", by=worker)
    assert loads(leader)["social-worker"].coordinates is None


def test_whoever_no_longer_sits_at_a_case_coordinates_it_no_more(gathering: Gathering) -> None:
    leader, worker = gathering.account("leader"), gathering.account("social-worker")
    coordinate(gathering, "sister")
    third = coordinate(gathering, "father")
    assert loads(leader)["social-worker"].coordinates == 3
    with acting(worker):
        seat = Seat.objects.get(case=third, account=worker)
        SeatEnd.objects.create(seat=seat, case=third, by=worker, reason="Flytter")
    assert loads(leader)["social-worker"].coordinates is None


def test_a_leader_is_told_of_their_own_unit_and_nobody_else_of_any(gathering: Gathering) -> None:
    for name in ("social-worker", "teacher", "mother", "admin", "psychologist"):
        assert loads(gathering.account(name)) == {}
    school = set(loads(gathering.account("school-leader")))
    assert {"teacher", "pedagogue", "school-leader"} <= school
    assert not school & set(loads(gathering.account("leader")))


def test_a_leader_who_has_left_is_told_nothing(gathering: Gathering) -> None:
    leader = gathering.account("leader")
    assert loads(leader)
    Professional.objects.filter(account=leader).update(works_to=timezone.now())
    assert loads(leader) == {}


def test_promises_past_their_day_are_counted_and_kept_ones_are_not(gathering: Gathering) -> None:
    leader = gathering.account("school-leader")
    live(gathering, times=2)
    assert loads(leader)["teacher"].overdue is None
    live(gathering, times=4)
    with acting(gathering.account("social-worker")):
        late = Task.objects.open().filter(owner_account=gathering.account("teacher"))
        expected = late.overdue(timezone.localdate()).count()
    assert loads(leader)["teacher"].overdue == expected
    assert expected >= 3


def test_meetings_of_both_books_are_counted_together(gathering: Gathering) -> None:
    leader = gathering.account("school-leader")
    for number in range(2):
        meet(gathering, number)
    with acting(gathering.account("social-worker")):
        this_month()
    assert loads(leader)["teacher"].meets is None
    team = call_team(gathering, method="collaboration-meeting@1")
    with acting(team.account("psychologist")):
        middle = timezone.localtime().replace(day=15, hour=9, minute=0)
        ends = middle + timedelta(hours=1)
        type(team.meeting).objects.update(starts_at=middle, ends_at=ends)
    assert loads(leader)["teacher"].meets == 3


def test_a_meeting_of_another_month_is_not_this_months(gathering: Gathering) -> None:
    for number in range(3):
        meet(gathering, number)
    with acting(gathering.account("social-worker")):
        this_month()
        far = timezone.now() + timedelta(days=40)
        Meeting.objects.update(starts_at=far, ends_at=far + timedelta(hours=1))
    assert loads(gathering.account("school-leader"))["teacher"].meets is None


def test_what_a_parent_who_works_there_does_as_a_parent_is_not_counted(
    gathering: Gathering,
) -> None:
    mother, school = gathering.account("mother"), gathering.account("teacher").professional.unit
    Professional.objects.create(account=mother, unit=school, profession="teacher")
    live(gathering, times=4)
    with acting(gathering.account("social-worker")):
        this_month()
        Task.objects.update(
            owner_account=mother, owner_person=None, due=timezone.localdate() - timedelta(days=3)
        )
    told = loads(gathering.account("school-leader"))["mother"]
    assert (told.coordinates, told.meets, told.overdue) == (None, None, None)


def test_the_page_holds_numbers_and_no_case(client: Client, gathering: Gathering) -> None:
    live(gathering, times=5)
    client.force_login(gathering.account("school-leader"))
    page = client.get("/unit/").content.decode()
    assert "Mette Lund" in page
    assert FEW in page
    main = page.split("<main")[1].split("</main>")[0]
    for person in Person.objects.all():
        assert person.given_name not in main
    assert "/cases/" not in main
    assert str(gathering.case.pk) not in page


def test_others_are_told_whom_the_page_is_for(client: Client, gathering: Gathering) -> None:
    client.force_login(gathering.account("teacher"))
    answer = client.get("/unit/")
    assert answer.status_code == 403
    assert "leder enheden" in answer.content.decode()


def test_the_page_asks_as_often_of_many_as_of_few(client: Client, gathering: Gathering) -> None:
    client.force_login(gathering.account("school-leader"))
    client.get("/unit/")
    counted = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/unit/")
        counted.append(len(captured))
        school = gathering.account("teacher").professional.unit
        for one in range(5):
            account = Account.objects.create(username=f"new-{number}-{one}", name="Ny Kollega")
            Professional.objects.create(account=account, unit=school, profession="teacher")
    assert counted[0] == counted[1]
