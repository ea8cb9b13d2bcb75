"""A case opened in an emergency: for an hour, for reading, and others know in the same moment."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.access import Right, still_open
from tovholder.cases.actions import Meant, Opened
from tovholder.cases.emergency import grounds, refusal_of_reason, who_is_told
from tovholder.cases.models import Case, EmergencyAccess, Seat, SeatEnd, ToldOfEmergency
from tovholder.demo.cast import FAMILY
from tovholder.organisation.actions import (
    add_account,
    ask_to_end_officer,
    employ,
    end_officer,
)
from tovholder.organisation.models import Account, Officer, Professional
from tovholder.people.actions import register, relate
from tovholder.people.models import Person
from tovholder.people.national import read_national_id

pytestmark = pytest.mark.django_db

REASON = "Drengen er kommet alene herhen og er bange for at gå hjem"
LARS = Meant(read_national_id(FAMILY["child"], "cpr"))
NOBODY = Meant(None, "Ingen", "Kendt", date(2014, 3, 2))


def break_in(
    gathering: Gathering, name: str = "outsider", *, meant: Meant = LARS, reason: str = REASON,
    again: bool = False,
) -> Opened:  # fmt: skip
    account = gathering.account(name)
    with acting(account):
        [ground] = grounds(account)
        return actions.open_in_emergency(
            meant=meant, ground=ground, reason=reason, again=again, by=account
        )


def told_of(opened: Opened, gathering: Gathering, name: str = "outsider") -> set[str]:
    with acting(gathering.account(name)):
        told = ToldOfEmergency.objects.filter(emergency=opened.emergency_id)
        return set(told.values_list("account__username", flat=True))


def test_she_reads_and_writes_nothing(gathering: Gathering, visit: Visit) -> None:
    opened = break_in(gathering)
    assert opened.case_id == gathering.case.pk
    window, page = visit("outsider"), f"/cases/{gathering.case.pk}/"
    told = window.get(page).content.decode()
    assert "Lars" in told
    assert "Du ser denne sag med nødadgang" in told
    assert window.get(f"{page}plan/").status_code == 200
    for rest in ("plan/comments/new/", "consents/new/", "closure/", "coordinator/"):
        assert window.get(page + rest).status_code == 403, rest
    with acting(gathering.account("outsider")):
        [seat] = Seat.objects.standing().filter(account=gathering.account("outsider"))
        assert set(seat.areas) == {"overview", "plan", "meetings"}
        left = seat.ends - timezone.now()
        assert timedelta(minutes=58) < left <= timedelta(minutes=60)


def test_leader_and_officer_are_told_who_and_why_and_not_whose(
    gathering: Gathering, visit: Visit
) -> None:
    opened = break_in(gathering)
    assert told_of(opened, gathering) == {"school-leader-2", "officer"}
    for name in ("school-leader-2", "officer"):
        window = visit(name)
        assert "Peter Skov" in window.get("/").content.decode(), name
        page = window.get(f"/cases/emergency/{opened.emergency_id}/").content.decode()
        assert REASON in page
        assert "Lars" not in page
        assert "Berggren" not in page
        assert str(gathering.case.pk) not in page
        with acting(gathering.account(name)):
            assert not Case.objects.exists()
            assert not Seat.objects.exists()
    for name in ("leader", "teacher", "mother", "social-worker"):
        page = visit(name).get(f"/cases/emergency/{opened.emergency_id}/")
        assert page.status_code == 404, name
        with acting(gathering.account(name)):
            assert not EmergencyAccess.objects.exists()


def test_it_stands_in_the_day_until_it_is_answered(gathering: Gathering, visit: Visit) -> None:
    opened = break_in(gathering)
    officer, page = visit("officer"), f"/cases/emergency/{opened.emergency_id}/"
    assert officer.post(page, {"asked": "yes", "words": " "}).status_code == 422
    assert "Peter Skov" in officer.get("/").content.decode()
    assert officer.post(page, {"asked": "yes", "words": "Vi har talt om det"}).status_code == 303
    assert "Peter Skov" not in officer.get("/").content.decode()
    assert "Peter Skov" in visit("school-leader-2").get("/").content.decode()
    assert "Vi har talt om det" in visit("outsider").get(page).content.decode()


def test_nobody_answers_for_another(gathering: Gathering) -> None:
    opened = break_in(gathering)
    leader = gathering.account("school-leader-2")
    with acting(leader):
        others = ToldOfEmergency.objects.get(
            emergency=opened.emergency_id, account=gathering.account("officer")
        )
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cases_answertoemergency (told_id, asked, words) VALUES (%s, true, '')",
                [others.pk],
            )


@pytest.mark.parametrize(
    "meant", [NOBODY, Meant(read_national_id(FAMILY["father"], "cpr"))], ids=["unknown", "no case"]
)
def test_nothing_to_open_is_answered_and_told_alike(
    gathering: Gathering, visit: Visit, meant: Meant
) -> None:
    opened = break_in(gathering, meant=meant)
    assert opened.case_id is None
    assert told_of(opened, gathering) == {"school-leader-2", "officer"}
    page = visit("outsider").get(f"/cases/emergency/{opened.emergency_id}/").content.decode()
    assert "Der var ikke noget at åbne" in page
    with acting(gathering.account("outsider")):
        assert not Seat.objects.exists()
        assert not Person.objects.exists()


def test_by_name_and_day_of_birth(gathering: Gathering) -> None:
    child = gathering.town.persons["child"]
    named = Meant(None, child.given_name.upper(), child.family_name, child.birth_date)
    wrong = replace(named, birth_date=child.birth_date + timedelta(days=1))
    assert break_in(gathering, meant=wrong).case_id is None
    assert break_in(gathering, meant=named).case_id == gathering.case.pk


def at_work(gathering: Gathering, who: Person, *, is_leader: bool = False) -> Account:
    """Somebody's account at work: never the family's, and only the name is the same."""
    named = f"{who.given_name} Emil {who.family_name}"
    account = add_account(username="at-work", name=named)
    unit = gathering.town.units["engskolen"]
    employ(account=account, unit=unit, profession="teacher", is_leader=is_leader)
    gathering.town.accounts["at-work"] = account
    return account


def test_a_parent_at_work_opens_nothing(gathering: Gathering) -> None:
    account = at_work(gathering, gathering.town.persons["father"])
    opened = break_in(gathering, "at-work")
    assert opened.case_id is None
    assert told_of(opened, gathering, "at-work") == {"school-leader-2", "officer"}
    with acting(account):
        assert not Case.objects.exists()


def test_nor_does_somebody_to_whom_the_child_is_the_relative(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        uncle = register(
            given_name="Torben", family_name="Skytte", birth_date=None, national_id=None, by=worker
        )
        relate(
            person_id=uncle.pk, relative_id=gathering.case.person_id, kind="other",
            custody=False, by=worker,
        )  # fmt: skip
    at_work(gathering, uncle)
    assert break_in(gathering, "at-work").case_id is None


def test_a_relative_who_leads_is_not_told(gathering: Gathering) -> None:
    at_work(gathering, gathering.town.persons["father"], is_leader=True)
    with acting(gathering.account("outsider")):
        assert "at-work" in {one.username for one in who_is_told()}
    assert told_of(break_in(gathering), gathering) == {"school-leader-2", "officer"}


def test_who_reads_all_of_it_is_told_so(gathering: Gathering) -> None:
    with pytest.raises(ValidationError, match="adgang til denne sag"):
        break_in(gathering, "social-worker")


def test_who_reads_a_part_of_it_opens_the_rest(gathering: Gathering, visit: Visit) -> None:
    worker, outsider = gathering.account("social-worker"), gathering.account("outsider")
    with acting(worker):
        actions.share_by_consent(
            case=gathering.case, receivers=[outsider.professional], areas=["overview"],
            purpose="At hjælpe", until=timezone.now() + timedelta(days=9), form="written",
            given_by=gathering.town.persons["mother"], by=worker,
        )  # fmt: skip
    page = f"/cases/{gathering.case.pk}/plan/"
    assert visit("outsider").get(page).status_code == 403
    assert break_in(gathering).case_id == gathering.case.pk
    assert visit("outsider").get(page).status_code == 200


@pytest.mark.parametrize(
    ("ground", "areas", "minutes"),
    [
        ("break-glass", ["overview"], 241), ("break-glass", ["overview"], 0),
        ("break-glass", ["overview"], None), ("break-glass", None, 60),
        ("break-glass", ["overview", "journal"], 60), ("consent", ["overview"], 60),
    ],
)  # fmt: skip
def test_the_database_keeps_the_bounds(
    gathering: Gathering, ground: str, areas: list[str] | None, minutes: int | None
) -> None:
    """Whoever asks it past the pages gets no longer, no more and on no ground of the everyday."""
    asked = [LARS.number.kind, LARS.number.keyed_hash(), ground, REASON]
    opens = (
        "SELECT opened FROM open_in_emergency(%s,%s::bytea,'','',NULL,%s,%s,%s::text[],%s,false)"
    )
    with acting(gathering.account("outsider")), connection.cursor() as cursor:
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(opens, [*asked, areas, minutes])
        assert not Seat.objects.exists()
        cursor.execute(opens, [*asked[:2], "break-glass", REASON, ["overview"], 240])
        assert cursor.fetchone()[0] == gathering.case.pk


def test_where_nobody_can_be_told_nothing_opens(gathering: Gathering, visit: Visit) -> None:
    Professional.objects.filter(is_leader=True).update(is_leader=False)
    officer = Officer.objects.current().get()
    with acting(gathering.account("admin")):
        ask_to_end_officer(officer=officer, by=gathering.account("admin"))
    with acting(gathering.account("admin-2")):
        end_officer(officer=officer, by=gathering.account("admin-2"))
    with pytest.raises(ValidationError, match="112"):
        break_in(gathering)
    assert "112" in visit("outsider").get("/cases/emergency/").content.decode()
    with acting(gathering.account("outsider")):
        assert not EmergencyAccess.objects.exists()


def test_another_time_is_said_and_has_a_reason_of_its_own(gathering: Gathering) -> None:
    opened = break_in(gathering)
    outsider = gathering.account("outsider")
    with pytest.raises(ValidationError, match="har adgang"):
        break_in(gathering)
    with acting(outsider):
        one = EmergencyAccess.objects.get(pk=opened.emergency_id)
        assert not one.again
        actions.end_emergency(emergency=one, by=outsider)
        assert not Case.objects.exists()
    with pytest.raises(ValidationError, match="inden for det seneste døgn"):
        break_in(gathering, reason="Nu er hans mor kommet og vil have ham med")
    with pytest.raises(ValidationError, match="siden"):
        break_in(gathering, reason=REASON.upper() + "!", again=True)
    second = break_in(gathering, reason="Nu er hans mor kommet og vil have ham med", again=True)
    assert second.case_id == gathering.case.pk
    assert told_of(second, gathering) == {"school-leader-2", "officer"}
    with acting(outsider):
        assert EmergencyAccess.objects.get(pk=second.emergency_id).again


@pytest.mark.parametrize(
    "words", [".", "haster haster haster haster haster haster", "det haster", "a b c d e f g",
              "Drengen 050515-9995 er kommet alene herhen nu"],
)  # fmt: skip
def test_a_reason_has_substance(gathering: Gathering, words: str) -> None:
    assert refusal_of_reason(words)
    with pytest.raises(ValidationError):
        break_in(gathering, reason=words)


def test_ten_tries_a_day(gathering: Gathering) -> None:
    for _time in range(10):
        break_in(gathering, meant=NOBODY)
    with pytest.raises(ValidationError, match="Ring til den leder"):
        break_in(gathering, meant=NOBODY)


def test_the_family_reads_nothing_of_it_yet_and_colleagues_do(
    gathering: Gathering, visit: Visit
) -> None:
    break_in(gathering)
    page = f"/cases/{gathering.case.pk}/"
    for rest in ("", "people/", "relations/"):
        assert "Peter Skov" not in visit("mother").get(page + rest).content.decode(), rest
    assert "Peter Skov" in visit("social-worker").get(f"{page}people/").content.decode()
    assert "Peter Skov" not in visit("social-worker").get(f"{page}relations/").content.decode()
    assert "Peter Skov" not in visit("social-worker").get(f"{page}meetings/new/").content.decode()


def test_who_coordinated_once_does_not_coordinate_again_by_it(gathering: Gathering) -> None:
    """An access for an hour carries nothing from before, and the rope least of all."""
    worker = gathering.account("social-worker")
    with acting(worker):
        [seat] = Seat.objects.standing().filter(case=gathering.case, account=worker)
        SeatEnd.objects.create(case=gathering.case, seat=seat, by=worker, reason="Flyttet")
    break_in(gathering, "social-worker")
    with acting(worker):
        assert not Case.objects.coordinated_by(worker).exists()
        assert not still_open(worker, gathering.case.pk, Right.CLOSE, ["overview"])
        assert still_open(worker, gathering.case.pk, Right.VIEW, ["overview"])


def test_each_wall_ends_it_with_her_work(gathering: Gathering) -> None:
    break_in(gathering)
    outsider = gathering.account("outsider")
    Professional.objects.filter(account=outsider).update(
        works_to=timezone.now() - timedelta(days=1)
    )
    with acting(outsider), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        assert cursor.fetchone()[0] == 0
    with acting(gathering.account("social-worker")):
        assert not Seat.objects.standing().filter(role=Seat.Role.EMERGENCY).exists()


def test_no_such_seat_comes_in_any_other_way(gathering: Gathering) -> None:
    """Not even whoever lets people in can write one, and nobody asks the database who is meant."""
    worker = gathering.account("social-worker")
    with acting(worker):
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.give_seat(
                case=gathering.case, account=gathering.account("outsider"),
                basis=gathering.consent, role=Seat.Role.EMERGENCY, by=worker,
                ends=timezone.now() + timedelta(hours=1),
            )  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT person_meant(NULL, NULL, 'Lars', 'Berggren', '2015-05-05')")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cases_emergencyaccess (id, by_id, at, ground, reason, again)"
                " VALUES (gen_random_uuid(), current_account(), now(), 'x', %s, false)",
                [REASON],
            )


def post(window: Client, **said: str) -> str:
    asked = {"number": FAMILY["child"], "ground": "break-glass", "reason": REASON}
    answer = window.post("/cases/emergency/", asked | said, follow=True)
    return answer.content.decode()


def test_what_will_happen_is_told_first(gathering: Gathering, visit: Visit) -> None:
    window = visit("outsider")
    assert "/cases/emergency/" in window.get("/cases/").content.decode()
    ahead = post(window)
    assert "60 minutter" in ahead
    assert "Marianne Åkjær" in ahead
    assert "Vibeke Noer" in ahead
    assert "Lars" not in ahead
    with acting(gathering.account("outsider")):
        assert not EmergencyAccess.objects.exists()
    assert "Lars" in post(window, confirmed="yes")
    assert "Du har adgang til denne sag" in post(window, confirmed="yes")


def test_the_second_time_asks_for_a_word_of_it(gathering: Gathering, visit: Visit) -> None:
    window = visit("outsider")
    post(window, confirmed="yes")
    with acting(gathering.account("outsider")):
        one = EmergencyAccess.objects.get()
    window.post(f"/cases/emergency/{one.pk}/end/")
    assert window.get(f"/cases/{gathering.case.pk}/").status_code == 404
    asked = post(window, confirmed="yes", reason="Nu er hans mor kommet og vil have ham med")
    assert 'name="again"' in asked
    told = post(
        window, confirmed="yes", reason="Nu er hans mor kommet og vil have ham med", again="on"
    )
    assert "Lars" in told


def test_the_family_has_no_such_page(visit: Visit) -> None:
    for name in ("mother", "admin", "officer"):
        assert visit(name).get("/cases/emergency/").status_code == 403
