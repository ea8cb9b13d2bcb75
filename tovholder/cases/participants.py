"""Who is with a person, who can see, and why: read for the page, told in words."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.utils.translation import gettext as _

from tovholder.audit.prepared import Reading
from tovholder.catalogue import catalogue
from tovholder.consent.models import Consent
from tovholder.organisation.models import Absence, Account, Forum
from tovholder.people.models import Person, Relation
from tovholder.people.wording import relation_word
from tovholder.ui.dates import day_text

from .access import Door
from .models import AT_WORK, FAMILY, Case, Seat
from .wording import area_titles, as_what, basis_title, in_sentence, last_day_of

OWN_WORK = frozenset({"authority-work", "no-authority-work"})
"""The kinds of basis whose seats whoever stands in reads wherever they work (migration 0022)."""


@dataclass(frozen=True)
class Reason:
    """One seat told: why someone can see, what, and until when."""

    seat_id: uuid.UUID
    basis_id: uuid.UUID
    title: str
    purpose: str
    areas: str
    until: datetime | None
    consent: Consent | None
    may_withdraw: bool
    ended: datetime | None = None
    ending: str = ""
    instead_of: str = ""
    may_send: bool = False
    cover: str = ""


@dataclass(frozen=True)
class Participant:
    """Someone with access: who, as what, and every reason they have.

    `profession` is one of the catalogue, `title` its word in a sentence and `place` where they
    work; all empty for the family.
    """

    name: str
    description: str
    profession: str
    title: str
    place: str
    account_id: int | None
    is_family: bool
    coordinates: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Ground:
    """One reason, and everyone who can see because of it."""

    reason: Reason
    holders: tuple[tuple[Participant, Reason], ...]


def grounds(told: Iterable[Participant]) -> list[Ground]:
    """The same people by why they can see, so that a consent for many is read once."""
    found: dict[tuple[uuid.UUID, str], list[tuple[Participant, Reason]]] = {}
    for participant in told:
        for reason in participant.reasons:
            found.setdefault((reason.basis_id, reason.areas), []).append((participant, reason))
    return [Ground(holders[0][1], tuple(holders)) for holders in found.values()]


_seats = Reading(
    lambda case_id: (
        Seat.objects.filter(case=case_id)
        .select_related(
            "account__professional__unit",
            "forum",
            "basis__consent__given_by",
            "basis__withdrawal",
            "end",
            "stand_in__instead_of__account",
        )
        .order_by("account__sort_key", "starts", "id")
    ),
    case_id=uuid.UUID,
)
_relations = Reading(
    lambda person_id: Relation.objects.filter(
        person=person_id, relative__account__isnull=False
    ).values_list("relative__account", "kind"),
    person_id=uuid.UUID,
)


def seats_of(case: Case) -> list[Seat]:
    """Every seat there ever was, with all that its telling needs, in one query.

    To the family nothing is told here that might warn somebody: an access on a sensitive basis.
    """
    seats: list[Seat] = _seats(case_id=case.pk)
    if not case.door.is_family:
        return seats
    sensitive = {rule.id for rule in catalogue().legal_bases.values() if rule.sensitive}
    return [seat for seat in seats if seat.basis.kind not in sensitive]


def relations_of(person: Person) -> dict[int, str]:
    """How each relative who can sign in is related, by account."""
    return {account: relation_word(kind) for account, kind in _relations(person_id=person.pk)}


_covered = Reading(
    lambda case_id: (
        Absence.objects.current()
        .filter(account__seats__case=case_id)
        .select_related("cover__professional")
        .distinct()
        .order_by("starts", "pk")
    ),
    case_id=uuid.UUID,
)


def covers(case: Case) -> dict[int, Absence]:
    """Who stands in now for those with a seat here."""
    return {one.account_id: one for one in _covered(case_id=case.pk)}


def participants(
    case: Case,
    seats: Iterable[Seat],
    relations: dict[int, str],
    covered: Mapping[int, Absence] = MappingProxyType({}),
) -> list[Participant]:
    """An opened case's seats gathered by holder: the family first, then everyone by name.

    `covered`: who stands in for whom, where that is told.
    """
    holders: dict[str, list[Seat]] = {}
    for seat in seats:
        holders.setdefault(f"{seat.account_id}:{seat.forum_id}", []).append(seat)
    told = [_told(case.door, held, relations, covered) for held in holders.values()]
    return sorted(told, key=lambda one: not one.is_family)


def _told(
    door: Door, held: list[Seat], relations: dict[int, str], covered: Mapping[int, Absence]
) -> Participant:
    seat = held[0]
    professional = getattr(seat.account, "professional", None) if seat.role not in FAMILY else None
    return Participant(
        name=seat.account.name if seat.account else _team(door, seat.forum),
        description=_description(door, seat, relations),
        profession=professional.profession if professional else "",
        title=in_sentence(professional.title) if professional else "",
        place=str(professional.unit) if professional and door.tells_where else "",
        account_id=seat.account_id,
        is_family=seat.role in FAMILY,
        coordinates=door.coordinator is not None and door.coordinator.pk == seat.account_id,
        reasons=tuple(_reason(door, one, covered) for one in held),
    )


def _team(door: Door, forum: Forum | None) -> str:
    """A team by name; by what kind of team it is, where its name would tell where the child is."""
    if forum is None:
        return ""
    return forum.name if door.tells_where else forum.title


def _description(door: Door, seat: Seat, relations: dict[int, str]) -> str:
    if seat.account is None:
        return _("a team; those who sit in it")
    if seat.role == Seat.Role.CHILD:
        return _("the child")
    if seat.role == Seat.Role.PARENT:
        return relations.get(seat.account.pk, _("parent"))
    professional = getattr(seat.account, "professional", None)
    return as_what(professional, where=door.tells_where) if professional else ""


def _reason(door: Door, seat: Seat, covered: Mapping[int, Absence]) -> Reason:
    ended, ending = ending_of(seat)
    consent = getattr(seat.basis, "consent", None)
    return Reason(
        seat_id=seat.pk,
        basis_id=seat.basis_id,
        title=basis_title(seat.basis.kind),
        purpose=seat.basis.purpose,
        areas=area_titles(seat.areas),
        until=seat.ends,
        consent=consent,
        may_withdraw=consent is not None and door.may_withdraw(consent),
        ended=ended,
        ending=ending,
        instead_of=_instead_of(seat),
        may_send=_may_send(door, seat),
        cover=_cover(seat, covered),
    )


def _cover(seat: Seat, covered: Mapping[int, Absence]) -> str:
    """Who stands in and until when; empty where the holder is here, or the seat is lent."""
    away = covered.get(seat.account_id or 0)
    if away is None or seat.role not in AT_WORK or getattr(seat, "stand_in", None) is not None:
        return ""
    if seat.basis.kind not in OWN_WORK and not _works_with(seat, away.cover):
        return ""
    words = {"name": away.cover.name, "day": day_text(last_day_of(away.ends))}
    return _("%(name)s stands in until and with %(day)s") % words


def _works_with(seat: Seat, cover: Account) -> bool:
    """Whether they have the same place of work: what a family has said yes to is read there alone
    (decision 32)."""
    at_work = getattr(cover, "professional", None), getattr(seat.account, "professional", None)
    theirs = {one.unit_id for one in at_work if one is not None}
    return len(theirs) == 1


def _may_send(door: Door, seat: Seat) -> bool:
    """Whether the reader may send somebody in their own place."""
    own = seat.account_id == door.account.pk and getattr(seat, "stand_in", None) is None
    return own and door.account.is_professional and seat.role in AT_WORK


def _instead_of(seat: Seat) -> str:
    """Whose place someone holds, and why; empty for everyone who holds their own."""
    stand_in = getattr(seat, "stand_in", None)
    return f"{stand_in.instead_of.account.name}: {stand_in.why}" if stand_in else ""


def ending_of(seat: Seat) -> tuple[datetime | None, str]:
    """When a seat stopped standing or will do so, and how, whichever came first."""
    end, withdrawal = getattr(seat, "end", None), getattr(seat.basis, "withdrawal", None)
    endings: list[tuple[datetime, str]] = []
    if end is not None:
        endings.append((end.at, end.reason or _("The access was ended.")))
    if withdrawal is not None:
        endings.append((withdrawal.at, _("The consent was withdrawn.")))
    if seat.ends is not None:
        endings.append((seat.ends, _("The time ran out.")))
    if (left := _left_on(seat)) is not None:
        endings.append((left, _("No longer works here.")))
    return min(endings) if endings else (None, "")


def _left_on(seat: Seat) -> datetime | None:
    """When the holder of a seat at work stopped, or will stop, working here."""
    if seat.role in FAMILY:
        return None
    professional = getattr(seat.account, "professional", None)
    return professional.works_to if professional else None
