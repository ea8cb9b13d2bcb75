"""Who has answered an invitation, and what somebody can answer (S-55).

The family may always say no. A professional comes, or a colleague comes instead; where nobody can,
because the family trusts the person, the time is what is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.audit.prepared import Among, Reading
from tovholder.organisation.models import Account

from .models import Side
from .rules import obstacle_to_changing
from .table import AnyInvitation, AnyMeeting, AnyReply, Says

if TYPE_CHECKING:
    from .book import Book


@dataclass(frozen=True)
class Answers:
    """What those who were asked have answered, for the time that holds now.

    `asked` are all who can answer: they have a sign-in, and did not set the time themselves.
    """

    asked: Sequence[AnyInvitation]
    given: Mapping[UUID, str]

    @property
    def unsuited(self) -> list[AnyInvitation]:
        """Those whom the time does not suit; the one the family trusts first."""
        said = [one for one in self.asked if self.given.get(one.pk, Says.COMES) != Says.COMES]
        return sorted(said, key=lambda chair: not chair.trusted)

    def __str__(self) -> str:
        """How many have answered, in words; nothing where nobody was asked."""
        if not self.asked:
            return ""
        words = ngettext(
            "%(answered)d of %(asked)d has answered.",
            "%(answered)d of %(asked)d have answered.",
            len(self.asked),
        )
        answered = sum(chair.pk in self.given for chair in self.asked)
        return words % {"answered": answered, "asked": len(self.asked)}

    def sentence_of(self, chair: AnyInvitation) -> str:
        """That the time does not suit somebody: no reproach, and no reason."""
        names = {"name": chair.name}
        if chair.trusted:
            return _("%(name)s, whom the family trusts, cannot come at this time.") % names
        if self.given[chair.pk] == Says.CANNOT:
            return _("%(name)s cannot come.") % names
        return _("%(name)s asks for another time.") % names


def obstacle_to_replying(meeting: AnyMeeting) -> str | None:
    """Why nobody answers an invitation any more."""
    if obstacle := obstacle_to_changing(meeting):
        return obstacle
    return _("The meeting has begun.") if meeting.has_begun else None


def own_chair(meeting: AnyMeeting, account: Account) -> AnyInvitation | None:
    """The chair somebody has at a meeting."""
    mine = meeting.book.Invitation.objects.standing().filter(meeting=meeting, account=account.pk)
    chair: AnyInvitation | None = mine.select_related("meeting").first()
    return chair


def open_to(meeting: AnyMeeting, chair: AnyInvitation) -> tuple[Says, ...]:
    """What this one can answer."""
    if chair.side != Side.PROFESSIONAL:
        return Says.COMES, Says.ANOTHER_TIME, Says.CANNOT
    if meeting.book.may_send(meeting, chair.account):
        return (Says.COMES,)
    return Says.COMES, Says.ANOTHER_TIME


def answers_to(meeting: AnyMeeting, chairs: Sequence[AnyInvitation]) -> Answers:
    """The answers to one meeting, whose chairs have been read: each is given its `reply`."""
    replies = meeting.book.Reply.objects.standing().filter(invitation__meeting=meeting)
    replies = replies.select_related("said_with")
    last = {reply.invitation_id: reply for reply in replies}
    for chair in chairs:
        chair.reply = last.get(chair.pk)
    asked = [one for one in chairs if one.account_id not in (None, meeting.called_by_id)]
    return Answers(asked, {key: reply.says for key, reply in last.items()})


def answers_at(meetings: Sequence[AnyMeeting]) -> dict[Any, Answers]:
    """The answers to many meetings of one book, by the meeting's key, in one question."""
    if not meetings:
        return {}
    asked: dict[Any, list[AnyInvitation]] = {meeting.pk: [] for meeting in meetings}
    given: dict[UUID, str] = {}
    for chair in _chairs_asked(meetings[0].book)(meetings=list(asked)):
        asked[chair.meeting_id].append(chair)
        if chair.says:
            given[chair.pk] = chair.says
    return {key: Answers(chairs, given) for key, chairs in asked.items()}


@cache
def _chairs_asked(book: Book) -> Reading:
    """Those who can answer at some meetings, each with their last answer (`says`)."""

    def chairs(meetings: list[UUID]) -> QuerySet[AnyInvitation]:
        said = book.Reply.objects.standing().filter(invitation=OuterRef("pk")).reverse()
        asked = book.Invitation.objects.standing().filter(
            Among("meeting", meetings), account__isnull=False
        )
        asked = asked.exclude(account=F("meeting__called_by")).in_order()
        answered: QuerySet[AnyInvitation] = asked.annotate(says=Subquery(said.values("says")[:1]))
        return answered

    return Reading(chairs, meetings=list)


def told_back(reply: AnyReply) -> str:
    """What is said to whoever answered: thanks, and what happens now."""
    if reply.says == Says.COMES:
        return _("Thank you. It is good that you come.")
    name = {"name": reply.invitation.meeting.called_by.name}
    if reply.says == Says.ANOTHER_TIME:
        return _("Thank you for saying so. %(name)s looks for another time.") % name
    return _("Thank you for saying so. %(name)s knows now, and you need not say why.") % name
