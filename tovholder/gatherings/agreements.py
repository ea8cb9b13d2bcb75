"""A forum's agreement on its page, and on the day of those who lead: what stands, what stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from tovholder.catalogue import catalogue
from tovholder.meetings.agreement import Told, told, wordings_of
from tovholder.organisation.models import Account, Forum, Membership

from .book import FORUM_BOOK
from .hosting import members_of
from .models import Agreement, Approval, Meeting


@dataclass(frozen=True)
class Change:
    """A point that read otherwise before; one of the two is empty where it is new or gone."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Signed:
    """An agreement that came into force: its points, who signed it, and what it changed."""

    agreement: Agreement
    points: Sequence[Told]
    signers: Sequence[Approval]
    changes: Sequence[Change]


@dataclass(frozen=True)
class Agreements:
    """Everything a forum has agreed. `unsigned` sit there now without a name under what stands;
    `called` is the gathering at which it will be made or looked at again."""

    stands: Signed | None
    earlier: Sequence[Signed]
    unsigned: Sequence[Membership]
    called: Meeting | None


def agreements_of(forum: Forum) -> Agreements:
    """What stands, what stood before with the latest first, in a constant number of questions."""
    made = list(Agreement.objects.of(forum).in_force().select_related("meeting"))
    wordings = wordings_of(FORUM_BOOK, [one.pk for one in made])
    points = [told(one, wordings[one.pk]) for one in made]
    signers = _signers(made)
    signed = [
        Signed(one, here, signers[one.meeting_id, one.content], _changes(before, here))
        for one, here, before in zip(made, points, [*points, []][1:], strict=True)
    ]
    stands = signed[0] if signed else None
    return Agreements(
        stands=stands,
        earlier=signed[1:],
        unsigned=_without_a_name(forum, stands) if stands else [],
        called=_making().filter(forum=forum).upcoming().first(),
    )


def due_to(account: Account) -> list[Agreement]:
    """The agreements that are to be looked at again, in the forums this account leads: from their
    day on, until a gathering is called for it."""
    today = timezone.localdate()
    leads = Membership.objects.current().filter(
        account=account.pk, chair=True, forum=OuterRef("forum")
    )
    latest = Agreement.objects.filter(forum=OuterRef("forum")).in_force()
    called = _making().filter(forum=OuterRef("forum")).upcoming()
    due = Agreement.objects.visible_to(account).filter(
        Exists(leads), ~Exists(called), pk=Subquery(latest.values("pk")[:1]), evaluate_by__lte=today
    )
    return list(due.select_related("forum").order_by("evaluate_by", "pk"))


def makes_an_agreement() -> list[str]:
    """The methods, by reference, by which a forum makes its agreement."""
    return [name for name, method in catalogue().methods.items() if method.has("agreement")]


def _making() -> Any:
    return Meeting.objects.filter(method__in=makes_an_agreement())


def _signers(made: Iterable[Agreement]) -> defaultdict[tuple[UUID, str], list[Approval]]:
    """By meeting and by what was signed there those who did, in the order they did."""
    found: defaultdict[tuple[UUID, str], list[Approval]] = defaultdict(list)
    given = Approval.objects.filter(meeting__in=[one.meeting_id for one in made])
    for yes in given.select_related("voice").order_by("at", "pk"):
        found[yes.meeting_id, yes.content].append(yes)
    return found


def _changes(before: Sequence[Told], after: Sequence[Told]) -> list[Change]:
    """What reads otherwise than in the agreement before; nothing where there was none."""
    stood = {point.point: point for point in before}
    stands = {point.point: point for point in after}
    if not stood:
        return []
    return [
        Change(title=there.title, before=stood_text, after=stands_text)
        for point, there in (stood | stands).items()
        if (stood_text := stood[point].text if point in stood else "")
        != (stands_text := stands[point].text if point in stands else "")
    ]


def _without_a_name(forum: Forum, stands: Signed) -> list[Membership]:
    names = {yes.voice.account_id for yes in stands.signers}
    return [each for each in members_of(forum) if each.account_id not in names]
