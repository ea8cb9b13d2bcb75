"""Whoever stands in sees through the seats of the one who is away, and only then (S-85)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.access import Right, rights_of, still_open
from tovholder.cases.holding import held_by
from tovholder.cases.models import Case, Seat
from tovholder.cases.wording import in_sentence
from tovholder.organisation.actions import be_away, be_back, stop_working
from tovholder.organisation.models import Absence, Account
from tovholder.organisation.names import sort_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def away(
    gathering: Gathering, name: str, cover: str, *, by: str = "", first: int = 0, last: int = 7
) -> Absence:
    says = gathering.account(by or name)
    with acting(says):
        return be_away(
            account=gathering.account(name), cover=gathering.account(cover),
            first_day=today(first), last_day=today(last), by=says,
        )  # fmt: skip


def sees(account: Account) -> tuple[bool, bool, bool]:
    """What the code's own wall lets through, what the database does, and what is reckoned."""
    with acting(account):
        return (
            Seat.objects.standing().held_by(account).exists(),
            Case.objects.all().exists(),
            bool(held_by(account).seats),
        )


SEEN, HIDDEN = (True, True, True), (False, False, False)


def test_both_walls_open_for_the_time_and_close_at_once(gathering: Gathering, visit: Visit) -> None:
    cover = gathering.account("outsider")
    assert sees(cover) == HIDDEN
    absence = away(gathering, "social-worker", "outsider")
    assert sees(cover) == SEEN
    page = f"/cases/{gathering.case.pk}/"
    window = visit("outsider")
    assert window.get(page).status_code == 200
    listed = window.get("/cases/").content.decode()
    assert "Lars" in listed
    assert gathering.account("social-worker").name in listed
    people = visit("mother").get(f"{page}people/").content.decode()
    assert cover.name in people
    with acting(gathering.account("social-worker")):
        be_back(absence=absence, by=gathering.account("social-worker"))
    assert sees(cover) == HIDDEN
    assert window.get(page).status_code == 404
    with acting(cover):
        assert not still_open(cover, gathering.case.pk, Right.VIEW, ["overview"])


def test_who_stands_in_for_the_coordinator_does_what_the_coordinator_could(
    gathering: Gathering, visit: Visit
) -> None:
    away(gathering, "social-worker", "outsider")
    page = f"/cases/{gathering.case.pk}/"
    assert Right.HAND_OVER in rights_of({"coordinator"})
    assert visit("outsider").get(f"{page}coordinator/").status_code == 200
    assert visit("outsider").get(f"{page}consents/new/").status_code == 200


def test_before_and_after_nothing_is_open(gathering: Gathering) -> None:
    away(gathering, "social-worker", "outsider", first=1)
    assert sees(gathering.account("outsider")) == HIDDEN


def test_the_moment_it_ends_it_is_closed(gathering: Gathering) -> None:
    worker, now = gathering.account("social-worker"), timezone.now()
    with acting(worker):
        made = Absence.objects.create(
            account=worker, cover=gathering.account("outsider"), said_by=worker,
            starts=now - timedelta(days=2), ends=now - timedelta(seconds=1),
        )  # fmt: skip
    assert made.pk
    assert sees(gathering.account("outsider")) == HIDDEN


def test_a_relative_never_sees_through_it(gathering: Gathering) -> None:
    cover = gathering.account("outsider")
    away(gathering, "social-worker", "outsider")
    mother = gathering.town.persons["mother"]
    named = sort_key(mother.given_name, "Emil", mother.family_name)
    Account.objects.filter(pk=cover.pk).update(sort_key=named)
    assert sees(cover) == HIDDEN


def test_it_goes_no_further_than_one_colleague(gathering: Gathering) -> None:
    away(gathering, "social-worker", "outsider")
    away(gathering, "outsider", "leader")
    assert sees(gathering.account("leader")) == HIDDEN


def test_a_yes_is_for_those_of_the_same_place(gathering: Gathering) -> None:
    away(gathering, "teacher", "outsider")
    assert sees(gathering.account("outsider")) == HIDDEN
    away(gathering, "pedagogue", "teacher-2")
    units = {gathering.account(one).professional.unit_id for one in ("pedagogue", "teacher-2")}
    assert sees(gathering.account("teacher-2")) == (SEEN if len(units) == 1 else HIDDEN)


def test_a_colleague_of_the_same_place_reads_a_yes(gathering: Gathering) -> None:
    away(gathering, "teacher", "teacher-2")
    assert sees(gathering.account("teacher-2")) == SEEN


