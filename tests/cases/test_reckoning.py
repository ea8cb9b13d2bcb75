"""What the database reckons once a transaction is true throughout it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.holding import held_by
from tovholder.cases.models import Case, Seat
from tovholder.consent.actions import withdraw
from tovholder.consent.models import Basis
from tovholder.organisation.models import Professional

pytestmark = pytest.mark.django_db


def share(gathering: Gathering, *, with_whom: str = "outsider", days: int = 10) -> Basis:
    return actions.share_by_consent(
        case=gathering.case,
        receivers=[Professional.objects.get(account__username=with_whom)],
        areas=["plan"],
        purpose="At hjælpe",
        until=timezone.now() + timedelta(days=days),
        given_by=gathering.town.persons["mother"],
        form="written",
        by=gathering.account("social-worker"),
    )


def test_what_is_written_counts_at_once(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    with acting(teacher):
        assert Case.objects.filter(pk=gathering.case.pk).exists()
        own = Seat.objects.get(case=gathering.case, account=teacher)
        actions.end_seat(seat=own, reason="Flyttet", by=teacher)
        assert not Case.objects.filter(pk=gathering.case.pk).exists()
        assert not held_by(teacher).seats


def test_what_is_taken_back_counts_as_before(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    with acting(teacher):
        own = Seat.objects.get(case=gathering.case, account=teacher)
        with transaction.atomic():
            actions.end_seat(seat=own, reason="Flyttet", by=teacher)
            assert not Case.objects.exists()
            transaction.set_rollback(True)
        assert Case.objects.filter(pk=gathering.case.pk).exists()


def test_a_withdrawal_closes_within_the_same_transaction(gathering: Gathering) -> None:
    worker, outsider = gathering.account("social-worker"), gathering.account("outsider")
    with acting(worker):
        basis = share(gathering)
        with acting(outsider):
            assert Case.objects.exists()
        withdraw(basis=basis, reason="", by=worker)
        with acting(outsider):
            assert not Case.objects.exists()


def test_one_person_never_sees_with_the_eyes_of_another(gathering: Gathering) -> None:
    with acting(gathering.account("social-worker")):
        assert Case.objects.exists()
        with acting(gathering.account("outsider")):
            assert not Case.objects.exists()
            assert not held_by(gathering.account("social-worker")).seats
        assert Case.objects.exists()
    with acting(None):
        assert not Case.objects.exists()


def test_a_seat_never_lasts_longer_than_its_basis(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    now = timezone.now()
    with acting(worker):
        basis = Basis.objects.create(
            person=gathering.case.person,
            kind=gathering.town.work_basis,
            purpose="Et halvt år",
            starts=now + timedelta(days=1),
            ends=now + timedelta(days=180),
            recorded_by=worker,
        )
        given = actions.give_seat(
            case=gathering.case,
            account=gathering.account("outsider"),
            basis=basis,
            role=Seat.Role.PROFESSIONAL,
            areas=["plan"],
            by=worker,
        )
        written = Seat.objects.get(pk=given.pk)
        assert (written.starts, written.ends) == (basis.starts, basis.ends)
