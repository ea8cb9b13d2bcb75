"""Who has looked, as the family reads it, and what waits for the officer's decision."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.audit.trace import look
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.catalogue import catalogue
from tovholder.consent import actions as consents
from tovholder.consent.models import Basis
from tovholder.organisation.models import Account
from tovholder.oversight.actions import decide_on_looks, decide_on_names
from tovholder.oversight.models import LookDecision
from tovholder.oversight.searching import Asked, search
from tovholder.oversight.sensitive import ROWS, sensitive_bases, sensitive_basis, undecided

pytestmark = pytest.mark.django_db


def as_one(gathering: Gathering, name: str) -> Client:
    client = Client()
    client.force_login(gathering.account(name))
    return client


def path(gathering: Gathering) -> str:
    return f"/cases/{gathering.case.pk}/looks/"


def read(gathering: Gathering, name: str = "mother") -> str:
    """The main part of the page, as somebody reads it."""
    answer = as_one(gathering, name).get(path(gathering))
    assert answer.status_code == 200
    text = answer.content.decode()
    return re.sub(r"\s+", " ", text[text.index("<main") : text.index("</main")])


def visits(gathering: Gathering, name: str) -> None:
    """Somebody opens the case's page."""
    opened = as_one(gathering, name).get(f"/cases/{gathering.case.pk}/people/")
    assert opened.status_code == 200


def break_in(gathering: Gathering, name: str = "outsider") -> Basis:
    """A seat on a basis the catalogue does not call harmless."""
    worker = gathering.account("social-worker")
    with acting(worker):
        basis = consents.record_basis(
            person=gathering.case.person, kind="in-an-emergency", purpose="Barnet er i fare",
            by=worker,
        )  # fmt: skip
        cases.give_seat(
            case=gathering.case, account=gathering.account(name), basis=basis,
            role="professional", areas=["overview", "health"], by=worker,
        )  # fmt: skip
    return basis


def asked(account: Account, gathering: Gathering) -> list[tuple]:
    """What the database itself answers somebody, past every page."""
    today = timezone.localdate()
    with acting(account), connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM who_looked(%s, %s, %s, 'Europe/Copenhagen')",
            [gathering.case.pk, today - timedelta(days=9), today],
        )
        return cursor.fetchall()


def test_the_mother_reads_professions_areas_and_reasons(gathering: Gathering) -> None:
    for _again in range(3):
        visits(gathering, "teacher")
    visits(gathering, "social-worker")
    text = read(gathering)
    assert text.count("Åskolen") == 1, "three looks are one line"
    assert "At vi kan hjælpe Lars sammen" in text
    assert "Familieafdelingen" in text
    assert "Mette Lund" not in text
    assert "Sofie Holm" not in text


def test_her_own_looks_are_told_as_her_own(gathering: Gathering) -> None:
    visits(gathering, "mother")
    assert ">Du</strong>" in read(gathering)


def test_what_another_in_the_family_read_is_theirs(gathering: Gathering) -> None:
    visits(gathering, "mother")
    child, worker = gathering.account("child"), gathering.account("social-worker")
    with acting(worker):
        cases.admit_child(case=gathering.case, purpose="Lars selv", by=worker)
    visits(gathering, "child")
    assert asked(gathering.account("mother"), gathering) != []
    assert {row[2] for row in asked(gathering.account("mother"), gathering) if row[1]} == {
        gathering.account("mother").name
    }
    assert [row[1] for row in asked(child, gathering)] == [True]


def test_a_sensitive_look_leaves_nothing_until_it_is_decided(gathering: Gathering) -> None:
    visits(gathering, "teacher")
    read(gathering)  # her own look at this page is there from now on
    before, rows = read(gathering), asked(gathering.account("mother"), gathering)
    basis = break_in(gathering)
    visits(gathering, "outsider")
    assert read(gathering) == before
    assert asked(gathering.account("mother"), gathering) == rows
    officer = gathering.account("officer")
    with acting(officer):
        assert [(one.basis_id, one.looks) for one in sensitive_bases()[0]] == [(basis.pk, 1)]
        decide_on_looks(basis_id=basis.pk, shown=False, reason="Der er vold", by=officer)
    assert read(gathering) == before
    with acting(officer):
        decide_on_looks(basis_id=basis.pk, shown=True, reason="Faren er ovre", by=officer)
    assert "Barnet er i fare" in read(gathering)
    with acting(officer):
        decide_on_looks(basis_id=basis.pk, shown=False, reason="En ny trussel", by=officer)
    assert read(gathering) == before


