"""The law behind a ground, read from the catalogue as it holds on the day."""

from django.utils import timezone

from tovholder.catalogue import catalogue
from tovholder.catalogue.things import LegalBasis
from tovholder.organisation.models import Account

from .models import Ground

AUTHORITY_WORK = "authority-work"
OWN_WORK = "treatment"
# The kind of unit that is the authority for children; everyone else works by their own field's law.
AUTHORITY = "family"


def bases_for_exchange(country: str) -> list[LegalBasis]:
    """The rules that let these parties exchange once without consent, today (S-44)."""
    return today_of_kind(country, "exchange")


def basis_of_case(ground: Ground, taken_by: Account) -> str:
    """The legal basis of the first seat, when a concern becomes a case.

    After an exchange it is that of the exchange; after the parents' yes it is the taker's own
    statutory work. What others may know waits for the parents' consent.
    """
    if ground.kind == Ground.Kind.EXCHANGE:
        return ground.legal_basis
    unit = taken_by.professional.unit
    kind = AUTHORITY_WORK if unit.kind == AUTHORITY else OWN_WORK
    bases = today_of_kind(unit.country, kind)
    return bases[0].id if bases else kind


def title_of(basis: str) -> str:
    """A legal basis in everyday words, also where it no longer holds."""
    found = catalogue().legal_bases.get(basis)
    return found.words().title if found else basis


def today_of_kind(country: str, kind: str) -> list[LegalBasis]:
    """The rules of a kind that are in force today, in a fixed order."""
    today = timezone.localdate()
    bases = catalogue().legal_bases_on(today, country)
    return sorted((basis for basis in bases if basis.kind == kind), key=lambda basis: basis.id)
