"""Who can be asked to do something: those with a seat at the case, and the family."""

from __future__ import annotations

from dataclasses import dataclass

from tovholder.cases.models import Case, Seat
from tovholder.organisation.models import Account
from tovholder.people.models import Person, Relation


@dataclass(frozen=True, slots=True)
class PossibleOwner:
    """Someone around the child: a key for the form, the words to choose by, and who it is."""

    key: str
    label: str
    who: Account | Person


@dataclass(frozen=True, slots=True)
class PossibleAnswerer(PossibleOwner):
    """A professional with a seat: someone the family may wish something of."""

    who: Account


def possible_owners(case: Case) -> list[PossibleOwner]:
    """Everyone around the child by name; the family first."""
    accounts = _accounts_at(case)
    return [
        *_family_without_seat(case, {account.pk for account in accounts}),
        *(PossibleOwner(_key(account), _label(account), account) for account in accounts),
    ]


def possible_answerers(case: Case) -> list[PossibleAnswerer]:
    """The professionals of whom the family may wish something."""
    return [
        PossibleAnswerer(_key(account), _label(account), account)
        for account in _accounts_at(case)
        if account.is_professional
    ]


def _accounts_at(case: Case) -> list[Account]:
    seats = (
        Seat.objects.standing()
        .around_the_child()
        .filter(case=case, account__isnull=False)
        .select_related("account__professional", "account__person")
        .order_by("account__sort_key")
    )
    found = {seat.account_id: seat.account for seat in seats}
    return sorted(
        (account for account in found.values() if account is not None),
        key=lambda account: (account.is_professional, account.sort_key),
    )


def _key(account: Account) -> str:
    return f"account:{account.pk}"


def _label(account: Account) -> str:
    title = account.professional.title if account.is_professional else ""
    return f"{account.name}, {title}" if title else account.name


def _family_without_seat(case: Case, seated: set[int]) -> list[PossibleOwner]:
    """The child and the nearest who hold no seat themselves, as far as the reader may see them."""
    relations = Relation.objects.filter(person=case.person_id).select_related("relative")
    people = [case.person, *(relation.relative for relation in relations)]
    return [
        PossibleOwner(f"person:{person.pk}", person.name, person)
        for person in people
        if person.account_id not in seated
    ]
