"""The adult a child trusts: since when, who it was before, and who is asked when that adult goes
(S-39)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cases.test_leaving_work import leave
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.agenda import trust_to_find
from tovholder.cases.models import Case, Seat, TrustedAdult
from tovholder.cases.trusting import trusted_at
from tovholder.organisation.actions import stop_working

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
MARCH = timedelta(days=240)


def trust(gathering: Gathering, name: str | None, *, by: str = "mother") -> None:
    writer = gathering.account(by)
    with acting(writer):
        actions.trust(
            case=gathering.case, account=gathering.account(name) if name else None,
            chosen_by="child", since=TODAY() - MARCH, by=writer,
        )  # fmt: skip


def to_find(gathering: Gathering, name: str) -> list[str | None]:
    account = gathering.account(name)
    with acting(account):
        return [one.account and one.account.username for one in trust_to_find(account)]


def people(gathering: Gathering, visit: Visit, name: str) -> str:
    return visit(name).get(f"/cases/{gathering.case.pk}/people/").content.decode()


def test_who_it_is_since_when_and_who_it_was_before(gathering: Gathering, visit: Visit) -> None:
    trust(gathering, "teacher")
    trust(gathering, "pedagogue")
    with acting(gathering.account("mother")):
        told = trusted_at(gathering.case)
    assert told.now
    assert told.now.account == gathering.account("pedagogue")
    assert told.is_there
    assert [one.account.username for one in told.before if one.account] == ["teacher"]
    page = people(gathering, visit, "teacher")
    assert f"{gathering.account('pedagogue').name}, siden" in page
    assert "Hvem det var før" in page


def test_nobody_is_asked_while_the_adult_is_there(gathering: Gathering) -> None:
    trust(gathering, "pedagogue")
    assert to_find(gathering, "social-worker") == []


def test_when_the_adult_leaves_the_coordinator_is_asked_and_nobody_else(
    gathering: Gathering, visit: Visit
) -> None:
    trust(gathering, "pedagogue")
    leave(gathering.account("pedagogue"))
    assert to_find(gathering, "social-worker") == ["pedagogue"]
    for name in ("teacher", "mother", "pedagogue", "outsider"):
        assert to_find(gathering, name) == []
    day = visit("social-worker").get("/").content.decode()
    assert "finde en voksen at have tillid til" in day
    assert f"/cases/{gathering.case.pk}/trusted/" in day
    assert "Der skal findes en ny" in people(gathering, visit, "teacher")


def test_it_is_asked_before_the_last_day_too(gathering: Gathering) -> None:
    trust(gathering, "pedagogue")
    stop_working(
        professional=gathering.account("pedagogue").professional,
        last_day=TODAY() + timedelta(days=9),
    )
    assert to_find(gathering, "social-worker") == ["pedagogue"]
    with acting(gathering.account("social-worker")):
        told = trusted_at(gathering.case)
    assert told.is_there
    assert told.is_to_find


def test_an_access_that_ends_asks_as_well(gathering: Gathering) -> None:
    trust(gathering, "pedagogue")
    worker = gathering.account("social-worker")
    with acting(worker):
        seat = Seat.objects.get(case=gathering.case, account=gathering.account("pedagogue"))
        actions.end_seat(seat=seat, by=worker, reason="Flytter til en anden skole")
    assert to_find(gathering, "social-worker") == ["pedagogue"]


@pytest.mark.parametrize("found", ["teacher", None])
def test_an_answer_ends_the_question(gathering: Gathering, found: str | None) -> None:
    trust(gathering, "pedagogue")
    leave(gathering.account("pedagogue"))
    trust(gathering, found, by="social-worker")
    assert to_find(gathering, "social-worker") == []


def test_only_somebody_who_works_with_the_child_is_chosen(
    gathering: Gathering, visit: Visit
) -> None:
    with pytest.raises(ValidationError):
        trust(gathering, "outsider")
    address, teacher = f"/cases/{gathering.case.pk}/trusted/", gathering.account("teacher").pk
    mother = visit("mother")
    said = {"adult": teacher, "chosen_by": "child", "since": f"{TODAY():%Y-%m-%d}"}
    stranger = said | {"adult": gathering.account("outsider").pk}
    assert mother.post(address, stranger).status_code == 422
    tomorrow = said | {"since": f"{TODAY() + timedelta(days=1):%Y-%m-%d}"}
    assert mother.post(address, tomorrow).status_code == 422
    assert mother.post(address, said).status_code == 303


def test_the_database_keeps_each_word_and_whose_it_is(gathering: Gathering) -> None:
    trust(gathering, "teacher")
    with acting(gathering.account("mother")):
        with pytest.raises(DatabaseError), transaction.atomic():
            TrustedAdult.objects.update(since=TODAY())
        with pytest.raises(DatabaseError), transaction.atomic():
            TrustedAdult.objects.create(
                case=gathering.case, account=None, chosen_by="child", since=TODAY(),
                by=gathering.account("teacher"),
            )  # fmt: skip
    with acting(gathering.account("father")):
        assert not TrustedAdult.objects.exists()


def test_the_meeting_form_knows_whom_the_child_trusts(gathering: Gathering, visit: Visit) -> None:
    trust(gathering, "pedagogue")
    page = visit("social-worker").get(f"/cases/{gathering.case.pk}/meetings/new/")
    assert page.context["form"].initial["trusted"] == [str(gathering.account("pedagogue").pk)]
    ticked = [one["chair"].account for one in page.context["form"].people if one["trusted"]]
    assert ticked == [gathering.account("pedagogue")]


def test_the_page_asks_as_often_for_one_word_as_for_five(
    gathering: Gathering, visit: Visit
) -> None:
    counted = []
    trust(gathering, "teacher")
    people(gathering, visit, "mother")
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            people(gathering, visit, "mother")
        counted.append(len(asked))
        for name in ("pedagogue", "psychologist", "therapist", "health-visitor"):
            trust(gathering, name)
    assert counted[0] == counted[1]


def test_a_closed_case_asks_nobody(gathering: Gathering) -> None:
    trust(gathering, "pedagogue")
    leave(gathering.account("pedagogue"))
    worker = gathering.account("social-worker")
    with acting(worker):
        case = Case.objects.get(pk=gathering.case.pk)
        actions.close(case=case, kind="reached", reason="Det går godt", by=worker)
    assert to_find(gathering, "social-worker") == []
