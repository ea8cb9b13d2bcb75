"""What cases put on someone's day: who asks them to coordinate, which consents run out."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from tovholder.audit.prepared import Reading
from tovholder.catalogue import catalogue
from tovholder.consent.rules import days_before_asking_again, exchanges
from tovholder.organisation.models import Account
from tovholder.people.models import MayKnow, Protection, Relation

from .access import Right
from .holding import Held
from .models import AskToJoin, Case, Handover, Seat, Supervision, ToldOfEmergency, TrustedAdult
from .models.emergency import told_and_silent

A_WEEK = timedelta(days=7)


_waiting = Reading(
    lambda account: (
        Handover.objects.visible_to(Account(pk=account))
        .waiting()
        .filter(to=account)
        .select_related("case__person", "asked_by")
        .order_by("asked_at", "id")
    ),
    account=int,
)


def _lets_people_in(account: int, key: str = "case") -> Q:
    """Rows of cases where `account` may let people in; `key` leads from the row to its case."""
    lets_in = [role.id for role in catalogue().roles.values() if Right.ADMIT.name in role.rights]
    seats = Seat.objects.standing().held_by(Account(pk=account)).filter(role__in=lets_in)
    coordinated = Case.objects.coordinated_by(Account(pk=account))
    return Q((f"{key}__in", seats.values("case"))) | Q((f"{key}__in", coordinated.values("pk")))


def _asks_for(account: int) -> QuerySet[AskToJoin]:
    return (
        AskToJoin.objects.visible_to(Account(pk=account))
        .waiting()
        .in_open_cases()
        .filter(_lets_people_in(account))
        .select_related("case__person", "account")
        .order_by("at", "id")
    )


_asked_to_let_in = Reading(_asks_for, account=int)


def _without_trust(account: int) -> QuerySet[TrustedAdult]:
    leaving = Q(account__professional__works_to__gt=Now())
    gone = Q(pk__in=TrustedAdult.objects.no_longer_there())
    return (
        TrustedAdult.objects.visible_to(Account(pk=account))
        .in_open_cases()
        .filter(_lets_people_in(account))
        .last_word()
        .filter(gone | leaving)
        .select_related("case__person", "account__professional")
        .order_by("at", "pk")
    )


_to_find = Reading(_without_trust, account=int)


def _kept_from_whom(account: int) -> QuerySet[Case]:
    standing = Protection.objects.standing()
    own = standing.filter(person=OuterRef("person"))
    decided = MayKnow.objects.filter(
        relative=OuterRef("relative"), person=OuterRef("person"), protection__end=None
    )
    near = Relation.objects.filter(person=OuterRef("person"))
    theirs = near.filter(relative__in=standing.values("person"))
    asked = Exists(Protection.objects.filter(person=OuterRef("person")))
    return (
        Case.objects.open()
        .filter(_lets_people_in(account, "pk"))
        .filter(Exists(own) & Exists(near.filter(~Exists(decided))) | ~asked & Exists(theirs))
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )


_undecided = Reading(_kept_from_whom, account=int)


def _ending(account: int) -> QuerySet[Seat]:
    soon = timedelta(days=days_before_asking_again())
    coordinated = Case.objects.open().coordinated_by(Account(pk=account))
    consents = Q(case__in=coordinated, basis__consent__isnull=False, ends__lte=Now() + soon)
    mine = Q(account=account, case__in=Case.objects.open(), basis__consent=None)
    return (
        Seat.objects.standing()
        .filter(
            (consents & ~Exists(_longer_than(soon)))
            | (mine & Q(ends__lte=Now() + A_WEEK) & ~Exists(_longer_than(A_WEEK)))
        )
        # A substitute goes when the meeting is over, as was said; no consent runs out.
        .filter(stand_in__isnull=True)
        .select_related("case__person", "account", "basis__consent")
        .order_by("ends", "account__sort_key", "id")
    )


def _longer_than(time: timedelta) -> QuerySet[Seat]:
    """Other seats by which the same holder stays."""
    return Seat.objects.standing().filter(
        Q(ends__isnull=True) | Q(ends__gt=Now() + time),
        case=OuterRef("case"),
        account=OuterRef("account"),
    )


_soon_ending = Reading(_ending, account=int)
_supervised = Reading(
    lambda account: (
        Supervision.objects.filter(supervisor=account)
        .waiting()
        .select_related("set_up_by")
        .order_by("ends", "pk")[:20]
    ),
    account=int,
)
_told = Reading(lambda account: told_and_silent(account)[:20], account=int)


def handovers_waiting(account: Account) -> list[Handover]:
    """Questions whether `account` will coordinate, the oldest first."""
    return _waiting(account=account.pk)


def seats_ending(account: Account) -> list[Seat]:
    """What runs out: consents at open cases one coordinates, within a month, and exchanges by
    which one sees a case oneself, within a week.

    Each seat with its case, person, holder and basis, the first to end first. A seat whose holder
    has another that stands longer is left out: the consent was renewed.
    """
    rules = exchanges()
    found: list[Seat] = _soon_ending(account=account.pk)
    return [seat for seat in found if rests_on_consent(seat) or seat.basis.kind in rules]


def rests_on_consent(seat: Seat) -> bool:
    """Whether a consent opens what this seat shows; else a rule does."""
    return getattr(seat.basis, "consent", None) is not None


def asks_waiting(account: Account) -> list[AskToJoin]:
    """Who asks to join where `account` may let people in, the oldest first (decision 14)."""
    return _asked_to_let_in(account=account.pk)


def whereabouts_to_decide(account: Account, held: Held) -> list[Case]:
    """Cases where `account` lets people in and nobody has said who may know where the child is: a
    relative has a protected address, or is not decided about though it is kept."""
    return _undecided(account=account.pk) if held.protects else []


def trust_to_find(account: Account) -> list[TrustedAdult]:
    """Where a child trusted somebody who has gone or soon goes, and `account` keeps the table
    together: somebody new is to be found, the oldest word first (S-39)."""
    return _to_find(account=account.pk)


def emergencies_told(account: Account) -> list[ToldOfEmergency]:
    """Who opened a case in an emergency, told to `account` and not answered, the oldest first."""
    return _told(account=account.pk)


def supervisions_waiting(account: Account) -> list[Supervision]:
    """Where `account` looks at work and has not said what they found, the first to end first."""
    return _supervised(account=account.pk)
