"""Each wall alone keeps a stranger out; both let in those who hold a seat."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import DatabaseError, IntegrityError
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.audit.transaction import OutsideTransaction, refuse_outside
from tovholder.cases import actions as cases
from tovholder.cases.access import Right, open_case
from tovholder.cases.models import (
    Case,
    Closure,
    Handover,
    HandoverAnswer,
    Reopening,
    Seat,
    SeatEnd,
)
from tovholder.consent.models import Basis, Consent, Withdrawal
from tovholder.organisation.models import Account
from tovholder.people.models import Enrolment, NationalNumber, Person, Relation

pytestmark = pytest.mark.django_db

STRANGERS = ("outsider", "leader", "admin", "father")
TABLES = (
    Person, Relation, Enrolment, NationalNumber, Basis, Consent, Withdrawal,
    Case, Seat, SeatEnd, Handover, HandoverAnswer, Closure, Reopening,
)  # fmt: skip


def as_if_reading(account: Account) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = account
    request.resolver_match = None
    return request


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
@pytest.mark.parametrize("name", STRANGERS)
def test_the_database_alone_shows_a_stranger_nothing(
    gathering: Gathering, name: str, table: type[Model]
) -> None:
    account = gathering.account(name)
    with acting(account):
        rows = list(table._default_manager.all())
    own = [row for row in rows if isinstance(row, Person) and row.account_id == account.pk]
    assert rows == own


def test_the_database_shows_nobody_anything_without_an_account(gathering: Gathering) -> None:
    with acting(None):
        assert not any(table._default_manager.exists() for table in TABLES)


def test_the_database_shows_those_with_a_seat_what_they_came_for(gathering: Gathering) -> None:
    with acting(gathering.account("teacher")):
        assert Case.objects.get().pk == gathering.case.pk
        assert {person.name for person in Person.objects.all()} == {
            "Lars Test Berggren", "Kirsten Test Berggren", "Ruddi Test Berggren",
        }  # fmt: skip


def test_nobody_reads_a_national_number_by_a_query(gathering: Gathering) -> None:
    for name in ("social-worker", "mother", "teacher"):
        with acting(gathering.account(name)):
            assert not NationalNumber.objects.exists()


@pytest.mark.parametrize("name", STRANGERS)
def test_the_pages_alone_refuse_a_stranger(gathering: Gathering, name: str) -> None:
    """The database looks with the coordinator's eyes: only the first wall is left."""
    stranger = gathering.account(name)
    with acting(gathering.account("social-worker")):
        assert Case.objects.exists()
        assert not Case.objects.visible_to(stranger).exists()
        assert not Handover.objects.visible_to(stranger).exists()
        with pytest.raises(Http404):
            open_case(as_if_reading(stranger), gathering.case.pk, Right.VIEW)


def test_the_pages_alone_hold_to_the_areas_of_a_seat(gathering: Gathering) -> None:
    with acting(gathering.account("social-worker")), pytest.raises(PermissionDenied):
        open_case(
            as_if_reading(gathering.account("teacher")), gathering.case.pk, Right.VIEW,
            areas=("concern",),
        )  # fmt: skip


def test_the_database_alone_holds_to_the_areas_of_a_seat(gathering: Gathering) -> None:
    with acting(gathering.account("teacher")), connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(my_cases('plan')), cardinality(my_cases('concern'))")
        assert cursor.fetchone() == (1, 0)


def test_a_seat_rests_on_a_basis_for_the_same_person(gathering: Gathering) -> None:
    """The composite key refuses it, whatever the code above does."""
    worker = gathering.account("social-worker")
    sister = gathering.town.persons["sister"]
    with acting(worker):
        from tovholder.cases.actions import open_for

        open_for(
            person_id=sister.pk, holder=worker, by=worker, purpose="Rikkes trivsel",
            basis_kind=gathering.town.work_basis,
        )  # fmt: skip
        others = Basis.objects.get(person=sister)
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(
                case=gathering.case, person_id=gathering.case.person_id, basis=others,
                account=worker, role="professional", areas=["overview"],
            )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(
                case=gathering.case, person_id=sister.pk, basis=others,
                account=worker, role="professional", areas=["overview"],
            )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Withdrawal.objects.create(basis=gathering.consent, person_id=sister.pk, by=worker)


