"""Whom one can let in: colleagues found by name, profession or place of work."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account, Professional
from tovholder.organisation.names import sort_key
from tovholder.people.models import Enrolment

from .models import Case, Seat
from .rules import role_by_exchange

SHOWN = 20


def colleagues(account: Account) -> QuerySet[Professional]:
    """Everyone at work here today but the one who asks."""
    return Professional.objects.current().named().exclude(account=account)


def found(
    case: Case,
    account: Account,
    *,
    words: str = "",
    chosen: Sequence[str] = (),
    at: Sequence[str] | None = None,
) -> list[Professional]:
    """Those who match every word, at most twenty; those chosen already always come first.

    Without a word: the colleagues at the child's school and at one's own place of work. `at`
    names the only kinds of workplace to look in.
    """
    everyone = colleagues(account)
    if at is not None:
        everyone = everyone.filter(unit__kind__in=at)
    elif role_by_exchange(case, account):  # their own access ends, and a consent lets them stay
        everyone = Professional.objects.current().named()
    keys = [int(key) for key in chosen if key.isascii() and key.isdigit() and len(key) < 19]
    kept = list(everyone.filter(account__in=keys))
    if words.split():
        matching = everyone.filter(*(_matches(word) for word in words.split()))
    else:
        matching = everyone.filter(unit__in=_near(case, account))
    others = matching.exclude(account__in=[one.account_id for one in kept])
    return kept + list(others[:SHOWN])


def coordinators(case: Case, current: Account | None) -> list[Professional]:
    """Those who can be asked to coordinate: people at work with a standing seat of their own."""
    seats = Seat.objects.standing().filter(case=case).of_professionals()
    everyone = Professional.objects.current().named().filter(account__in=seats.values("account"))
    return list(everyone.exclude(account=current) if current else everyone)


def _matches(word: str) -> Q:
    professions = [
        profession.id
        for profession in catalogue().professions.values()
        if word.casefold() in profession.words().title.casefold()
    ]
    return (
        Q(account__sort_key__contains=sort_key(word))
        | Q(unit__name__icontains=word)
        | Q(profession__in=professions)
    )


def _near(case: Case, account: Account) -> list[UUID]:
    units = list(
        Enrolment.objects.current().filter(person=case.person_id).values_list("unit", flat=True)
    )
    if account.is_professional:
        units.append(account.professional.unit_id)
    return units