def test_of_a_look_through_two_seats_only_the_ordinary_is_told(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    break_in(gathering, "teacher")
    with acting(teacher):
        seats = Seat.objects.held_by(teacher.pk).filter(case=gathering.case.pk)
        look(
            by=teacher, page="shell:case", case_ids=[gathering.case.pk],
            areas=["plan", "overview", "health"], seat_ids=[seat.pk for seat in seats],
        )  # fmt: skip
    told = [row for row in asked(gathering.account("mother"), gathering) if row[3] == "teacher"]
    ordinary = {"overview", "plan", "meetings"}
    assert [set(row[5]) <= ordinary for row in told] == [True]
    assert "Barnet er i fare" not in str(told)


def test_a_look_without_a_seat_and_a_refused_try_are_not_told(gathering: Gathering) -> None:
    rows = asked(gathering.account("mother"), gathering)
    outsider = as_one(gathering, "outsider")
    assert outsider.get(f"/cases/{gathering.case.pk}/people/").status_code == 404
    assert asked(gathering.account("mother"), gathering) == rows


def test_names_where_the_authority_has_decided(gathering: Gathering) -> None:
    visits(gathering, "teacher")
    officer = gathering.account("officer")
    with acting(officer):
        decide_on_names(shown=True, decided_by="Byrådet", reason="Åbenhed", by=officer)
    assert "Mette Lund, lærer, Åskolen" in read(gathering)
    with acting(officer):
        decide_on_names(
            shown=False, decided_by="Direktøren", reason="Trusler", by=officer,
            case_id=gathering.case.pk,
        )  # fmt: skip
        decide_on_names(shown=True, decided_by="Byrådet", reason="Igen", by=officer)
    assert "Mette Lund" not in read(gathering), "what is decided for the case counts first"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("teacher", 403), ("social-worker", 403), ("father", 404), ("outsider", 404),
        ("leader", 404), ("admin", 404), ("officer", 404),
    ],
)  # fmt: skip
def test_nobody_else_reads_it(gathering: Gathering, name: str, status: int) -> None:
    visits(gathering, "teacher")
    assert as_one(gathering, name).get(path(gathering)).status_code == status
    assert asked(gathering.account(name), gathering) == []


def test_a_seat_that_has_ended_asks_in_vain(gathering: Gathering) -> None:
    visits(gathering, "teacher")
    mother, worker = gathering.account("mother"), gathering.account("social-worker")
    assert asked(mother, gathering)
    with acting(worker):
        seat = Seat.objects.get(case=gathering.case, account=mother)
        cases.end_seat(seat=seat, reason="Ikke længere", by=worker)
    assert asked(mother, gathering) == []
    assert as_one(gathering, "mother").get(path(gathering)).status_code == 404


@pytest.mark.parametrize("name", ["admin", "leader", "social-worker", "mother"])
def test_nobody_but_the_officer_decides(gathering: Gathering, name: str) -> None:
    basis, by = break_in(gathering), gathering.account(name)
    client = as_one(gathering, name)
    for address in ("decisions/", f"decisions/{basis.pk}/", "names/"):
        assert client.get(f"/trace/{address}").status_code == 404
    with acting(by), pytest.raises(ValidationError):
        decide_on_looks(basis_id=basis.pk, shown=True, reason="Fordi", by=by)
    with acting(by):
        assert sensitive_bases() == ([], False)
        assert undecided() == 0
        assert not LookDecision.objects.exists()
    officer = gathering.account("officer")
    for claims in (by, officer):
        with acting(by), pytest.raises(DatabaseError), transaction.atomic():
            LookDecision.objects.create(basis=basis, shown=True, reason="Fordi", by=claims)


