"""Questions about consent, answered in words."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.catalogue.things import LegalBasis
from tovholder.organisation.models import Account
from tovholder.people.models import Person, Relation

from .models import Basis, Exchange
from .wording import parties_in_words

CONSENT = "consent"
GENERAL, HEALTH = "general", "health"
LONGEST = timedelta(days=366)
END_OF_CUSTODY = 18  # years
MOST_EXCHANGES = 2  # for one person, whatever a rule says; the database holds it, too

# Whoever decides for a child: with custody, or as its guardian.
DECIDES = Q(custody=True) | Q(kind=Relation.Kind.GUARDIAN)


def may_consent_for(person: Person, *, domain: str = GENERAL, kind: str = CONSENT) -> list[Person]:
    """Those who may consent by this rule: the person who is old enough for the domain, else
    whoever decides for the child (decision 27)."""
    if person.age is not None and person.age >= age_of_consent(domain, kind):
        return [person]
    relations = Relation.objects.filter(DECIDES, person=person).select_related("relative__account")
    return [relation.relative for relation in relations.order_by("relative__sort_key")]


def how_many_must(deciders: Sequence[Person], kind: str) -> int:
    """How many of those who may consent must say yes: all, where the rule says so, else one."""
    return len(deciders) if _parameter(kind, "all_must_agree", default=0) else 1


def age_of_consent(domain: str, kind: str = CONSENT) -> int:
    """From which age one consents oneself: general, or to health care (S-43)."""
    general = _parameter(kind, "age", default=END_OF_CUSTODY)
    return _parameter(kind, "age_health", default=general) if domain == HEALTH else general


def days_before_asking_again(kind: str = CONSENT) -> int:
    """How many days before its end one is asked to renew a consent."""
    return _parameter(kind, "ask_again_days", default=30)


def domain_of(receivers: Sequence[Account]) -> str:
    """What a consent is about, told from those who receive: health if all are in health care."""
    known = catalogue().professions
    groups = {
        known[one.professional.profession].group
        for one in receivers
        if one.is_professional and one.professional.profession in known
    }
    return HEALTH if groups == {HEALTH} else GENERAL


def _parameter(kind: str, name: str, *, default: int) -> int:
    """A number of a rule in the catalogue; the default where the rule does not say."""
    rule = catalogue().legal_bases.get(kind)
    value = rule.parameters.get(name) if rule is not None else None
    return default if value is None else int(value)


def is_of_age(person: Person) -> bool:
    """Whether nobody holds custody of this person any more."""
    return person.age is not None and person.age >= END_OF_CUSTODY


def of_age_from(person: Person) -> datetime | None:
    """The moment custody ends and the person decides alone; None where the birth is unknown."""
    born = person.birth_date
    if born is None:
        return None
    # Who was born on a leap day is a year older on the first of March.
    is_leap_day = (born.month, born.day) == (2, 29)
    day = (
        date(born.year + END_OF_CUSTODY, 3, 1)
        if is_leap_day
        else born.replace(year=born.year + END_OF_CUSTODY)
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


def rule_of_exchange(kind: str, on: date | None = None) -> LegalBasis | None:
    """The rule of exchange of this name as it holds on a day, today where none is said."""
    rule = catalogue().legal_bases.get(kind)
    if rule is None or not rule.is_exchange or not rule.holds_on(on or timezone.localdate()):
        return None
    return rule


def times_allowed(rule: LegalBasis) -> int:
    """How many times people may talk about one person on a rule: its meetings and the extra ones.

    A rule that says nothing allows one.
    """
    said = rule.parameters
    extra = int(said.get("extra_meetings_in_special_cases", 0))
    return min(int(said.get("meetings", 1)) + extra, MOST_EXCHANGES)


def refusal_of_parties(rule: LegalBasis, parties: Sequence[str]) -> str | None:
    """Why not these bodies may talk about somebody on a rule, or None where they may."""
    allowed = rule.parameters.get("parties", ())
    if not parties:
        return _("Say between whom.")
    if set(parties) <= set(allowed):
        return None
    return _("The law lets these take part, and no other: %(parties)s.") % {
        "parties": parties_in_words(allowed)
    }


def refusal_of_another_time(most: int, reason: str) -> str:
    """Why people may not talk about somebody without consent this time, in words."""
    if most < MOST_EXCHANGES:
        return _("The exchange has been used for this child, and the law allows no more.")
    if reason:
        return _("The exchange has been used for this child, and once more. Ask for consent.")
    return _("The exchange has been used for this child. Once more asks for a special reason.")


def refusal_to_prolong(basis: Basis) -> str | None:
    """Why this exchange cannot be made longer, or None where it can: once, for its person.

    The rule must hold today and allow a second time; what began while it held ends by itself.
    """
    if basis.kind not in exchanges():
        return _("Only a one-time exchange is made longer. A consent is given again.")
    if not Basis.objects.standing().filter(pk=basis.pk).exists():
        return _("The exchange has ended.")
    rule = rule_of_exchange(basis.kind)
    if rule is None:
        return _("The law it rests on holds no longer. Ask the parents for consent.")
    if times_allowed(rule) < MOST_EXCHANGES:
        return _("The law allows it once and no more. Ask the parents for consent.")
    if Exchange.objects.filter(person=basis.person_id, number=MOST_EXCHANGES).exists():
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
    *, person: Person, givers: Sequence[Person], until: datetime, kind: str, domain: str
) -> str | None:
    """Why this consent cannot be recorded, or None where it can."""
    now = timezone.now()
    if refusal := refusal_of_givers(person=person, givers=givers, kind=kind, domain=domain):
        return refusal
    if until <= now:
        return _("The consent must last until a day that has not passed.")
    if until > now + LONGEST:
        return _("A consent lasts at most a year. It can be renewed.")
    return None


def refusal_of_givers(
    *, person: Person, givers: Sequence[Person], kind: str, domain: str
) -> str | None:
    """Why these cannot consent, or not without somebody else; None where they can."""
    deciders = may_consent_for(person, domain=domain, kind=kind)
    if not givers or not set(givers) <= set(deciders):
        return _who_consents(person, deciders)
    if len(set(givers)) < how_many_must(deciders, kind):
        return _("All who have custody must say yes.")
    return None


def refusal_of_form(*, form: str, oral_reason: str, witness: str) -> str | None:
    """Why a consent cannot have been given like this, or None where it can."""
    if form == "oral" and not oral_reason.strip():
        return _("Say why the consent could not be given in writing.")
    if form != "signed_in" and not witness.strip():
        return _("Say who heard the consent, or keeps the paper.")
    return None


def _who_consents(person: Person, deciders: Sequence[Person]) -> str:
    if deciders == [person]:
        return _("%(name)s is old enough to consent to this alone.") % {"name": person.name}
    return _("Consent is given by a parent with custody, or by the adult.")


def end_of_day(day: date) -> datetime:
    """The last moment of a day here, so that what holds until a day holds that day too."""
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
