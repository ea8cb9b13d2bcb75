"""Supervision: drawn by the database, read by one named leader, seen by those round the child."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Case, Seat, SeatEnd, SupervisedSeat, Supervision
from tovholder.cases.supervising import last_day
from tovholder.demo.cast import FAMILY
from tovholder.people.actions import register, relate
from tovholder.people.models import Person, Relation
from tovholder.people.national import read_national_id

pytestmark = pytest.mark.django_db

PURPOSE = "Om aftaler bliver holdt"
LARS = read_national_id(FAMILY["child"], "cpr")


def set_up(gathering: Gathering, supervisor: str = "school-leader-2", **asked) -> Supervision:
    leader = gathering.account("leader")
    said = {"count": 3, "purpose": PURPOSE, "until": timezone.localdate() + timedelta(days=9)}
    with acting(leader):
        return actions.supervise(
            supervisor=gathering.account(supervisor), by=leader, **(said | asked)
        )


def more_cases(gathering: Gathering, count: int) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        for number in range(count):
            person = register(
                given_name="Barn", family_name=f"Nummer {number}", birth_date=None, by=worker
            )
            actions.open_for(
                person_id=person.pk, holder=worker, by=worker, purpose="Hjælp",
                basis_kind=gathering.town.work_basis,
            )  # fmt: skip


def cases_of(gathering: Gathering, name: str) -> set[str]:
    with acting(gathering.account(name)):
        return {str(case.pk) for case in Case.objects.all()}


def test_the_supervisor_reads_and_the_leader_learns_of_no_case(
    gathering: Gathering, visit: Visit
) -> None:
    made = set_up(gathering)
    case, page = f"/cases/{gathering.case.pk}/", f"/supervision/{made.pk}/"
    looks = visit("school-leader-2")
    assert "Lars" in looks.get(page).content.decode()
    assert PURPOSE in looks.get("/").content.decode()
    assert looks.get(case).status_code == 200
    for rest in ("plan/comments/new/", "consents/new/", "closure/"):
        assert looks.get(case + rest).status_code == 403, rest
    leader = visit("leader")
    told = leader.get(page).content.decode()
    assert PURPOSE in told
    assert "Lars" not in told
    assert str(gathering.case.pk) not in told
    assert leader.get(case).status_code == 404
    assert cases_of(gathering, "leader") == set()
    for name in ("school-leader", "social-worker", "mother", "officer"):
        assert visit(name).get(page).status_code == 404, name


def test_the_family_reads_who_looks_why_and_until_when(gathering: Gathering, visit: Visit) -> None:
    set_up(gathering)
    told = visit("mother").get(f"/cases/{gathering.case.pk}/people/").content.decode()
    assert "Marianne Åkjær" in told
    assert PURPOSE in told
    assert "Ledelsestilsyn" in told
    assert (
        "Marianne Åkjær"
        not in visit("social-worker").get(f"/cases/{gathering.case.pk}/relations/").content.decode()
    )


def test_the_draw_is_by_chance_and_can_be_shown(gathering: Gathering) -> None:
    """Given eight cases, when one is drawn many times, then several are, and the seed tells why."""
    more_cases(gathering, 7)
    everyone = cases_of(gathering, "social-worker")
    drawn: Counter[str] = Counter()
    for _time in range(12):
        made = set_up(gathering, count=1)
        assert made.pool == 8
        with acting(gathering.account("school-leader-2")), connection.cursor() as cursor:
            [seat] = Seat.objects.filter(supervised__supervision=made)
            cursor.execute(
                "SELECT one FROM unnest(%s::uuid[]) AS one ORDER BY md5(%s || one::text) LIMIT 1",
                [list(everyone), made.seed],
            )
            assert cursor.fetchone()[0] == seat.case_id
            actions.tell_result(
                supervision=made, words="I orden", by=gathering.account("school-leader-2")
            )
            drawn[str(seat.case_id)] += 1
    assert len(drawn) > 2, drawn


def test_what_was_found_closes_the_cases(gathering: Gathering, visit: Visit) -> None:
    made = set_up(gathering)
    looks, page = visit("school-leader-2"), f"/supervision/{made.pk}/"
    assert visit("leader").post(page, {"words": "Mit"}).status_code == 200
    assert looks.post(page, {"words": "050515-9995 er glemt"}).status_code == 422
    assert looks.post(page, {"words": "Aftalerne bliver holdt"}).status_code == 303
    assert looks.get(f"/cases/{gathering.case.pk}/").status_code == 404
    assert PURPOSE not in looks.get("/").content.decode()
    assert "Aftalerne bliver holdt" in visit("leader").get(page).content.decode()
    assert cases_of(gathering, "school-leader-2") == set()


def test_it_ends_with_its_day(gathering: Gathering) -> None:
    made = set_up(gathering)
    with acting(gathering.account("school-leader-2")):
        [seat] = Seat.objects.standing().filter(supervised__supervision=made)
        assert seat.ends == made.ends
    for days in (-1, 40):
        with pytest.raises(ValidationError, match="dag"):
            set_up(gathering, until=timezone.localdate() + timedelta(days=days))
    leader = gathering.account("leader")
    assert last_day(leader) == timezone.localdate() + timedelta(days=30)


def test_one_is_chosen_for_a_reason_and_whether_it_was_there_is_not_told(
    gathering: Gathering, visit: Visit
) -> None:
    with pytest.raises(ValidationError):
        set_up(gathering, chosen=LARS, reason=" ")
    pages = []
    for number in (LARS, read_national_id(FAMILY["father"], "cpr")):
        made = set_up(gathering, chosen=number, reason="En klage over et møde")
        told = visit("leader").get(f"/supervision/{made.pk}/").content.decode()
        assert "En klage over et møde" in told
        with acting(gathering.account("leader")):
            for one in SupervisedSeat.objects.filter(supervision=made):
                assert one.reference not in told
        pages.append(len(told) // 200)
    assert pages[0] == pages[1]
    assert cases_of(gathering, "school-leader-2") == {str(gathering.case.pk)}


@pytest.mark.parametrize("known_by", ["account", "name"])
def test_nobody_supervises_what_they_work_at_or_whom_they_are_near(
    gathering: Gathering, known_by: str
) -> None:
    leader, looks = gathering.account("leader"), gathering.account("school-leader-2")
    own = Person.objects.filter(account=looks)
    assert not own.exists()
    with acting(gathering.account("social-worker")):
        near = register(
            given_name="Marianne", family_name="Åkjær", birth_date=None,
            by=gathering.account("social-worker"), account=looks if known_by == "account" else None,
        )  # fmt: skip
        relate(
            person_id=gathering.case.person_id, relative_id=near.pk, kind=Relation.Kind.OTHER,
            custody=False, by=gathering.account("social-worker"),
        )  # fmt: skip
    made = set_up(gathering)
    assert made.pool == 0
    assert made.set_up_by == leader
    assert cases_of(gathering, "school-leader-2") == set()


def test_only_whoever_leads_sets_it_up_and_only_one_who_leads_looks(
    gathering: Gathering, visit: Visit
) -> None:
    worker = gathering.account("social-worker")
    with pytest.raises(ValidationError):
        set_up(gathering, "teacher")
    with acting(worker):
        with pytest.raises(ValidationError):
            actions.supervise(
                supervisor=gathering.account("leader"), purpose=PURPOSE, count=1, by=worker,
                until=timezone.localdate(),
            )  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT supervise(%s,'x','',1,NULL,NULL,'y','{}',now() + interval '1 day')",
                [gathering.account("leader").pk],
            )
    for address in ("/supervision/", "/supervision/new/"):
        assert visit("social-worker").get(address).status_code == 403
        assert visit("leader").get(address).status_code == 200


def test_the_draw_stays_within_the_unit(gathering: Gathering) -> None:
    """Given a case nobody of the unit works at any more, then it is not drawn there."""
    worker = gathering.account("social-worker")
    with acting(worker):
        [seat] = Seat.objects.standing().filter(case=gathering.case, account=worker)
        SeatEnd.objects.create(case=gathering.case, seat=seat, by=worker, reason="Flyttet")
    assert set_up(gathering).pool == 0


def test_a_leader_sets_it_up_on_the_page(gathering: Gathering, visit: Visit) -> None:
    leader = visit("leader")
    asked = {
        "how": "drawn", "count": "2", "purpose": PURPOSE,
        "supervisor": str(gathering.account("school-leader-2").pk),
        "until": (timezone.localdate() + timedelta(days=5)).isoformat(),
    }  # fmt: skip
    assert leader.post("/supervision/new/", asked | {"count": ""}).status_code == 422
    assert leader.post("/supervision/new/", asked | {"how": "chosen"}).status_code == 422
    answer = leader.post("/supervision/new/", asked, follow=True)
    assert "færre end fem" in answer.content.decode()
    assert PURPOSE in leader.get("/supervision/").content.decode()
