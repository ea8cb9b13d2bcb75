"""What begins on a one-time exchange ends with it, for everyone and at once (S-44)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone, translation

from tests.cast import settle
from tests.concerns.letters import match_lars, write
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.agenda import seats_ending
from tovholder.cases.models import Case, Seat
from tovholder.catalogue import catalogue
from tovholder.consent.actions import record_basis, use_exchange
from tovholder.consent.models import Basis, Exchange
from tovholder.demo.passing import let_days_pass
from tovholder.demo.town import Town
from tovholder.organisation.actions import choose_language
from tovholder.organisation.models import Account
from tovholder.people.models import Person

KIND = "one-time-exchange"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def days() -> int:
    longest = catalogue().legal_basis(KIND).longest
    assert longest is not None
    return longest.days


def opened(town: Town) -> tuple[Case, Account]:
    """The social worker took a concern home, after an exchange the school's leader recorded."""
    worker, leader = town.accounts["social-worker"], town.accounts["school-leader"]
    person = town.persons["child"].pk
    match_lars(town, write(town))
    with acting(leader):
        use_exchange(person_id=person, kind=KIND, by=leader)
    with acting(worker):
        actions.open_for(
            person_id=person, holder=worker, basis_kind=KIND, purpose="Efter en bekymring",
            by=worker,
        )  # fmt: skip
        return Case.objects.select_related("person").get(), worker


def page(account: Account, address: str) -> Client:
    client = Client()
    client.force_login(account)
    return client.get(address)


def ends(account: Account) -> datetime:
    with acting(account):
        return max(Seat.objects.standing().filter(account=account).values_list("ends", flat=True))


def test_the_page_is_gone_the_day_after(own_database: str) -> None:
    case, worker = opened(settle())
    address = f"/cases/{case.pk}/"
    assert timezone.localdate(ends(worker)) == timezone.localdate() + timedelta(days=days())
    let_days_pass(days())
    assert page(worker, address).status_code == 200
    assert "Engangsudvekslingen om" in page(worker, "/").content.decode()
    let_days_pass(1)
    assert page(worker, address).status_code == 404
    assert page(worker, "/cases/").status_code == 200
    with acting(worker):
        assert not Case.objects.exists()
        assert not Basis.objects.exists()


def test_it_is_made_longer_once_with_a_reason(own_database: str) -> None:
    case, worker = opened(settle())
    let_days_pass(days() - 3)
    with acting(worker):
        [seat] = seats_ending(worker)
        for reason in ("", " "):
            with pytest.raises(ValidationError), transaction.atomic():
                actions.prolong(case=case, basis=seat.basis, reason=reason, by=worker)
        longer = actions.prolong(
            case=case, basis=seat.basis, reason="Faderen var syg", by=worker
        )  # fmt: skip
        assert "Faderen var syg" in longer.purpose
        assert seats_ending(worker) == []
        with pytest.raises(ValidationError, match="once already"):
            actions.prolong(case=case, basis=longer, reason="Igen", by=worker)
    assert timezone.localdate(ends(worker)) == timezone.localdate() + timedelta(days=days())
    let_days_pass(4)
    assert page(worker, f"/cases/{case.pk}/").status_code == 200
    let_days_pass(days() - 3)
    assert page(worker, f"/cases/{case.pk}/").status_code == 404


@pytest.mark.django_db
def test_the_page_says_when_and_what_can_be_done(town: Town) -> None:
    case, worker = opened(town)
    told = page(worker, f"/cases/{case.pk}/").content.decode()
    assert f"Engangsudvekslingen slutter om {days()} dage" in told
    with acting(worker):
        basis = Basis.objects.get()
    address = f"/cases/{case.pk}/exchanges/{basis.pk}/"
    assert address in told
    client = Client()
    client.force_login(worker)
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "Skolen var lukket"}).status_code == 303
    assert client.post(address, {"reason": "Igen"}).status_code == 422
    assert "Skolen var lukket" in page(worker, f"/cases/{case.pk}/people/").content.decode()


@pytest.mark.django_db
def test_why_once_was_not_enough_is_asked_where_it_is_written(town: Town) -> None:
    case, worker = opened(town)
    with acting(worker), pytest.raises(ValidationError) as refused:
        actions.prolong(case=case, basis=Basis.objects.get(), reason=" ", by=worker)
    assert refused.value.message_dict == {"reason": ["Say why once was not enough."]}