def test_an_ended_seat_opens_nothing(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    away(gathering, "teacher", "teacher-2")
    assert sees(gathering.account("teacher-2")) == SEEN
    with acting(teacher):
        seat = Seat.objects.get(case=gathering.case, account=teacher)
        cases.end_seat(seat=seat, reason="Flyttet", by=teacher)
    assert sees(gathering.account("teacher-2")) == HIDDEN


@pytest.mark.parametrize("who", ["social-worker", "outsider"])
def test_either_gone_or_closed_closes_it(gathering: Gathering, who: str) -> None:
    away(gathering, "social-worker", "outsider")
    gone = gathering.account(who)
    Account.objects.filter(pk=gone.pk).update(is_active=False)
    assert sees(gathering.account("outsider")) == HIDDEN
    Account.objects.filter(pk=gone.pk).update(is_active=True)
    assert sees(gathering.account("outsider")) == SEEN
    stop_working(professional=gone.professional, last_day=today(-1))
    assert sees(gathering.account("outsider")) == HIDDEN


def test_who_may_say_it_and_of_whom(gathering: Gathering) -> None:
    with pytest.raises(ValidationError):
        away(gathering, "teacher", "teacher-2", by="pedagogue")
    with pytest.raises(ValidationError):
        away(gathering, "teacher", "school-leader", by="school-leader")
    with pytest.raises(ValidationError):
        away(gathering, "teacher", "mother")
    with pytest.raises(ValidationError):
        away(gathering, "teacher", "teacher")
    with pytest.raises(ValidationError):
        away(gathering, "teacher", "teacher-2", last=400)
    with pytest.raises(ValidationError):
        away(gathering, "teacher", "teacher-2", first=-9, last=-2)
    away(gathering, "teacher", "teacher-2", by="school-leader")
    with pytest.raises(ValidationError):
        away(gathering, "teacher", "outsider", first=3, last=20)
    away(gathering, "teacher", "outsider", first=8, last=9)


def test_the_database_refuses_the_same(gathering: Gathering) -> None:
    teacher, other = gathering.account("teacher"), gathering.account("teacher-2")
    stranger, leads = gathering.account("mother"), gathering.account("school-leader")
    start = timezone.now()

    def write(by: Account, **values: object) -> None:
        row: dict[str, object] = {
            "account": teacher, "cover": other, "starts": start,
            "ends": start + timedelta(days=3), "said_by": by, **values,
        }  # fmt: skip
        with acting(by), transaction.atomic():
            Absence.objects.create(**row)

    for by, values in (
        (other, {}), (other, {"said_by": teacher}), (teacher, {"cover": teacher}),
        (teacher, {"cover": stranger}), (teacher, {"ends": start + timedelta(days=900)}),
        (teacher, {"ends": start}), (leads, {"cover": leads}),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            write(by, **values)
    write(teacher)
    with pytest.raises(DatabaseError), transaction.atomic():
        write(teacher, starts=start + timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic(), acting(teacher):
        Absence.objects.filter(account=teacher).update(cover=stranger)
    with pytest.raises(DatabaseError), transaction.atomic(), acting(other):
        Absence.objects.filter(account=teacher).update(
            ended_at=start + timedelta(seconds=1), ended_by=other
        )


def test_the_page_says_ends_and_refuses_in_words(gathering: Gathering, visit: Visit) -> None:
    window, other = visit("teacher"), gathering.account("teacher-2")
    sent = {"first_day": today().isoformat(), "last_day": today(3).isoformat(), "cover": other.pk}
    assert window.get("/away/").status_code == 200
    assert window.post("/away/", sent).status_code == 303
    assert other.name in window.get("/away/").content.decode()
    assert window.post("/away/", sent).status_code == 422
    absence = Absence.objects.get()
    assert visit("teacher-2").post(f"/away/{absence.pk}/end/").status_code == 404
    assert window.post(f"/away/{absence.pk}/end/").status_code == 303
    absence.refresh_from_db()
    assert absence.ended_by == gathering.account("teacher")


def test_the_family_reads_in_whose_place_somebody_looked(
    gathering: Gathering, visit: Visit
) -> None:
    away(gathering, "social-worker", "outsider")
    page = f"/cases/{gathering.case.pk}/"
    visit("outsider").get(page)
    told = visit("mother").get(f"{page}looks/").content.decode()
    with translation.override(gathering.account("mother").language):
        title = in_sentence(gathering.account("social-worker").professional.title)
        assert translation.gettext("Stood in for: %(whom)s") % {"whom": title} in told


def test_standing_in_for_many_asks_no_more(gathering: Gathering, visit: Visit) -> None:
    counted = []
    for name in ("social-worker", "teacher", "pedagogue"):
        away(gathering, name, "outsider")
        window = visit("outsider")
        window.get("/cases/")
        with CaptureQueriesContext(connection) as asked:
            window.get("/cases/")
        counted.append(len(asked))
    assert len(set(counted)) == 1, counted


def test_my_day_says_for_whom_and_who(gathering: Gathering, visit: Visit) -> None:
    away(gathering, "social-worker", "outsider")
    worker, cover = gathering.account("social-worker"), gathering.account("outsider")
    assert worker.name in visit("outsider").get("/").content.decode()
    assert cover.name in visit("social-worker").get("/").content.decode()


def test_the_own_work_of_a_norwegian_authority_is_read_too(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        opened = cases.open_for(
            person_id=gathering.town.persons["sister"].pk, holder=worker, by=worker,
            basis_kind="no-authority-work", purpose="Hjelp til søsteren",
        )  # fmt: skip
    away(gathering, "social-worker", "outsider")
    with acting(gathering.account("outsider")):
        assert Case.objects.filter(pk=opened).exists()


def test_nobody_is_told_to_stand_in_where_they_see_nothing(
    gathering: Gathering, visit: Visit
) -> None:
    """The family said yes to the teacher: a teacher from elsewhere sees nothing by it."""
    away(gathering, "teacher", "outsider")
    page = visit("mother").get(f"/cases/{gathering.case.pk}/people/").content.decode()
    assert "Peter Skov" not in page
    with acting(gathering.account("teacher")):
        be_back(absence=Absence.objects.get(), by=gathering.account("teacher"))
    away(gathering, "teacher", "teacher-2")
    page = visit("mother").get(f"/cases/{gathering.case.pk}/people/").content.decode()
    assert gathering.account("teacher-2").name in page
