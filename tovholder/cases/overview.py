"""What the top of a case page and its panel of people tell, read in few queries."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tovholder.audit.prepared import Reading
from tovholder.consent.models import Basis, Consent
from tovholder.consent.rules import days_before_asking_again
from tovholder.organisation.models import Account
from tovholder.people.models import Enrolment, Person

from .access import Right
from .models import (
    AT_WORK,
    AskToJoin,
    Case,
    Closure,
    ConsentRequest,
    Handover,
    HandoverAnswer,
    Seat,
)
from .participants import (
    Ground,
    Participant,
    covers,
    ending_of,
    grounds,
    participants,
    relations_of,
    seats_of,
)
from .requesting import requests_at
from .rules import last_on_exchange, nobody_coordinates, standing_closure
from .wording import (
    CLOSURE_WORDS,
    area_titles,
    days_until,
    ending_sentence,
    expiry_sentence,
    listed,
    place,
)

NEAR = 7  # days before its end that an exchange is a warning


@dataclass(frozen=True)
class StandingConsent:
    """A consent that holds: whom, what, until when, and whether its end is near."""

    basis_id: uuid.UUID
    receivers: str
    matter: str
    purpose: str
    until: datetime
    days: int
    may_withdraw: bool

    @property
    def expiry(self) -> str:
        """`expires in 14 days`."""
        return expiry_sentence(self.days)

    @property
    def is_near_its_end(self) -> bool:
        return self.days <= days_before_asking_again()


@dataclass(frozen=True)
class StandingExchange:
    """A one-time exchange on which someone sees the case, and nothing else lets them stay."""

    basis_id: uuid.UUID
    names: str
    until: datetime
    days: int

    @property
    def expiry(self) -> str:
        """`ends in 3 days`."""
        return ending_sentence(self.days)

    @property
    def is_near_its_end(self) -> bool:
        return self.days <= NEAR


@dataclass(frozen=True)
class Overview:
    """A case told from the top: who, where, who coordinates, who can see, what runs out."""

    case: Case
    person: Person
    place: str
    coordinator: Account | None
    coordinator_missing: str | None
    handover: Handover | None
    declined: HandoverAnswer | None
    closure: Closure | None
    closure_words: str
    participants: tuple[Participant, ...]
    former: tuple[Participant, ...]
    consents: tuple[StandingConsent, ...]
    exchanges: tuple[StandingExchange, ...]
    asks: tuple[AskToJoin, ...]
    requests: tuple[ConsentRequest, ...]

    @property
    def age(self) -> int | None:
        return self.person.age_on(timezone.localdate())

    @property
    def grounds(self) -> list[Ground]:
        """Everyone with access, by why they have it."""
        return grounds(self.participants)

    @property
    def expiring(self) -> list[StandingConsent]:
        """Consents whose end is near."""
        return [consent for consent in self.consents if consent.is_near_its_end]

    @property
    def is_asked_to_coordinate(self) -> bool:
        """Whether the reader is the one who has been asked."""
        return self.handover is not None and self.handover.to_id == self.case.door.account.pk


_enrolment = Reading(
    lambda person_id: (
        Enrolment.objects.current()
        .filter(person=person_id)
        .select_related("unit")
        .order_by("pk")[:1]
    ),
    person_id=uuid.UUID,
)


_asks = Reading(
    lambda case_id: (
        AskToJoin.objects.filter(case=case_id)
        .waiting()
        .select_related("account")
        .order_by("at", "id")
    ),
    case_id=uuid.UUID,
)


def overview(case: Case) -> Overview:
    """Read an opened case for its header and its panel of people: four queries."""
    now = timezone.now()
    seats = seats_of(case)
    standing = [seat for seat in seats if stands(seat, now)]
    coordinator = case.door.coordinator
    relations = relations_of(case.person)
    closure = standing_closure(case)
    # Only the last question can wait for its answer.
    handover = next(iter(case.door.handovers), None)
    answer = getattr(handover, "answer", None)
    working = {seat.account_id for seat in standing if works_at(seat)}
    return Overview(
        case=case,
        person=case.person,
        place=place(_enrolment.one(person_id=case.person_id)) if case.door.tells_where else "",
        coordinator=coordinator,
        coordinator_missing=(
            None if coordinator or closure else nobody_coordinates(len(working - {None}))
        ),
        handover=handover if answer is None else None,
        declined=answer if _is_no(handover, answer) else None,
        closure=closure,
        closure_words=str(CLOSURE_WORDS[Closure.Kind(closure.kind)]) if closure else "",
        participants=tuple(participants(case, standing, relations, covers(case))),
        former=tuple(participants(case, [one for one in seats if one not in standing], relations)),
        consents=tuple(_consents(case, standing)),
        exchanges=tuple(_exchanges(standing)) if not closure else (),
        asks=tuple(_asks_at(case)) if not closure else (),
        requests=tuple(requests_at(case)) if not closure else (),
    )


def _asks_at(case: Case) -> list[AskToJoin]:
    """Who asks to join, for those who let people in."""
    return list(_asks(case_id=case.pk)) if case.door.may(Right.ADMIT) else []


def _is_no(handover: Handover | None, answer: HandoverAnswer | None) -> bool:
    """Whether the one who was asked said no; being let go for another is no answer."""
    if handover is None or answer is None:
        return False
    return not answer.accepted and answer.by_id == handover.to_id


def works_at(seat: Seat) -> bool:
    """Whether somebody works with the child here; who comes in another's place is not one more."""
    return seat.role in AT_WORK and getattr(seat, "stand_in", None) is None


