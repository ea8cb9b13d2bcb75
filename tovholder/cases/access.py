"""The door: nobody reaches a case but through a standing seat (design, wall 1).

No seat: the case does not exist, told exactly as for one that never did. A seat without the
right: a refusal that names whom to ask. Every opened page is on record before a byte is sent.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.audit.context import remember_seats, remember_seen
from tovholder.audit.prepared import Reading
from tovholder.audit.trace import look
from tovholder.catalogue import catalogue
from tovholder.consent.models import Consent
from tovholder.consent.rules import domain_of, may_consent_for
from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.models import Account
from tovholder.ui.declare import declared

from .models import Case, Handover, Seat
from .rules import coordinator_among, handovers_of, refusal_when_closed
from .whereabouts import is_kept, remember, tells_where

View = Callable[..., HttpResponse]


class Right(Enum):
    """What a seat may let its holder do; which role has which stands in the catalogue."""

    VIEW = "VIEW"
    CONTRIBUTE = "CONTRIBUTE"
    PREPARE = "PREPARE"
    OBSERVE = "OBSERVE"
    COMMENT = "COMMENT"
    PLAN = "PLAN"
    MEET = "MEET"
    ADMIT = "ADMIT"
    HAND_OVER = "HAND_OVER"
    CLOSE = "CLOSE"


# A closed case is read, and it is closed or opened again; nothing new is written in it.
WHEN_CLOSED = frozenset({Right.VIEW, Right.CLOSE})
READING = ("GET", "HEAD")
# What answers something sent and shows a page: nothing was asked, or it was not in order, or it
# met another's words. Where something was done the answer leads on.
SHOWING = (200, 409, 422)


@dataclass(frozen=True)
class Door:
    """An opened door: through which seats, as what, to which areas, with which rights.

    `handovers` are the case's questions to coordinate, the newest first: the door asks them who
    coordinates, and the page does not ask again. `tells_where`: whether the reader may know where
    the child is; `reminds`: it is kept from somebody, and whoever writes here is to remember it.
    """

    account: Account
    seats: tuple[Seat, ...]
    roles: frozenset[str]
    areas: frozenset[str]
    coordinator: Account | None
    handovers: tuple[Handover, ...]
    tells_where: bool = False
    reminds: bool = False

    @cached_property
    def rights(self) -> dict[str, bool]:
        """Every right by name, true where held: `{% if case.door.rights.PLAN %}`."""
        held = rights_of(self.roles)
        if self.is_let_go and Seat.Role.PROFESSIONAL in self.roles:
            held |= {Right.HAND_OVER}
        return {right.name: right in held for right in Right}

    @property
    def is_let_go(self) -> bool:
        """Whether somebody held the rope once and nobody does: any professional asks the next."""
        return self.coordinator is None and any(
            getattr(one, "answer", None) is not None and one.answer.accepted
            for one in self.handovers
        )

    @property
    def is_family(self) -> bool:
        return bool(self.roles & {"parent", "child"})

    @property
    def emergency(self) -> Seat | None:
        """The seat for an emergency, where that is how the case was opened."""
        return next((one for one in self.seats if one.role == Seat.Role.EMERGENCY), None)

    def may(self, right: Right) -> bool:
        return self.rights[right.name]

    def may_withdraw(self, consent: Consent) -> bool:
        """Whoever gave a consent takes it back; those who record consents do it on their word."""
        return self.may(Right.ADMIT) or consent.is_from(self.account) or self._decides(consent)

    def _decides(self, consent: Consent) -> bool:
        """Whether it is about the reader, who has become old enough to decide it alone."""
        if "child" not in self.roles or consent.person.account_id != self.account.pk:
            return False
        receivers = Account.objects.filter(seats__basis=consent.basis_id)
        domain = domain_of(list(receivers.select_related("professional")))
        kind = consent.basis.kind
        return may_consent_for(consent.person, domain=domain, kind=kind) == [consent.person]


def rights_of(roles: Iterable[str]) -> frozenset[Right]:
    """The rights the catalogue gives to any of these roles."""
    known = catalogue().roles
    return frozenset(
        Right(right) for role in roles if role in known for right in known[role].rights
    )


def open_case(
    request: HttpRequest,
    case_id: uuid.UUID,
    right: Right,
    *,
    areas: Iterable[str] = ("overview",),
    also: Iterable[str] = (),
    record: bool = True,
    even_closed: bool = False,
) -> Case:
    """Open a case for the signed-in account, or refuse.

    Raises Http404 without a standing seat and PermissionDenied, in words, without the right or
    the areas. `also` names areas the page shows where the seats cover them. Writes one look
    unless `record` is false (fragments of a page already on record). `even_closed` for what is
    done in a closed case too.
    """
    account = account_of(request)
    wanted = frozenset(areas)
    page = page_of(request)
    seats = _standing_seats(account=account.pk, case_id=case_id)
    if not seats:
        look(by=account, page=page, case_ids=[case_id], right=right.name, refused=True)
        raise Http404
    case: Case = seats[0].case
    case.door = _door(account, case, seats)
    if not case.door.may(right) or not wanted <= case.door.areas:
        look(by=account, page=page, case_ids=[case_id], right=right.name, refused=True)
        raise PermissionDenied(whom_to_ask(case))
    goes_on = even_closed or right in WHEN_CLOSED
    if not goes_on and (closed := refusal_when_closed(case)):
        raise PermissionDenied(closed)
    remember_seats(case_id, (seat.pk for seat in seats))
    shown = wanted | (case.door.areas & frozenset(also))
    remember_seen([case_id], shown)
    if record:
        look_at(request, case, right, shown)
    # The frame of the page above draws the case's tabs from what this door has opened.
    request.opened_case = case  # type: ignore[attr-defined] # kept with the request
    return case


def look_at(request: HttpRequest, case: Case, right: Right, areas: Iterable[str]) -> None:
    """Write that the page of this request shows these areas of an opened case."""
    look(
        by=case.door.account,
        page=page_of(request),
        case_ids=[case.pk],
        areas=areas,
        right=right.name,
        seat_ids=[seat.pk for seat in case.door.seats],
    )


def page_of(request: HttpRequest) -> str:
    """The page a look names."""
    return request.resolver_match.view_name if request.resolver_match else request.path


def shows_again(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether something sent was answered with the page: then it is a look."""
    sent = request.method not in READING
    return sent and response.status_code in SHOWING and bool(response.content)


