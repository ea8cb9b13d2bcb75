"""What is seen and what is refused is on record, and the same request is done once."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.cases.test_requests import answer, ask
from tests.cast import Gathering, gather
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases.actions import end_seat, take_back_request
from tovholder.cases.models import Seat
from tovholder.consent.actions import use_exchange, withdraw
from tovholder.consent.models import Consent, Withdrawal
from tovholder.demo.actions import settle


@pytest.fixture
def kept(own_database: str) -> Gathering:
    """The case in a database of its own, so that what is committed can be read by the owner."""
    return gather(settle())


@pytest.fixture
def looks(own_database: str, kept: Gathering) -> Iterator[Any]:
    """The looks since the test began, read as the owner."""
    with postgres.connect(own_database) as connection:
        yield lambda: connection.execute(
            'SELECT account, cases, areas, page, "right", refused FROM audit_look ORDER BY id'
        ).fetchall()


def test_an_opened_page_is_one_look_with_its_areas(kept: Gathering, looks: Any) -> None:
    teacher = kept.account("teacher")
    client = Client()
    client.force_login(teacher)
    assert client.get(f"/cases/{kept.case.pk}/people/").status_code == 200
    assert looks() == [(teacher.pk, [kept.case.pk], ["overview"], "cases:people", "VIEW", False)]


def test_what_a_page_shows_where_the_seats_cover_it_is_on_record(
    kept: Gathering, looks: Any
) -> None:
    """The page asks for the overview, and shows plan and meetings to whoever may see them."""
    for name, told in (("teacher", {"overview", "plan", "meetings"}), ("mother", None)):
        client = Client()
        client.force_login(kept.account(name))
        assert client.get(f"/cases/{kept.case.pk}/").status_code == 200
        areas = set(looks()[-1][2])
        assert areas == told if told else areas > {"overview", "plan"}


@pytest.mark.parametrize(("sent", "status"), [({}, 200), ({"why": "Lars"}, 422)])
def test_nobody_reads_past_the_trace_by_sending_a_faulty_form(
    kept: Gathering, looks: Any, sent: dict[str, str], status: int
) -> None:
    worker = kept.account("social-worker")
    client = Client()
    client.force_login(worker)
    answer = client.post(f"/cases/{kept.case.pk}/coordinator/", sent)
    assert answer.status_code == status
    assert "Lars" in answer.content.decode()
    assert looks() == [
        (worker.pk, [kept.case.pk], ["overview"], "cases:handover", "HAND_OVER", False)
    ]


def test_what_is_done_is_no_look(kept: Gathering, looks: Any) -> None:
    client = Client()
    client.force_login(kept.account("social-worker"))
    sent = {"to": str(kept.account("teacher").pk), "why": "Lars kender hende"}
    assert client.post(f"/cases/{kept.case.pk}/coordinator/", sent).status_code == 303
    assert looks() == []


def test_nobody_reads_past_the_trace_by_asking_for_a_part(kept: Gathering, looks: Any) -> None:
    client = Client()
    client.force_login(kept.account("social-worker"))
    client.get(f"/cases/{kept.case.pk}/consents/new/", headers={"HX-Request": "true"})
    assert [row[3] for row in looks()] == ["cases:consent_new"]


def test_a_list_is_one_look_with_all_its_cases(kept: Gathering, looks: Any) -> None:
    teacher = kept.account("teacher")
    client = Client()
    client.force_login(teacher)
    assert client.get("/cases/").status_code == 200
    assert looks() == [(teacher.pk, [kept.case.pk], ["overview"], "cases:list", "VIEW", False)]


def test_a_look_names_the_seat_that_allowed_it(kept: Gathering, own_database: str) -> None:
    teacher = kept.account("teacher")
    with acting(teacher):
        seat = Seat.objects.get(account=teacher)
    client = Client()
    client.force_login(teacher)
    for address in ("/cases/", f"/cases/{kept.case.pk}/people/"):
        client.get(address)
    with postgres.connect(own_database) as connection:
        seats = connection.execute("SELECT seats FROM audit_look").fetchall()
    assert seats == [([seat.pk],), ([seat.pk],)]


def test_a_deed_names_the_seat_that_allowed_it(kept: Gathering, own_database: str) -> None:
    mother = kept.account("mother")
    with acting(mother):
        seat = Seat.objects.get(account=mother)
    client = Client()
    client.force_login(mother)
    client.post(f"/cases/{kept.case.pk}/consents/{kept.consent.pk}/withdrawal/", {"reason": ""})
    with postgres.connect(own_database) as connection:
        deeds = connection.execute(
            "SELECT account, seats FROM audit_deed WHERE verb = 'consent.withdraw'"
        ).fetchall()
    assert deeds == [(mother.pk, [seat.pk])]


def test_from_a_yes_to_a_seat_each_step_is_on_record(kept: Gathering, own_database: str) -> None:
    worker, mother = kept.account("social-worker"), kept.account("mother")
    visitor = kept.account("health-visitor")
    asked, let_go = ask(kept, ["teacher-3"]), ask(kept, ["school-leader"])
    with acting(worker):
        take_back_request(request=let_go, by=worker)
        end_seat(seat=Seat.objects.get(account=kept.account("pedagogue")), by=worker)
    with acting(visitor):
        use_exchange(person_id=kept.case.person_id, kind="one-time-exchange", by=visitor)
    with acting(mother):
        withdraw(basis=answer(kept, asked, "teacher-3").basis, by=mother)
    with postgres.connect(own_database) as connection:
        deeds = connection.execute("SELECT DISTINCT verb, account FROM audit_deed").fetchall()
    assert {
        ("consent.record_basis", worker.pk), ("consent.record_consent", worker.pk),
        ("cases.give_seat", worker.pk), ("cases.ask_for_consent", worker.pk),
        ("cases.take_back_request", worker.pk), ("cases.end_seat", worker.pk),
        ("consent.use_exchange", visitor.pk), ("cases.answer_sharing", mother.pk),
        ("consent.record_consent", mother.pk), ("cases.give_seat", mother.pk),
        ("consent.withdraw", mother.pk),
    } <= set(deeds)  # fmt: skip


def test_a_refused_try_is_kept_though_nothing_is_shown(kept: Gathering, looks: Any) -> None:
    outsider = kept.account("outsider")
    client = Client()
    client.force_login(outsider)
    assert client.get(f"/cases/{kept.case.pk}/people/").status_code == 404
    assert looks() == [(outsider.pk, [kept.case.pk], [], "cases:people", "VIEW", True)]


def test_a_refused_try_of_somebody_with_access_is_kept_too(kept: Gathering, looks: Any) -> None:
    teacher = kept.account("teacher")
    client = Client()
    client.force_login(teacher)
    assert client.get(f"/cases/{kept.case.pk}/coordinator/").status_code == 403
    assert looks() == [(teacher.pk, [kept.case.pk], [], "cases:handover", "HAND_OVER", True)]


def test_a_name_searched_for_is_on_record(kept: Gathering, own_database: str) -> None:
    client = Client()
    client.force_login(kept.account("teacher"))
    client.post("/cases/", {"find": "lars"})
    with postgres.connect(own_database) as connection:
        rows = connection.execute(
            "SELECT detail FROM audit_deed WHERE verb = 'cases.search'"
        ).fetchall()
    assert rows == [({"searched": "lars"},)]


def test_the_same_withdrawal_sent_twice_is_done_once(kept: Gathering, own_database: str) -> None:
    mother = kept.account("mother")
    client = Client()
    client.force_login(mother)
    address = f"/cases/{kept.case.pk}/consents/{kept.consent.pk}/withdrawal/"
    sent = {"reason": "", "once": str(uuid.uuid4())}
    first, second = client.post(address, sent), client.post(address, sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    with acting(mother):
        assert Withdrawal.objects.count() == 1


def test_a_refused_form_keeps_its_key_for_the_corrected_one(kept: Gathering) -> None:
    worker = kept.account("social-worker")
    client = Client()
    client.force_login(worker)
    address = f"/cases/{kept.case.pk}/closure/"
    sent = {"kind": "reached", "reason": "", "once": str(uuid.uuid4())}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "reason": "Lars trives"}).status_code == 303
    with acting(worker):
        assert Consent.objects.count() == 1
