"""My cases as calm rows: membership first, then one page of cases, then what each needs.

The ids of one's own cases come first and by themselves, so that the page costs what one's own
cases cost and not what everybody's do. The number of queries is the same for any number of rows.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.prepared import Among
from tovholder.organisation.models import Absence, Account
from tovholder.organisation.names import sort_key
from tovholder.people.models import Enrolment

from .holding import Held
from .models import Case, Closure, Handover, Seat
from .rules import nobody_coordinates
from .whereabouts import tells_where
from .wording import days_until, expiry_sentence, listed, place

SIZE = 25
SOON = 30  # days before its end that a consent is spoken of


@dataclass
class Around:
    """What is known about one case from the rows around it."""

    coordinator: Account | None = None
    asked: Handover | None = None
    place: str = ""
    workers: set[int] = field(default_factory=set)
    until: dict[int, datetime | None] = field(default_factory=dict)

    def add(self, seat: Seat) -> None:
        """Take a standing seat in: who works here, and how long each can see at most."""
        if seat.account_id is None:
            return
        if seat.role in ("professional", "authority"):
            self.workers.add(seat.account_id)
        ends, longest = seat.ends, self.until.get(seat.account_id, seat.ends)
        self.until[seat.account_id] = (
            None if longest is None or ends is None else max(longest, ends)
        )

    @property
    def first_end(self) -> datetime | None:
        """When the first of them stops seeing, as long as nothing is renewed."""
        return min((end for end in self.until.values() if end), default=None)


@dataclass(frozen=True)
class Row:
    """One case in the list: who, where, who coordinates or works alone, what is next."""

    case: Case
    age: int | None
    place: str
    coordinator: str
    coordinator_missing: str
    alone: bool
    next_step: str
    asks_me: Handover | None
    stands_in_for: str


@dataclass(frozen=True)
class Listing:
    """One page of rows, and the key the next page starts after."""

    rows: Sequence[Row]
    after: uuid.UUID | None

    @property
    def case_ids(self) -> list[uuid.UUID]:
        return [row.case.pk for row in self.rows]


@dataclass(frozen=True)
class Own:
    """The cases whose front somebody's seats show, open and closed ones."""

    open: frozenset[uuid.UUID]
    closed: frozenset[uuid.UUID]


def own_cases(held: Held) -> Own:
    """Which of these seats' cases are open: one query, and a closed one is asked for no more."""
    mine = frozenset(held.cases("overview"))
    closures = Closure.objects.at(mine).standing()
    closed = frozenset(closures.values_list("case", flat=True))
    return Own(mine - closed, closed)


def listing(
    account: Account,
    own: Own,
    *,
    closed: bool = False,
    words: str = "",
    after: uuid.UUID | None = None,
    size: int = SIZE,
) -> Listing:
    """One page of the account's cases by the person's name, from the case after `after`."""
    mine = own.closed if closed else own.open
    if not mine:
        return Listing(rows=[], after=None)
    cases = Case.objects.filter(Among("id", mine)).select_related("person")
    start = None
    if after is not None and (after in own.open or after in own.closed):
        start = Case.objects.select_related("person").get(pk=after)
    for word in words.split():
        cases = cases.filter(person__sort_key__contains=sort_key(word))
    if start is not None:
        key = start.person.sort_key
        cases = cases.filter(Q(person__sort_key__gt=key) | Q(person__sort_key=key, pk__gt=start.pk))
    found = list(cases.order_by("person__sort_key", "pk")[: size + 1])
    shown = found[:size]
    around, away = _around(shown), _away(account) if shown else {}
    return Listing(
        rows=[_row(case, around[case.pk], account, away, closed=closed) for case in shown],
        after=shown[-1].pk if len(found) > size else None,
    )


def _around(cases: Sequence[Case]) -> dict[uuid.UUID, Around]:
    """Seats, questions and schools of all these cases, one query each."""
    around = {case.pk: Around() for case in cases}
    if not around:
        return around
    persons = {case.person_id: around[case.pk] for case in cases}
    own = Seat.objects.standing().around_the_child()
    own = own.filter(stand_in=None)  # who comes in another's place is no more
    for seat in own.filter(Among("case_id", around)):
        around[seat.case_id].add(seat)
    asked = Handover.objects.filter(Among("case_id", around)).select_related("to", "answer")
    for handover in asked.order_by("answer__at"):
        known, answer = around[handover.case_id], getattr(handover, "answer", None)
        if answer is None:
            known.asked = handover
        elif answer.accepted:
            holds = handover.to_id in known.until and handover.to.is_active
            known.coordinator = handover.to if holds else None
    places = Enrolment.objects.current().filter(Among("person_id", persons)).select_related("unit")
    told = {case.person_id for case in cases if tells_where(case.pk)}
    for enrolment in places:
        if enrolment.person_id in told:
            persons[enrolment.person_id].place = place(enrolment)
    return around


def _away(account: Account) -> dict[int, str]:
    """For whom somebody stands in now: keys of accounts, and their names."""
    covers = Absence.objects.current().filter(cover=account)
    return dict(covers.order_by("account__sort_key").values_list("account", "account__name"))


def _row(case: Case, known: Around, account: Account, away: dict[int, str], *, closed: bool) -> Row:
    asks_me = known.asked if known.asked and known.asked.to_id == account.pk else None
    missing = None if closed or known.coordinator else nobody_coordinates(len(known.workers))
    return Row(
        case=case,
        age=case.person.age_on(timezone.localdate()),
        place=known.place,
        coordinator=known.coordinator.name if known.coordinator else "",
        coordinator_missing=missing or "",
        alone=not closed and known.coordinator is None and known.workers == {account.pk},
        next_step="" if closed or asks_me else _next_step(known),
        asks_me=asks_me,
        stands_in_for=""
        if account.pk in known.until
        else listed(name for key, name in away.items() if key in known.workers),
    )


def _next_step(known: Around) -> str:
    """The one thing the row speaks of: a question that waits, then what runs out."""
    if known.asked is not None:
        return _("%(name)s is asked to coordinate.") % {"name": known.asked.to.name}
    if known.first_end is not None:
        days = days_until(known.first_end)
        if days <= SOON:
            return _("Someone’s access %(expires)s.") % {"expires": expiry_sentence(days)}
    return ""
