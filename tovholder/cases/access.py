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
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.audit.context import remember_seats, remember_seen
from tovholder.audit.prepared import Reading
from tovholder.audit.trace import look
from tovholder.catalogue import catalogue
from tovholder.consent.models import Consent
from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.models import Account
from tovholder.ui.declare import declared

from .models import Case, Handover, Seat
from .rules import coordinator_among, handovers_of, refusal_when_closed

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


@dataclass(frozen=True)
class Door:
    """An opened door: through which seats, as what, to which areas, with which rights.

    `handovers` are the case's questions to coordinate, the newest first: the door asks them who
    coordinates, and the page does not ask again.
    """

    account: Account
    seats: tuple[Seat, ...]
    roles: frozenset[str]
    areas: frozenset[str]
    coordinator: Account | None
    handovers: tuple[Handover, ...]

    @cached_property
    def rights(self) -> dict[str, bool]:
        """Every right by name, true where held: `{% if case.door.rights.PLAN %}`."""
        held = rights_of(self.roles)
        return {right.name: right in held for right in Right}

    @property
    def is_family(self) -> bool:
        return bool(self.roles & {"parent", "child"})

    def may(self, right: Right) -> bool:
        return self.rights[right.name]

    def may_withdraw(self, consent: Consent) -> bool:
        """Whoever gave a consent takes it back; those who record consents do it on their word."""
        return self.may(Right.ADMIT) or consent.given_by.account_id == self.account.pk


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
) -> Case:
    """Open a case for the signed-in account, or refuse.

    Raises Http404 without a standing seat and PermissionDenied, in words, without the right or
    the areas. `also` names areas the page shows where the seats cover them. Writes one look
    unless `record` is false (fragments of a page already on record).
    """
    account = account_of(request)
    wanted = frozenset(areas)
    page = request.resolver_match.view_name if request.resolver_match else request.path
    seats = _standing_seats(account=account.pk, case_id=case_id)
    if not seats:
        look(by=account, page=page, case_ids=[case_id], right=right.name, refused=True)
        raise Http404
    case: Case = seats[0].case
    case.door = _door(account, case, seats)
    if not case.door.may(right) or not wanted <= case.door.areas:
        look(by=account, page=page, case_ids=[case_id], right=right.name, refused=True)
        raise PermissionDenied(whom_to_ask(case))
    if right not in WHEN_CLOSED and (closed := refusal_when_closed(case)):
        raise PermissionDenied(closed)
    remember_seats(case_id, (seat.pk for seat in seats))
    shown = wanted | (case.door.areas & frozenset(also))
    remember_seen([case_id], shown)
    if record:
        look(
            by=account,
            page=page,
            case_ids=[case_id],
            areas=shown,
            right=right.name,
            seat_ids=[seat.pk for seat in seats],
        )
    # The frame of the page above draws the case's tabs from what this door has opened.
    request.opened_case = case  # type: ignore[attr-defined] # kept with the request
    return case


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
    right: Right, *, areas: Iterable[str] = ("overview",), also: Iterable[str] = ()
) -> Callable[[View], View]:
    """Give the view an opened case in place of an id; a POST needs no look, its deed is traced."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(
            request: HttpRequest, case_id: uuid.UUID, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            # A part of a page is a look too: the browser could ask for any part by itself.
            reading = request.method in ("GET", "HEAD")
            case = open_case(request, case_id, right, areas=areas, also=also, record=reading)
            return view(request, case, *args, **kwargs)

        return declared(signed_in(opened), f"case:{right.name}:{','.join(sorted(areas))}")

    return decorate


# Every page of a case begins here: compiled once (audit/prepared.py).
_standing_seats = Reading(
    lambda account, case_id: (
        Seat.objects.standing()
        .held_by(account)
        .filter(case=case_id)
        .select_related("case", "case__person")
    ),
    account=int,
    case_id=uuid.UUID,
)


def _door(account: Account, case: Case, seats: list[Seat]) -> Door:
    handovers = handovers_of(case)
    coordinator = coordinator_among(handovers)
    roles = {seat.role for seat in seats}
    if coordinator == account:
        roles.add("coordinator")
    return Door(
        account=account,
        seats=tuple(seats),
        roles=frozenset(roles),
        areas=frozenset(area for seat in seats for area in seat.areas),
        coordinator=coordinator,
        handovers=tuple(handovers),
    )


def whom_to_ask(case: Case) -> str:
    """A refusal that says where to turn: an opened case's coordinator, where it has one."""
    coordinator = case.door.coordinator
    if coordinator is None:
        return _("Your access does not cover this. Ask the one who gave you access.")
    return _("Your access does not cover this. Ask %(name)s, who coordinates the case.") % {
        "name": coordinator.name
    }