def test_the_officer_comes_to_every_sensitive_basis(gathering: Gathering) -> None:
    bases = [break_in(gathering).pk for _again in range(ROWS + 1)]
    officer, client = gathering.account("officer"), as_one(gathering, "officer")
    with acting(officer):
        decide_on_looks(basis_id=bases[0], shown=False, reason="Der er vold", by=officer)
        assert undecided() == ROWS
        last = sensitive_basis(bases[0])
        assert last is not None
        assert last.reason == "Der er vold"
    first = client.get("/trace/decisions/").content.decode()
    second = client.get("/trace/decisions/?page=2").content.decode()
    assert 'href="?page=2"' in first
    assert 'href="?page=' not in second
    assert "Der er vold" not in first
    assert "Der er vold" in second
    assert client.get(f"/trace/decisions/{bases[0]}/").status_code == 200
    for wrong in ("0", "-1", "99999999999999999999", "x", "²"):
        assert client.get("/trace/decisions/", {"page": wrong}).status_code == 200


def test_the_officer_who_reads_of_it_is_in_the_trace(gathering: Gathering) -> None:
    basis, officer = break_in(gathering), gathering.account("officer")
    rows = asked(gathering.account("mother"), gathering)
    client = as_one(gathering, "officer")
    for address in ("/trace/decisions/", f"/trace/decisions/{basis.pk}/"):
        assert client.get(address).status_code == 200
    today = timezone.localdate()
    with acting(officer):
        told, _next = search(
            Asked("Hvem så det?", today, today, reference=gathering.case.pk.hex[:8])
        )
    assert [row.who for row in told if row.page == "oversight:decisions"] == [officer.name] * 2
    assert asked(gathering.account("mother"), gathering) == rows


def test_the_day_of_the_officer_says_that_a_decision_waits(gathering: Gathering) -> None:
    client = as_one(gathering, "officer")
    assert "/trace/decisions/" not in client.get("/").content.decode()
    break_in(gathering)
    assert "1 beslutning om, hvad en familie læser, venter" in client.get("/").content.decode()
    break_in(gathering)
    assert "2 beslutninger om, hvad en familie læser, venter" in client.get("/").content.decode()


def test_the_application_makes_nothing_harmless(gathering: Gathering) -> None:
    for statement in (
        "INSERT INTO oversight_plainbasis VALUES ('in-an-emergency')",
        "SELECT told_to_family(gen_random_uuid(), 'consent')",
        "SELECT * FROM audit_look",
    ):
        with (
            acting(gathering.account("mother")),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_officer_decides_on_the_page(gathering: Gathering) -> None:
    basis = break_in(gathering)
    client = as_one(gathering, "officer")
    assert "Barnet er i fare" in client.get("/trace/decisions/").content.decode()
    address = f"/trace/decisions/{basis.pk}/"
    assert client.post(address, {"shown": "yes"}).status_code == 422
    assert client.post(address, {"shown": "yes", "reason": "Ovre"}).status_code == 303
    names = {"shown": "yes", "decided_by": "Byrådet", "reason": "Åbenhed"}
    assert client.post("/trace/names/", names).status_code == 303
    assert "Byrådet" in client.get("/trace/decisions/").content.decode()
    assert "Lars" not in client.get("/trace/decisions/").content.decode()


def test_the_number_of_questions_does_not_grow(gathering: Gathering) -> None:
    client = as_one(gathering, "mother")
    client.get(path(gathering))
    with CaptureQueriesContext(connection) as few:
        client.get(path(gathering))
    for name in ("teacher", "pedagogue", "psychologist", "health-visitor", "social-worker"):
        visits(gathering, name)
    with CaptureQueriesContext(connection) as many:
        client.get(path(gathering))
    assert len(many) == len(few)


@pytest.mark.parametrize("asks", ["", "2020-01-01", "2999-01-01", "2026-13-45", "vrøvl"])
def test_any_day_may_be_asked_for(gathering: Gathering, asks: str) -> None:
    assert as_one(gathering, "mother").get(path(gathering), {"until": asks}).status_code == 200


def test_an_emergency_and_a_notification_are_never_harmless() -> None:
    bases = catalogue().legal_bases.values()
    warning = [one for one in bases if one.kind in ("break-glass", "notification")]
    assert len(warning) > 2
    assert [one.id for one in warning if not one.sensitive] == []
    assert not catalogue().legal_basis("consent").sensitive