def test_nobody_writes_into_a_case_that_is_not_theirs(gathering: Gathering) -> None:
    outsider = gathering.account("outsider")
    with acting(outsider), pytest.raises(DatabaseError), transaction.atomic():
        Seat.objects.create(
            case=gathering.case, person_id=gathering.case.person_id, basis=gathering.consent,
            account=outsider, role="authority", areas=["overview"],
        )  # fmt: skip
    with acting(outsider), pytest.raises(DatabaseError), transaction.atomic():
        Handover.objects.create(case=gathering.case, to=outsider, asked_by=outsider)


APPEND_ONLY = (
    "consent_basis", "consent_consent", "consent_withdrawal", "cases_seat", "cases_seatend",
    "cases_handover", "cases_handoveranswer", "cases_closure", "cases_reopening",
    "audit_look", "audit_deed",
)  # fmt: skip


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_has_happened_is_never_changed_or_removed(gathering: Gathering, table: str) -> None:
    with acting(gathering.account("social-worker")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, 'UPDATE'), has_table_privilege(%s, 'DELETE'),"
            " has_table_privilege(%s, 'TRUNCATE')",
            [table] * 3,
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute(
            "SELECT tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND tgname = 'append_only'",
            [table],
        )
        assert cursor.fetchall() == [("A",)]
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 a name of ours


def test_the_trace_is_written_by_functions_and_read_by_nobody_here(gathering: Gathering) -> None:
    with acting(gathering.account("social-worker")), connection.cursor() as cursor:
        for statement in ("SELECT * FROM audit_look", "SELECT * FROM audit_deed"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(statement)


def test_personal_data_is_never_read_outside_a_transaction() -> None:
    class Outside:
        in_atomic_block = False

    with pytest.raises(OutsideTransaction):
        refuse_outside(
            lambda *_: None, 'SELECT * FROM "cases_case"', (), False, {"connection": Outside}
        )


def test_hidden_and_missing_are_answered_alike(gathering: Gathering, client: Client) -> None:
    client.force_login(gathering.account("outsider"))
    for page in ("people/", "consents/new/", "coordinator/", "closure/", "reopening/"):
        hidden = client.get(f"/cases/{gathering.case.pk}/{page}")
        missing = client.get(f"/cases/{uuid.uuid4()}/{page}")
        assert hidden.status_code == missing.status_code == 404
        assert sizeless(hidden.content) == sizeless(missing.content)
        assert set(hidden.headers) == set(missing.headers)


def sizeless(content: bytes) -> str:
    """A page without what is drawn anew each time: nonces and keys against forgery."""
    import re

    return re.sub(r'(nonce|value)="[^"]+"', "", content.decode())


def test_access_to_one_case_opens_no_other(gathering: Gathering) -> None:
    """Each of the two works at one child's case, and asks for the sister's, or the brother's."""
    other = gathering.account("social-worker-2")
    with acting(other):
        sisters = cases.open_for(
            person_id=gathering.town.persons["sister"].pk, holder=other, by=other,
            purpose="Hjælp", basis_kind=gathering.town.work_basis,
        )  # fmt: skip
    for name, own, asked in (
        ("teacher", gathering.case.pk, sisters),
        ("social-worker-2", sisters, gathering.case.pk),
    ):
        client = Client()
        client.force_login(gathering.account(name))
        assert client.get(f"/cases/{own}/people/").status_code == 200
        assert client.get(f"/cases/{asked}/people/").status_code == 404
