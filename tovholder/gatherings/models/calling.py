"""The forum's gatherings, and those who sit at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tovholder.meetings.table import (
    AnyCallingOff,
    AnyInvitation,
    AnyMeeting,
    AnyMeetingEnd,
    AnyReply,
    AnyReplyWords,
    AnyRescheduling,
    AnySpared,
    Says,
)
from tovholder.meetings.table import Invitations as AnyInvitations
from tovholder.meetings.table import Meetings as AnyMeetings
from tovholder.meetings.table import Replies as AnyReplies
from tovholder.meetings.table.sides import Side
from tovholder.organisation.models import Account

from .rows import ForumRow, ForumRows, nobodys_number

if TYPE_CHECKING:
    from tovholder.meetings.actions.calling import Chair
    from tovholder.meetings.book import Book

    from ..access import ForumDoor


class Gatherings(AnyMeetings, ForumRows):  # type: ignore[override] # a manager of each
    """How one speaks of gatherings."""

    def in_teams(self) -> Self:
        """Those for which people gather."""
        return self.filter(forum__part_of__isnull=True)

    def questions(self) -> Self:
        """Questions put to a panel: nobody gathers, and each has a page of its own (S-45)."""
        return self.filter(forum__part_of__isnull=False)


class Meeting(AnyMeeting, ForumRow):
    """Members of a forum gathered about themselves and their work: a gathering.

    `host` leads this one; the next is the next member's.
    """

    case_id = None

    place = models.CharField(max_length=200, blank=True)
    host = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    opened: ForumDoor  # set by the door

    objects = Gatherings.as_manager()  # type: ignore[assignment] # a forum's rows, and more

    class Meta(AnyMeeting.Meta):
        abstract = False
        indexes = [models.Index(fields=["forum", "starts_at"])]
        constraints = [*AnyMeeting.Meta.constraints, nobodys_number("purpose", "meeting")]

    @property
    def book(self) -> Book:
        from ..book import FORUM_BOOK  # the book knows the verbs, which know these nouns

        return FORUM_BOOK

    @property
    def owner(self) -> dict[str, UUID]:
        return {"forum_id": self.forum_id}

    @property
    def door(self) -> ForumDoor:
        """The door it was opened through: a place in its forum."""
        return self.opened

    @property
    def home(self) -> str:
        return reverse("gatherings:forum", args=[self.forum_id])

    def seating(self, chair: Chair) -> dict[str, Any]:  # noqa: ARG002 nothing more is noted here
        return {}


class MeetingEnd(AnyMeetingEnd, ForumRow):
    objects = ForumRows.as_manager()


class Chairs(AnyInvitations, ForumRows):  # type: ignore[override] # a manager of each
    """How one speaks of those who sit at a gathering."""


class Invitation(AnyInvitation, ForumRow):
    """A colleague's chair. Nobody else has one: there is no family here, and no child."""

    relation = ""
    trusted = False

    objects = Chairs.as_manager()  # type: ignore[assignment] # a forum's rows, and more

    class Meta(AnyInvitation.Meta):
        abstract = False
        constraints = [
            *AnyInvitation.Meta.constraints,
            models.CheckConstraint(
                condition=Q(side=Side.PROFESSIONAL, account__isnull=False),
                name="gatherings_colleagues_alone",
            ),
        ]


class Spared(AnySpared, ForumRow):
    objects = ForumRows.as_manager()


class Replies(AnyReplies, ForumRows):  # type: ignore[override] # a manager of each
    """How one speaks of colleagues' answers."""


class Reply(AnyReply, ForumRow):
    """A colleague comes, sends another, or asks for another time; nobody simply stays away."""

    objects = Replies.as_manager()  # type: ignore[assignment] # a forum's rows, and more

    class Meta(AnyReply.Meta):
        abstract = False
        constraints = [
            *AnyReply.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(says=Says.CANNOT), name="gatherings_a_colleague_sends_somebody"
            ),
        ]


class ReplyWords(AnyReplyWords, ForumRow):
    objects = ForumRows.as_manager()

    class Meta(AnyReplyWords.Meta):
        abstract = False
        constraints = [*AnyReplyWords.Meta.constraints, nobodys_number("text", "replywords")]


class Rescheduling(AnyRescheduling, ForumRow):
    was_place = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)

    objects = ForumRows.as_manager()

    class Meta(AnyRescheduling.Meta):
        abstract = False
        constraints = [*AnyRescheduling.Meta.constraints, nobodys_number("because", "rescheduling")]


class CallingOff(AnyCallingOff, ForumRow):
    objects = ForumRows.as_manager()

    class Meta(AnyCallingOff.Meta):
        abstract = False
        constraints = [*AnyCallingOff.Meta.constraints, nobodys_number("because", "callingoff")]
