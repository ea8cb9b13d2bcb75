"""Who may consent, and for how long."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.consent.actions import record_consent, withdraw
from tovholder.consent.models import Basis, Consent
from tovholder.consent.rules import (
    may_consent_for,
    of_age_from,
    refusal_of_form,
    refusal_to_consent,
)
from tovholder.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_parent_with_custody_consents_for_the_child(gathering: Gathering) -> None:
    with acting(gathering.account("social-worker")):
        child = Person.objects.get(pk=gathering.town.persons["child"].pk)
        assert [one.given_name for one in may_consent_for(child)] == ["Kirsten"]


def test_the_adult_consents_alone(gathering: Gathering) -> None:
    mother = gathering.town.persons["mother"]
    assert may_consent_for(mother) == [mother]


@pytest.mark.parametrize(
    ("born", "from_day"),
    [
        (date(2015, 6, 1), date(2033, 6, 1)),
        (date(2016, 2, 29), date(2034, 3, 1)),
    ],
)
def test_custody_ends_when_the_child_is_of_age(born: date, from_day: date) -> None:
    midnight = timezone.make_aware(datetime.combine(from_day, time.min))
    assert of_age_from(Person(birth_date=born)) == midnight
    assert of_age_from(Person()) is None


@pytest.mark.parametrize(
    ("days", "form", "reason", "refused"),
    [
        (180, "written", "", False),
        (180, "oral", "Ringede fra hospitalet", False),
        (180, "oral", "  ", True),
        (0, "written", "", True),
        (-1, "written", "", True),
        (367, "written", "", True),
    ],
)
def test_a_consent_has_an_end_and_an_oral_one_a_reason(
    gathering: Gathering, days: int, form: str, reason: str, *, refused: bool
) -> None:
    with acting(gathering.account("social-worker")):
        refusal = refusal_to_consent(
            person=gathering.town.persons["child"],
            givers=[gathering.town.persons["mother"]],
            until=timezone.now() + timedelta(days=days),
            kind="consent",
            domain="general",
        ) or refusal_of_form(form=form, oral_reason=reason, witness="Sofie Holm")
        assert bool(refusal) == refused


def test_the_other_parent_without_custody_is_refused(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker), pytest.raises(ValidationError):
        record_consent(
            person=gathering.town.persons["child"],
            given_by=gathering.town.persons["father"],
            receiver="Skolen",
            matter="Planen",
            purpose="Samarbejde",
            until=timezone.now() + timedelta(days=30),
            form="written",
            by=worker,
        )


def test_the_database_itself_wants_the_reason_of_an_oral_consent(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    child = gathering.town.persons["child"]
    with acting(worker):
        basis = Basis.objects.create(person=child, kind="consent", purpose="x", recorded_by=worker)
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(
                basis=basis, person=child, given_by=gathering.town.persons["mother"],
                receiver="Skolen", matter="Planen", form="oral",
            )  # fmt: skip


def test_withdrawing_ends_the_basis_at_once(gathering: Gathering) -> None:
    mother = gathering.account("mother")
    with acting(mother):
        assert Basis.objects.standing().filter(pk=gathering.consent.pk).exists()
        withdraw(basis=gathering.consent, by=mother)
        assert not Basis.objects.standing().filter(pk=gathering.consent.pk).exists()
        with pytest.raises(ValidationError):
            withdraw(basis=gathering.consent, by=mother)
        law = Basis.objects.filter(consent__isnull=True).first()
        assert law is not None
        with pytest.raises(ValidationError):
            withdraw(basis=law, by=mother)
