"""Whoever stops working here sees nothing of it from the day after (decision 15)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tests.concerns.letters import agree, write
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.access import Right, rights_of, still_open
from tovholder.cases.models import Case, Closure, Handover, Seat
from tovholder.concerns.models import Concern
from tovholder.consent.actions import record_basis
from tovholder.organisation.actions import employ, join, stop_working
from tovholder.organisation.models import Account, Membership

pytestmark = pytest.mark.django_db


def leave(account: Account, *, days_ago: int = 1) -> None:
    stop_working(
        professional=account.professional,
        last_day=timezone.localdate() - timedelta(days=days_ago),
    )


def seen_by_the_database(account: Account) -> int:
    """What the second wall alone lets through."""
    with acting(account), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        return int(cursor.fetchone()[0])


def test_the_last_day_is_a_day_at_work_and_the_day_after_is_none(
    gathering: Gathering, visit: Visit
) -> None:
    teacher, page = gathering.account("teacher"), f"/cases/{gathering.case.pk}/"
    window = visit("teacher")
    leave(teacher, days_ago=0)
    assert window.get(page).status_code == 200
    leave(teacher)
    assert window.get(page).status_code == 404
    assert "Lars" not in window.get("/").content.decode()
    assert "Lars" not in window.get("/cases/").content.decode()
    assert window.get("/concerns/new/").status_code == 403
    assert seen_by_the_database(teacher) == 0
    with acting(teacher):
        assert not Case.objects.visible_to(teacher).exists()
        assert not still_open(teacher, gathering.case.pk, Right.VIEW, ["overview"])
    # The others read that they have gone, and what they were.
    told = visit("social-worker").get(f"{page}people/").content.decode()
    assert "Arbejder her ikke længere" in told


def test_each_wall_says_so_alone(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    leave(teacher)
    assert seen_by_the_database(teacher) == 0
    with acting(gathering.account("social-worker")):
        assert not Seat.objects.standing().filter(account=teacher).exists()


def test_a_day_taken_back_opens_again(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    leave(teacher)
    teacher.professional.works_to = None
    teacher.professional.save(update_fields=["works_to"])
    assert seen_by_the_database(teacher) == 1


def test_places_in_teams_end_and_none_is_given_beyond(gathering: Gathering, visit: Visit) -> None:
    town, leader = gathering.town, gathering.account("school-leader")
    concern = write(town)
    agree(town, concern)
    with acting(leader):
        assert Concern.objects.filter(pk=concern.pk).exists()
    Membership.objects.filter(account=leader).update(starts=timezone.now() - timedelta(days=9))
    leave(leader)
    assert not Membership.objects.current().filter(account=leader).exists()
    assert visit("school-leader").get("/triage/").status_code == 404
    with acting(leader):
        assert not Concern.objects.filter(pk=concern.pk).exists()
    teacher = gathering.account("teacher")
    leave(teacher, days_ago=-5)
    joined = join(forum=town.forums["triage-2"], account=teacher)
    joined.refresh_from_db()
    assert joined.ends == teacher.professional.works_to


def test_a_parents_own_place_stays(gathering: Gathering) -> None:
    mother = gathering.account("mother")
    employ(account=mother, unit=gathering.town.units["engskolen"], profession="teacher")
    mother = Account.objects.get(pk=mother.pk)
    leave(mother)
    assert seen_by_the_database(mother) == 1


def test_a_coordinator_who_leaves_leaves_a_case_that_says_so(
    gathering: Gathering, visit: Visit
) -> None:
    leave(gathering.account("social-worker"))
    told = visit("teacher").get(f"/cases/{gathering.case.pk}/").content.decode()
    assert "der er ingen tovholder endnu" in told


def test_where_the_rope_was_let_go_any_professional_asks_the_next(
    gathering: Gathering, visit: Visit
) -> None:
    worker, page = gathering.account("social-worker"), f"/cases/{gathering.case.pk}/coordinator/"
    teacher, mother = visit("teacher"), visit("mother")
    assert teacher.get(page).status_code == 403
    leave(worker)
    assert teacher.get(page).status_code == 200
    assert mother.get(page).status_code == 403
    next_one = gathering.account("psychologist")
    sent = {"to": str(next_one.pk), "why": "Sofie er rejst"}
    asked = teacher.post(page, sent)
    assert asked.status_code == 303, asked.content.decode().split("<main")[1]
    with acting(next_one):
        assert Handover.objects.get(answer=None).to == next_one
        cases.answer_handover(
            handover=Handover.objects.get(answer=None), accepted=True, by=next_one
        )
    assert teacher.get(page).status_code == 403


def test_a_rope_that_nobody_has_held_is_not_let_go(gathering: Gathering, visit: Visit) -> None:
    """Nobody was asked, somebody was asked and is silent, somebody said no: it is the opener's."""
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    with acting(worker):
        opened = cases.open_for(
            person_id=gathering.town.persons["sister"].pk, holder=worker, by=worker,
            purpose="Hjælp", basis_kind=gathering.town.work_basis,
        )  # fmt: skip
        case = Case.objects.select_related("person").get(pk=opened)
        basis = record_basis(
            person=case.person, kind=gathering.town.work_basis, purpose="Læreren", by=worker
        )
        cases.give_seat(
            case=case, account=teacher, basis=basis, role=Seat.Role.PROFESSIONAL, by=worker
        )
    page, window = f"/cases/{case.pk}/coordinator/", visit("teacher")
    assert window.get(page).status_code == 403
    with acting(worker):
        asked = cases.ask_to_coordinate(case=case, to=teacher, by=worker)
    assert window.get(page).status_code == 403
    with acting(teacher):
        cases.answer_handover(handover=asked, accepted=False, reason="Nej", by=teacher)
    assert window.get(page).status_code == 403
    assert visit("social-worker").get(page).status_code == 200


def test_in_a_closed_case_nobody_is_asked_to_coordinate(gathering: Gathering, visit: Visit) -> None:
    worker, page = gathering.account("social-worker"), f"/cases/{gathering.case.pk}/coordinator/"
    with acting(worker):
        Closure.objects.create(case=gathering.case, kind="reached", reason="Godt", by=worker)
    assert visit("social-worker").get(page).status_code == 403
    assert visit("social-worker").get(f"/cases/{gathering.case.pk}/people/").status_code == 200


def test_a_role_the_catalogue_has_no_more_gives_no_right() -> None:
    assert rights_of({"guardian-of-old"}) == frozenset()
    assert Right.HAND_OVER in rights_of({"guardian-of-old", "authority"})
