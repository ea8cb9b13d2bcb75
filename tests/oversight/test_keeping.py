"""What has been kept long enough is told by reference; one proposes, another decides."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import Gathering
from tests.oversight.old_cases import (
    YEAR,
    as_one,
    closed,
    decided,
    letter,
    neighbour,
    old,
    proposed,
)
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Closure, Reopening
from tovholder.demo.passing import let_days_pass
from tovholder.oversight import actions
from tovholder.oversight.keeping.due import Due, due
from tovholder.oversight.models import Deletion, DeletionDecision, Hold, KeepingRule

PAGE = "/trace/keeping/"


def found(gathering: Gathering, name: str = "officer") -> list[Due]:
    with acting(gathering.account(name)):
        return due()


def reference(gathering: Gathering) -> str:
    return gathering.case.pk.hex[:8].upper()


def body(gathering: Gathering, name: str = "officer", place: str = PAGE) -> str:
    answer = as_one(gathering, name).get(place)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main")[0]


def test_a_case_is_due_by_the_longest_rule_and_never_before(own_database: str) -> None:
    gathering = old(years=6)
    assert found(gathering) == []  # an occupational therapist had a seat there
    let_days_pass(5 * YEAR)
    (one,) = found(gathering)
    assert one.about == gathering.case.pk
    assert one.rule == "cases.Case:occupational-therapist"
    assert one.ends.year - one.closed_at.year == 10
    assert one.is_last
    told = body(gathering)
    assert reference(gathering) in told
    for secret in ("Lars", "Berggren", "Kirsten"):
        assert secret not in told


def test_a_case_without_a_therapist_waits_five_years(own_database: str) -> None:
    gathering = old(years=1)
    other = neighbour(gathering)
    closed(gathering, other)
    let_days_pass(4 * YEAR)
    assert found(gathering) == []
    let_days_pass(2 * YEAR)
    assert [(one.about, one.rule) for one in found(gathering)] == [(other.pk, "cases.Case")]


def test_an_open_case_and_one_that_was_opened_again_are_never_due(own_database: str) -> None:
    gathering = old()
    other = neighbour(gathering)
    let_days_pass(11 * YEAR)
    assert other.pk not in {one.about for one in found(gathering)}
    worker = gathering.account("social-worker")
    with acting(worker):
        Reopening.objects.create(
            case=gathering.case, closure=Closure.objects.get(case=gathering.case),
            reason="Igen", by=worker,
        )  # fmt: skip
    assert found(gathering) == []


def test_a_request_for_access_and_a_hold_keep_it_and_say_so(own_database: str) -> None:
    gathering = old()
    officer, other = gathering.account("officer"), gathering.account("officer-2")
    sent = {"reference": reference(gathering), "reason": "En klage er i gang"}
    client = as_one(gathering, "officer")
    assert client.post(PAGE, sent | {"reference": "00000000"}).status_code == 422
    assert client.post(PAGE, sent | {"reason": " "}).status_code == 422
    assert client.post(PAGE, sent).status_code == 303
    assert found(gathering)[0].waits == ("hold",)
    assert "En klage er i gang" in body(gathering)
    with acting(officer), pytest.raises(ValidationError):
        actions.propose_deletion(about=gathering.case.pk, reason="Tid", by=officer)
    with acting(other):
        held = Hold.objects.get()
    end = f"/trace/holds/{held.pk}/end/"
    assert as_one(gathering, "officer-2").post(end, {"reason": "Afgjort"}).status_code == 303
    assert client.post(end, {"reason": "Igen"}).status_code == 422
    assert found(gathering)[0].waits == ()
    letter(gathering, officer)
    # Whoever asked waits for an answer, and the answer is kept as long as the trace.
    with acting(officer), pytest.raises(ValidationError):
        actions.propose_deletion(about=gathering.case.pk, reason="Tid", by=officer)
    assert found(gathering) == []


def test_one_proposes_and_another_decides(own_database: str) -> None:
    gathering = old()
    place = f"{PAGE}{gathering.case.pk}/"
    officer, second = as_one(gathering, "officer"), as_one(gathering, "officer-2")
    assert officer.post(f"{place}propose/", {"reason": "Tiden er gået"}).status_code == 303
    assert officer.post(f"{place}propose/", {"reason": "Igen"}).status_code == 422
    with acting(gathering.account("officer")):
        one = Deletion.objects.get()
    assert f"/trace/deletions/{one.pk}/" not in body(gathering, "officer", place)
    assert f"/trace/deletions/{one.pk}/" in body(gathering, "officer-2", place)
    sent = {"approved": "yes", "reason": "Set på"}
    assert officer.post(f"/trace/deletions/{one.pk}/", sent).status_code == 422
    assert second.post(f"/trace/deletions/{one.pk}/", sent).status_code == 303
    assert second.post(f"/trace/deletions/{one.pk}/", sent).status_code == 422
    with acting(gathering.account("officer")):
        assert DeletionDecision.objects.get().approved


def test_the_database_takes_no_decision_from_the_proposer_and_changes_none(
    own_database: str,
) -> None:
    gathering = old()
    one, officer = proposed(gathering), gathering.account("officer")
    with acting(officer), pytest.raises(DatabaseError), transaction.atomic():
        DeletionDecision.objects.create(deletion=one, approved=True, reason="Selv", by=officer)
    second = gathering.account("officer-2")
    with acting(second), pytest.raises(DatabaseError), transaction.atomic():
        DeletionDecision.objects.create(deletion=one, approved=True, reason="Dit", by=officer)
    with acting(second), connection.cursor() as cursor:
        for change in (
            "UPDATE oversight_deletion SET reason = 'x'",
            "DELETE FROM oversight_hold",
            "UPDATE oversight_keepingrule SET period = '1 day'",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(change)


def test_the_database_proposes_nothing_that_must_be_kept(own_database: str) -> None:
    gathering = old(years=6)
    officer = gathering.account("officer")
    with acting(officer):
        row = {"about": gathering.case.pk, "reason": "Tid", "by": officer, "rule": "cases.Case"}
        moments = {"closed_at": "2020-01-01T00:00Z", "ends": "2025-01-01T00:00Z"}
        with pytest.raises(DatabaseError), transaction.atomic():
            Deletion.objects.create(**row, **moments)


def test_a_no_lets_it_be_proposed_anew(own_database: str) -> None:
    gathering = old()
    decided(gathering, approved=False)
    assert proposed(gathering)


def test_a_proposal_ends_when_the_case_is_opened(own_database: str) -> None:
    gathering = old()
    one, second = proposed(gathering), gathering.account("officer-2")
    worker = gathering.account("social-worker")
    with acting(worker):
        case = Case.objects.get(pk=gathering.case.pk)
        cases.reopen(case=case, reason="Moderen ringede", by=worker)
    with acting(second), pytest.raises(ValidationError):
        actions.decide_on_deletion(deletion=one, approved=True, reason="Set", by=second)
    with acting(second), pytest.raises(DatabaseError), transaction.atomic():
        DeletionDecision.objects.create(deletion=one, approved=True, reason="Set", by=second)


@pytest.mark.parametrize("name", ["teacher", "mother", "leader", "admin", "social-worker"])
def test_nobody_else_reads_of_it(own_database: str, name: str) -> None:
    gathering = old()
    one = decided(gathering)
    assert found(gathering, name) == []
    with acting(gathering.account(name)):
        assert not Deletion.objects.exists()
        assert not DeletionDecision.objects.exists()
        assert not KeepingRule.objects.exists()
    client = as_one(gathering, name)
    for place in (PAGE, f"{PAGE}{gathering.case.pk}/"):
        assert client.get(place).status_code == 404
    sent = {"approved": "no", "reason": "Nej"}
    assert client.post(f"/trace/deletions/{one.pk}/", sent).status_code == 404


def test_the_officers_day_says_how_many_and_of_nobody(own_database: str) -> None:
    gathering = old()

    def day(name: str) -> str:
        return as_one(gathering, name).get("/").content.decode().split("<main")[1]

    assert PAGE in day("officer")
    one = proposed(gathering)
    assert PAGE not in day("officer")
    assert PAGE in day("officer-2")
    assert "Berggren" not in day("officer-2")
    second = gathering.account("officer-2")
    with acting(second):
        actions.decide_on_deletion(deletion=one, approved=True, reason="Set", by=second)
    for name in ("officer", "officer-2"):
        assert "1 sag venter på at blive arkiveret og slettet." in day(name)


def test_the_list_asks_as_often_for_many_as_for_one(own_database: str) -> None:
    gathering = old()
    client = as_one(gathering, "officer")

    def asks(place: str) -> int:
        client.get(place)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(place).status_code == 200
        return len(asked)

    few, few_of_day = asks(PAGE), asks("/")
    for _each in range(3):
        closed(gathering, neighbour(gathering))
    let_days_pass(11 * YEAR)
    assert len(found(gathering)) == 4
    assert asks(PAGE) == few
    assert asks("/") == few_of_day <= 26