@pytest.mark.django_db
def test_whoever_asks_the_parents_stays_as_what_they_are(town: Town) -> None:
    case, worker = opened(town)
    with acting(worker):
        basis = Basis.objects.get()
        client = Client()
        client.force_login(worker)
        asked = client.get(f"/cases/{case.pk}/consents/new/?renews={basis.pk}").content.decode()
        assert f'value="{worker.pk}"' in asked
        mother = Person.objects.get(pk=town.persons["mother"].pk)
        actions.share_by_consent(
            case=case, receivers=[worker.professional], areas=["plan"], purpose="At vi kan hjælpe",
            until=timezone.now() + timedelta(days=90), given_by=mother, form="written", by=worker,
        )  # fmt: skip
        roles = set(Seat.objects.standing().filter(account=worker).values_list("role", flat=True))
        assert roles == {"authority"}
        assert seats_ending(worker) == []
    assert "Engangsudvekslingen" not in page(worker, f"/cases/{case.pk}/").content.decode()


@pytest.mark.django_db
def test_whom_the_mother_answers_yes_stays_as_what_they_are_too(town: Town) -> None:
    case, worker = opened(town)
    mother, until = town.persons["mother"], timezone.now() + timedelta(days=90)
    with acting(worker):
        let_in = Person.objects.get(pk=mother.pk)
        actions.admit_parent(case=case, relative=let_in, purpose="Mor", by=worker)
        asked = actions.ask_for_consent(
            case=case, receivers=[worker.professional], areas=["plan"], purpose="Hjælp",
            until=until, by=worker,
        )  # fmt: skip
    with acting(town.accounts["mother"]):
        actions.answer_sharing(
            sharing=asked.sharings.get(), giver=mother, accepted=True, areas=["plan"],
            until=until, by=town.accounts["mother"],
        )  # fmt: skip
    with acting(worker):
        seat = Seat.objects.get(account=worker, basis__consent__isnull=False)
        assert seat.role == "authority"


@pytest.mark.django_db
def test_the_child_is_counted_and_not_the_concern(town: Town) -> None:
    _case, worker = opened(town)
    other, child = town.accounts["school-leader"], town.persons["child"].pk
    with acting(other):
        with pytest.raises(ValidationError, match="special reason"):
            use_exchange(person_id=child, kind=KIND, by=other)
        assert use_exchange(person_id=child, kind=KIND, reason="Nyt er sket", by=other) == 2
        with pytest.raises(ValidationError, match="and once more"):
            use_exchange(person_id=child, kind=KIND, reason="En gang til", by=other)
        # Nobody without access learns from the rows that there was one.
        assert not Exchange.objects.exists()
    with acting(worker):
        assert [one.number for one in Exchange.objects.order_by("number")] == [1, 2]
        with pytest.raises(ValidationError):
            actions.prolong(case=_case, basis=Basis.objects.get(), reason="Syg", by=worker)


@pytest.mark.django_db
def test_the_database_refuses_a_third_and_a_second_without_reason(town: Town) -> None:
    _case, worker = opened(town)
    row = {"person_id": town.persons["child"].pk, "kind": KIND, "by": worker}
    with acting(worker):
        for number, reason in ((3, "x"), (2, ""), (1, "")):
            with pytest.raises(DatabaseError), transaction.atomic():
                Exchange(number=number, reason=reason, **row).save(force_insert=True)
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE consent_exchange SET reason = 'x'")


@pytest.mark.django_db
def test_no_way_to_record_an_exchange_leaves_it_without_an_end(town: Town) -> None:
    _case, worker = opened(town)
    with acting(worker):
        basis = record_basis(person=town.persons["child"], kind=KIND, purpose="x", by=worker)
    assert basis.ends is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"valid_to": timezone.localdate() - timedelta(days=1)}, "holds no longer"),
        ({"parameters": MappingProxyType({"longest_days": 28})}, "once and no more"),
    ],
)
def test_it_is_made_longer_only_as_the_law_of_today_allows(
    town: Town, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], told: str
) -> None:
    case, worker = opened(town)
    rule = catalogue().legal_basis(KIND)
    monkeypatch.setitem(catalogue().legal_bases, KIND, replace(rule, **changes))
    with acting(worker):
        basis = Basis.objects.get()
        with pytest.raises(ValidationError, match=told):
            actions.prolong(case=case, basis=basis, reason="Faderen var syg", by=worker)
    choose_language(account=worker, language="en")
    shown = page(worker, f"/cases/{case.pk}/exchanges/{basis.pk}/").content.decode()
    assert told in shown
    assert "<textarea" not in shown
