"""A forum's agreement on its page and on people's day: what stands, what stood, who has signed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from tovholder.catalogue import catalogue
from tovholder.meetings.agreement import Told, told, wordings_of
from tovholder.organisation.models import Account, Forum, Membership

from .book import FORUM_BOOK
from .hosting import members_of
from .models import Agreement, Approval, Meeting, Signature
from .signatures import to_sign_by


@dataclass(frozen=True)
class Change:
    """A point that read otherwise before; one of the two is empty where it is new or gone."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Name:
    """A name under an agreement: `since` where it was not set at the meeting that made it."""

    name: str
    at: datetime
    account_id: int | None
    since: bool


@dataclass(frozen=True)
class Signed:
    """An agreement that came into force: its points, who signed it, and what it changed."""

    agreement: Agreement
    points: Sequence[Told]
    signers: Sequence[Name]
    changes: Sequence[Change]


@dataclass(frozen=True)
class Agreements:
    """Everything a forum has agreed. `unsigned` sit there now without a name under what stands;
    `called` is the gathering at which it will be made or looked at again."""

    stands: Signed | None
    earlier: Sequence[Signed]
    unsigned: Sequence[Membership]
    called: Meeting | None

    def waits_for(self, account: Account) -> bool:
        """Whether what stands waits for this account's name."""
        return any(each.account_id == account.pk for each in self.unsigned)


@dataclass(frozen=True)
class Beginning:
    """What a team reads where its sitting begins: what stands, the points that are read aloud, when
    it is looked at again, and where whoever leads calls for that; `waits`: for the reader's name.
    """

    agreement: Agreement
    aloud: Sequence[Told]
    called: Meeting | None
    call_url: str
    waits: bool


def agreements_of(forum: Forum) -> Agreements:
    """What stands, what stood before with the latest first, in a constant number of questions."""
    made = list(Agreement.objects.of(forum).in_force().select_related("meeting"))
    wordings = wordings_of(FORUM_BOOK, [one.pk for one in made])
    points = [told(one, wordings[one.pk]) for one in made]
    signers = _signers(made)
    signed = [
        Signed(one, here, signers[one.pk], _changes(before, here))
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
    called = _making().filter(forum=OuterRef("forum")).upcoming()
    due = Agreement.objects.visible_to(account).standing()
    due = due.filter(Exists(leads), ~Exists(called), evaluate_by__lte=today)
    return list(due.select_related("forum").order_by("evaluate_by", "pk"))


def at_the_beginning(memberships: Sequence[Membership]) -> list[Beginning]:
    """The agreements of the teams one sits in, for a sitting that has no board: triage (S-19)."""
    leads = {place.forum_id for place in memberships if place.chair}
    sits = [place.forum_id for place in memberships]
    stands = Agreement.objects.filter(forum__in=sits).standing()
    found = list(stands.select_related("meeting", "forum").order_by("forum__name", "pk"))
    if not found:
        return []
    wordings = wordings_of(FORUM_BOOK, [one.pk for one in found])
    called: dict[UUID, Meeting] = {}
    for meeting in _making().filter(forum__in=[one.forum_id for one in found]).upcoming():
        called.setdefault(meeting.forum_id, meeting)
    mine = {one.pk for one in to_sign_by(memberships[0].account)}
    return [
        Beginning(
            agreement=one,
            aloud=told(one, wordings[one.pk], aloud=True),
            called=called.get(one.forum_id),
            call_url=_call_url(one) if one.forum_id in leads else "",
            waits=one.pk in mine,
        )
        for one in found
    ]


def _call_url(agreement: Agreement) -> str:
    address = reverse("gatherings:call", args=[agreement.forum_id])
    return f"{address}?method={agreement.meeting.method}"


def makes_an_agreement() -> list[str]:
    """The methods, by reference, by which a forum makes its agreement."""
    return [name for name, method in catalogue().methods.items() if method.has("agreement")]


def _making() -> Any:
    return Meeting.objects.filter(method__in=makes_an_agreement())


def _signers(made: Sequence[Agreement]) -> defaultdict[UUID, list[Name]]:
    """By agreement the names under it: those at the meeting first, then those who signed since."""
    found: defaultdict[UUID, list[Name]] = defaultdict(list)
    of = {(one.meeting_id, one.content): one.pk for one in made}
    given = Approval.objects.filter(meeting__in=[one.meeting_id for one in made])
    for yes in given.select_related("voice").order_by("at", "pk"):
        if key := of.get((yes.meeting_id, yes.content)):
            found[key].append(Name(yes.voice.name, yes.at, yes.voice.account_id, since=False))
    since = Signature.objects.filter(agreement__in=made).select_related("by")
    for name in since.order_by("at", "pk"):
        found[name.agreement_id].append(Name(name.by.name, name.at, name.by_id, since=True))
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
    """Members to stay: a guest or a substitute, whose place has an end, is not asked."""
    names = {yes.account_id for yes in stands.signers}
    return [
        each for each in members_of(forum) if each.ends is None and each.account_id not in names
    ]