def still_open(account: Account, case_id: uuid.UUID, right: Right, areas: Iterable[str]) -> bool:
    """Whether a page once opened by this right would show these areas again; nothing is shown.

    That the case was closed since takes nothing away from what its reader may see.
    """
    seats = _standing_seats(account=account.pk, case_id=case_id)
    if not seats:
        return False
    door = _door(account, seats[0].case, seats)
    return door.may(right) and door.areas.issuperset(areas)


def case_view(
    right: Right,
    *,
    areas: Iterable[str] = ("overview",),
    also: Iterable[str] = (),
    even_closed: bool = False,
) -> Callable[[View], View]:
    """Give the view an opened case in place of an id.

    A POST needs no look where something was done, since that is traced; where nothing was, the
    page it answers with is a look.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(
            request: HttpRequest, case_id: uuid.UUID, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            # A part of a page is a look too: the browser could ask for any part by itself.
            case = open_case(
                request, case_id, right, areas=areas, also=also, even_closed=even_closed,
                record=request.method in READING,
            )  # fmt: skip
            response = view(request, case, *args, **kwargs)
            if shows_again(request, response):
                look_at(request, case, right, {*areas, *case.door.areas.intersection(also)})
            return response

        return declared(signed_in(opened), f"case:{right.name}:{','.join(sorted(areas))}")

    return decorate


# Where the child is, asked with the seats (whereabouts.py).
TOLD = RawSQL(
    "cases_seat.case_id = ANY ((SELECT my_cases('whereabouts'))::uuid[])",
    [],
    output_field=BooleanField(),
)
KEPT = RawSQL(
    "cases_seat.person_id = ANY ((SELECT mine('kept'))::uuid[])", [], output_field=BooleanField()
)
# Every page of a case begins here: compiled once (audit/prepared.py).
_standing_seats = Reading(
    lambda account, case_id: (
        Seat.objects.standing()
        .held_by(account)
        .filter(case=case_id)
        .select_related("case", "case__person")
        .annotate(told=TOLD, kept=KEPT)
    ),
    account=int,
    case_id=uuid.UUID,
)


def _door(account: Account, case: Case, seats: list[Seat]) -> Door:
    remember(case.pk, told=seats[0].told, kept=seats[0].kept)  # type: ignore[attr-defined] # annotated
    handovers = handovers_of(case)
    coordinator = coordinator_among(handovers)
    roles = {seat.role for seat in seats}
    # Whoever stands in for the coordinator sees through the coordinator's seat, and does too.
    if coordinator is not None and coordinator.pk in {account.pk, *(s.account_id for s in seats)}:
        roles.add("coordinator")
    return Door(
        account=account,
        seats=tuple(seats),
        roles=frozenset(roles),
        areas=frozenset(area for seat in seats for area in seat.areas),
        coordinator=coordinator,
        handovers=tuple(handovers),
        tells_where=tells_where(case.pk),
        reminds=is_kept(case),
    )


def whom_to_ask(case: Case) -> str:
    """A refusal that says where to turn: an opened case's coordinator, where it has one."""
    coordinator = case.door.coordinator
    if coordinator is None:
        return _("Your access does not cover this. Ask the one who gave you access.")
    return _("Your access does not cover this. Ask %(name)s, who coordinates the case.") % {
        "name": coordinator.name
    }