def stands(seat: Seat, now: datetime) -> bool:
    """The same as `Seats.standing()`, for a seat already read with its basis."""
    ended, _how = ending_of(seat)
    return seat.starts <= now and (ended is None or ended > now)


def _consents(case: Case, standing: list[Seat]) -> list[StandingConsent]:
    """One for each consent that someone's access rests on now, the first to end first."""
    resting: dict[uuid.UUID, list[Seat]] = {}
    for seat in standing:
        if getattr(seat.basis, "consent", None) is not None:
            resting.setdefault(seat.basis_id, []).append(seat)
    told = []
    for seats in resting.values():
        basis = seats[0].basis
        if basis.ends is None:
            continue
        told.append(
            StandingConsent(
                basis_id=basis.pk,
                receivers=listed(seat.account.name for seat in seats if seat.account),
                matter=area_titles({area for seat in seats for area in seat.areas}),
                purpose=basis.purpose,
                until=basis.ends,
                days=days_until(basis.ends),
                may_withdraw=case.door.may_withdraw(basis.consent),
            )
        )
    return sorted(told, key=lambda consent: consent.until)


def yeses_without_a_seat(case: Case) -> QuerySet[Consent]:
    """Consents that stand while nobody reads anything by them: told by mouth, or a seat ended."""
    reads = Seat.objects.standing().filter(case=case, basis=OuterRef("basis"))
    given = Consent.objects.filter(person=case.person_id, basis__in=Basis.objects.standing())
    return (
        given.filter(~Exists(reads))
        .select_related("basis", "given_by")
        .order_by("basis__ends", "pk")
    )


def _exchanges(standing: list[Seat]) -> list[StandingExchange]:
    """One for each exchange with somebody who goes when it ends."""
    resting: dict[uuid.UUID, list[Seat]] = {}
    for seat in last_on_exchange(standing):
        resting.setdefault(seat.basis_id, []).append(seat)
    return [
        StandingExchange(
            basis_id=basis_id,
            names=listed(seat.account.name for seat in seats if seat.account),
            until=seats[0].ends,
            days=days_until(seats[0].ends),
        )
        for basis_id, seats in resting.items()
        if seats[0].ends is not None
    ]
