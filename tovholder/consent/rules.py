"""Questions about consent, answered in words."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.organisation.models import Account
from tovholder.people.models import Person, Relation

from .models import Basis, Exchange

LONGEST = timedelta(days=366)
AGE_OF_CONSENT = 18


def may_consent_for(person: Person) -> list[Person]:
    """Those who may consent: the adult person, or whoever holds custody of the child."""
    if is_of_age(person):
        return [person]
    relations = Relation.objects.filter(person=person, custody=True).select_related("relative")
    return [relation.relative for relation in relations.order_by("relative__sort_key")]


def is_of_age(person: Person) -> bool:
    """Whether nobody holds custody of this person any more."""
    return person.age is not None and person.age >= AGE_OF_CONSENT


def of_age_from(person: Person) -> datetime | None:
    """The moment custody ends and the person decides alone; None where the birth is unknown."""
    born = person.birth_date
    if born is None:
        return None
    # Who was born on a leap day is a year older on the first of March.
    is_leap_day = (born.month, born.day) == (2, 29)
    day = (
        date(born.year + AGE_OF_CONSENT, 3, 1)
        if is_leap_day
        else born.replace(year=born.year + AGE_OF_CONSENT)
    )
    return timezone.make_aware(datetime.combine(day, time.min))


def rule_today(kind: str, by: Account) -> str:
    """The legal basis of this kind that holds today in the country `by` works in (S-73).

    Where the catalogue has none, the kind itself, which is then shown as it stands.
    """
    country = by.professional.unit.country if by.is_professional else ""
    rules = catalogue().legal_bases_on(timezone.localdate(), country)
    return min((rule.id for rule in rules if rule.kind == kind), default=kind)


def last_moment(kind: str) -> datetime | None:
    """When what begins now on this rule ends at the latest; None where the rule sets no end."""
    rule = catalogue().legal_bases.get(kind)
    if rule is None or not rule.is_exchange or rule.longest is None:
        return None
    return end_of_day(timezone.localdate() + rule.longest)


def exchanges() -> list[str]:
    """The rules, of today and before, on which people talk about somebody without consent."""
    return [rule.id for rule in catalogue().legal_bases.values() if rule.is_exchange]


def refusal_to_prolong(basis: Basis) -> str | None:
    """Why this exchange cannot be made longer, or None where it can: once, for its person."""
    if basis.kind not in exchanges():
        return _("Only a one-time exchange is made longer. A consent is given again.")
    if not Basis.objects.standing().filter(pk=basis.pk).exists():
        return _("The exchange has ended.")
    if Exchange.objects.filter(person=basis.person_id, number=2).exists():
        return _("The exchange has been made longer once already. Ask the parents for consent.")
    return None


def refusal_to_stand_on(kind: str) -> str | None:
    """Why nobody may see anything by this rule, or None where one may.

    Some rules are told because they are worth knowing; they open no case (S-73).
    """
    rule = catalogue().legal_bases.get(kind)
    if rule is None or rule.carries_a_seat:
        return None
    return _("“%(rule)s” gives nobody access to a case.") % {"rule": rule.words().title}


def refusal_to_consent(
    *, person: Person, given_by: Person, until: datetime, form: str, oral_reason: str
) -> str | None:
    """Why this consent cannot be recorded, or None where it can."""
    now = timezone.now()
    if given_by not in may_consent_for(person):
        return _("Consent is given by a parent with custody, or by the adult.")
    if until <= now:
        return _("The consent must last until a day that has not passed.")
    if until > now + LONGEST:
        return _("A consent lasts at most a year. It can be renewed.")
    if form == "oral" and not oral_reason.strip():
        return _("Say why the consent could not be given in writing.")
    return None


def end_of_day(day: date) -> datetime:
    """The last moment of a day here, so that what holds until a day holds that day too."""
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
