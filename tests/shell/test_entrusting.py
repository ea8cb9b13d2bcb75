"""A leader gives a colleague what somebody who has gone left behind, and reads none of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from tests.cast import Gathering
from tests.oversight.old_cases import as_one
from tests.shell.test_unit import coordinate
from tests.shell.test_untended import leave, told
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Handover, Seat
from tovholder.cases.untended import GONE
from tovholder.people.actions import register, relate

pytestmark = pytest.mark.django_db
WHY = "Kender familierne fra før"
PAGE = "/unit/entrust/"


@pytest.fixture
def left(gathering: Gathering) -> Gathering:
    """The social worker coordinates two cases, and works here no more; the teacher is at one."""
    coordinate(gathering, "sister")
    leave(gathering.account("social-worker"))
    return gathering


def give(gathering: Gathering, to: str = "social-worker-2", by: str = "leader") -> None:
    leader = gathering.account(by)
    with acting(leader):
        cases.entrust(
            gone=gathering.account("social-worker"), to=gathering.account(to), because=WHY,
            by=leader,
        )  # fmt: skip


def opened_to(gathering: Gathering, name: str) -> set[object]:
    with acting(gathering.account(name)):
        return set(Case.objects.values_list("pk", flat=True))


def test_the_colleague_is_asked_at_each_case_and_the_leader_reads_none(left: Gathering) -> None:
    assert [(why, name, ask) for why, name, _many, ask in told(left.account("leader"))] == [
        (GONE, "social-worker", [])
    ]
    assert opened_to(left, "social-worker-2") == set()
    give(left)
    assert len(opened_to(left, "social-worker-2")) == 2
    assert opened_to(left, "leader") == set()
    assert as_one(left, "leader").get(f"/cases/{left.case.pk}/").status_code == 404
    colleague = left.account("social-worker-2")
    day = as_one(left, "social-worker-2").get("/").content.decode()
    assert day.count("Birgitte Aagaard spørger, om du vil være tovholder") == 2
    with acting(colleague):
        waiting = list(Handover.objects.waiting().filter(to=colleague))
        assert [one.why for one in waiting] == [WHY, WHY]
        cases.answer_handover(handover=waiting[0], accepted=True, by=colleague)
        cases.answer_handover(handover=waiting[1], accepted=True, by=colleague)
        assert Case.objects.open().coordinated_by(colleague).count() == 2
    assert told(left.account("leader")) == []


def test_it_rests_on_the_same_basis_and_opens_the_same_areas(left: Gathering) -> None:
    give(left)
    with acting(left.account("social-worker-2")):
        mine = Seat.objects.get(case=left.case, account=left.account("social-worker-2"))
        before = Seat.objects.filter(case=left.case, account=left.account("social-worker")).first()
        assert before
        assert (mine.basis_id, mine.areas, mine.role, mine.ends) == (
            before.basis_id, before.areas, before.role, before.ends,
        )  # fmt: skip
        assert mine.given_by == left.account("leader")


def test_the_same_twice_gives_it_once(left: Gathering) -> None:
    give(left)
    with pytest.raises(ValidationError, match="Intet blev givet videre"):
        give(left)
    with acting(left.account("social-worker-2")):
        assert Handover.objects.waiting().count() == 2


@pytest.mark.parametrize(
    ("to", "by"),
    [
        ("social-worker-2", "school-leader"),  # leads another unit
        ("social-worker-2", "teacher"),  # leads none
        ("social-worker-2", "social-worker-2"),
        ("teacher", "leader"),  # works at another unit
        ("mother", "leader"),
        ("leader", "leader"),
        ("social-worker", "leader"),  # has gone
    ],
)
def test_nobody_else_gives_and_nobody_else_gets(left: Gathering, to: str, by: str) -> None:
    before = opened_to(left, to)
    with pytest.raises(ValidationError):
        give(left, to, by)
    assert opened_to(left, to) == before


def test_the_database_asks_who_leads_and_not_the_code(left: Gathering) -> None:
    """Whoever gets past the code is given nothing for themselves, nor by another leader."""
    gone, leader = left.account("social-worker"), left.account("leader")
    for by, to in ((leader, leader), (left.account("school-leader"), left.account("teacher"))):
        with acting(by), connection.cursor() as cursor:
            cursor.execute("SELECT entrust_cases(%s, %s, 'x', 'y')", [gone.pk, to.pk])
            assert cursor.fetchone() == (0,)


def test_nothing_is_taken_from_somebody_who_is_here(gathering: Gathering) -> None:
    with pytest.raises(ValidationError):
        give(gathering)
    assert opened_to(gathering, "social-worker-2") == set()


def test_what_a_colleague_of_the_unit_works_at_is_theirs_to_speak_of(gathering: Gathering) -> None:
    worker, colleague = gathering.account("social-worker"), gathering.account("social-worker-2")
    sisters = coordinate(gathering, "sister")
    with acting(worker):
        own = Seat.objects.get(case=sisters, account=worker)
        cases.give_seat(case=sisters, account=colleague, basis=own.basis, role=own.role, by=worker)
    leave(worker)
    give(gathering)
    with acting(colleague):
        waiting = Handover.objects.waiting().filter(to=colleague)
        assert [one.case_id for one in waiting] == [gathering.case.pk]
        assert Seat.objects.filter(case=sisters, account=colleague).count() == 1


def test_a_relatives_case_is_not_given(gathering: Gathering) -> None:
    """The colleague is the sister's uncle: the other child's case is given, and hers is not."""
    worker, colleague = gathering.account("social-worker"), gathering.account("social-worker-2")
    coordinate(gathering, "sister")
    with acting(worker):
        uncle = register(
            given_name="Palle", family_name="Ræbild", birth_date=None, account=colleague, by=worker
        )
        relate(
            person_id=gathering.town.persons["sister"].pk, relative_id=uncle.pk, kind="other",
            custody=False, by=worker,
        )  # fmt: skip
    leave(worker)
    give(gathering)
    assert opened_to(gathering, "social-worker-2") == {gathering.case.pk}


def test_the_page_asks_and_shows_no_case(client: Client, left: Gathering) -> None:
    gone, to = left.account("social-worker"), left.account("social-worker-2")
    client.force_login(left.account("leader"))
    unit = client.get("/unit/").content.decode()
    assert f'href="{PAGE}?account={gone.pk}"' in unit
    page = client.get(PAGE).content.decode()
    assert "Lars" not in page.split("<main")[1]
    answer = client.post(PAGE, {"gone": gone.pk, "to": "", "because": WHY})
    assert (answer.status_code, WHY in answer.content.decode()) == (422, True)
    answer = client.post(PAGE, {"gone": gone.pk, "to": to.pk, "because": WHY})
    assert (answer.status_code, answer["Location"]) == (303, "/unit/")
    assert len(opened_to(left, "social-worker-2")) == 2
    assert "har efterladt sager" in client.get(PAGE).content.decode()


def test_the_page_is_for_whoever_leads(left: Gathering) -> None:
    for name in ("teacher", "mother", "admin"):
        assert as_one(left, name).get(PAGE).status_code == 403
