"""The database itself keeps a plan within its case, behind its seat, and whole."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from tests.cast import Gathering
from tests.plans.agreed import agree, watch
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Seat
from tovholder.organisation.models import Account
from tovholder.plans import actions as plans
from tovholder.plans.models import (
    Comment,
    Goal,
    GoalEnd,
    Observation,
    Revision,
    Sign,
    SignEnd,
    Task,
    TaskEnd,
    WishAnswer,
)

pytestmark = pytest.mark.django_db

TEXTS = [Goal, Sign, Task]
RECORDS = [Comment, GoalEnd, Observation, Revision, SignEnd, TaskEnd, WishAnswer]


@pytest.fixture
def filled(gathering: Gathering) -> Gathering:
    """A case with a row in every table of the plan."""
    agreed, again = agree(gathering), agree(gathering, text="Et andet mål")
    watch(gathering, agreed.child_sign, "seen")
    worker, mother = gathering.account("social-worker"), gathering.account("mother")
    with acting(mother):
        wished = plans.wish(
            case=gathering.case, text="Ring", of=gathering.account("teacher"), by=mother
        )
    with acting(gathering.account("teacher")):
        plans.answer_wish(task=wished, accepted=False, text="Nej", by=gathering.account("teacher"))
    with acting(worker):
        plans.comment(case=gathering.case, text="Godt", by=worker)
        plans.drop_sign(sign=again.child_sign, because="For svært", by=worker)
        plans.keep(task=again.teachers_task, by=worker)
        plans.reach_goal(goal=again.goal, by=worker)
    return gathering


def refused(statement: str) -> None:
    """The database says no, and the transaction goes on."""
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("model", [*TEXTS, *RECORDS])
def test_who_has_no_seat_reads_no_row(
    filled: Gathering, strangers: list[Account], model: type[Model]
) -> None:
    with acting(filled.account("teacher")):
        assert model.objects.exists()
    for stranger in (*strangers, None):
        with acting(stranger):
            assert not model.objects.exists(), stranger


@pytest.mark.parametrize("model", [*TEXTS, *RECORDS])
def test_without_the_database_wall_the_scope_alone_hides_them(
    filled: Gathering, strangers: list[Account], model: type[Model]
) -> None:
    for stranger in strangers:
        with acting(filled.account("teacher")):
            assert not model.objects.visible_to(stranger).exists()


def test_the_scope_alone_keeps_cases_areas_and_times_apart(gathering: Gathering) -> None:
    """Asked by one who reads both cases about others who read one, its overview, or no more."""
    worker, teacher = gathering.account("social-worker"), gathering.account("teacher")
    glimpses, left = gathering.account("teacher-3"), gathering.account("pedagogue")
    with acting(worker):
        sisters = cases.open_for(
            person_id=gathering.town.persons["sister"].pk, holder=worker, by=worker,
            basis_kind=gathering.town.work_basis, purpose="Søsteren",
        )  # fmt: skip
        cases.give_seat(
            case=gathering.case, account=glimpses, basis=gathering.consent, areas=["overview"],
            role="professional", by=worker,
        )  # fmt: skip
        cases.end_seat(seat=Seat.objects.get(account=left), by=worker)
        other = Case.objects.get(pk=sisters)
        theirs = plans.add_goal(case=gathering.case, text="Lars kommer i skole", by=worker)
        hers = plans.add_goal(case=other, text="Rikke får søvn", by=worker)
        assert {*Goal.objects.visible_to(worker)} == {theirs, hers}
        assert {*Case.objects.visible_to(worker)} == {gathering.case, other}
        assert [*Goal.objects.visible_to(teacher)] == [theirs]
        assert [*Case.objects.visible_to(teacher)] == [gathering.case]
        assert not Goal.objects.visible_to(glimpses).exists()
        assert [*Case.objects.visible_to(glimpses)] == [gathering.case]
        assert not Goal.objects.visible_to(left).exists()
        assert not Case.objects.visible_to(left).exists()


@pytest.mark.parametrize("model", RECORDS)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_records_are_append_only(filled: Gathering, model: type[Model], change: str) -> None:
    with acting(filled.account("social-worker")):
        refused(change.format(model._meta.db_table))


@pytest.mark.parametrize("model", TEXTS)
def test_texts_are_never_gone(filled: Gathering, model: type[Model]) -> None:
    with acting(filled.account("social-worker")):
        refused(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 our own table


def test_nobody_writes_in_a_case_without_a_seat(filled: Gathering) -> None:
    outsider = filled.account("outsider")
    with acting(outsider), pytest.raises(DatabaseError), transaction.atomic():
        Goal(case_id=filled.case.pk, text="Smuglet", set_by=outsider).save()


def test_a_row_cannot_hang_on_another_cases_row(filled: Gathering) -> None:
    """Even someone with seats at two cases cannot tie them together."""
    worker = filled.account("social-worker")
    with acting(worker):
        goal = Goal.objects.of(filled.case).first()
        assert goal is not None
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = 'plans_sign'::regclass"
                " AND conname = 'plans_sign_goal_same_case'"
            )
            assert cursor.fetchall() == [("plans_sign_goal_same_case",)]
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            Sign(
                case_id="00000000-0000-4000-8000-000000000000",
                goal=goal,
                text="Fremmed",
                about="child",
                set_by=worker,
            ).save()
