"""The door to a gathering: a place in its forum, and nothing else.

A leader of those who sit there, or an administrator, has no place by rank (S-67).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.audit.trace import look
from tovholder.cases.access import READING, Right, page_of, shows_again
from tovholder.meetings.access import AROUND, Decorate, board_view
from tovholder.meetings.table import AnyMeeting
from tovholder.organisation.access import View, account_of, signed_in
from tovholder.organisation.models import Account, Membership
from tovholder.ui.declare import declared

from .models import Meeting

GUEST = frozenset({Right.VIEW, Right.CONTRIBUTE, Right.PREPARE})
MEMBER = GUEST | {Right.OBSERVE}
LEADER = MEMBER | {Right.MEET}


@dataclass(frozen=True)
class ForumDoor:
    """An opened door: whose, by which place in the forum, and whether they host this time."""

    account: Account
    membership: Membership
    is_host: bool = False
    is_family = False

    @cached_property
    def rights(self) -> dict[str, bool]:
        """Every right by name, true where held."""
        return {right.name: right in self._held for right in Right}

    @property
    def _held(self) -> frozenset[Right]:
        if self.membership.chair or self.is_host:
            return LEADER
        return MEMBER if self.membership.ends is None else GUEST

    def may(self, right: Right) -> bool:
        return self.rights[right.name]


def open_gathering(
    request: HttpRequest, meeting_id: uuid.UUID, right: Right, *, record: bool
) -> Meeting:
    """Open a gathering for the signed-in account.

    Raises Http404 where they do not sit in its forum, exactly as for one that never was, and
    PermissionDenied, in words, without the right.
    """
    account = account_of(request)
    found = Meeting.objects.visible_to(account).in_teams().filter(pk=meeting_id)
    meeting: Meeting | None = found.select_related("forum", *AROUND).first()
    membership = place_of(account, meeting.forum_id) if meeting else None
    if meeting is None or membership is None:
        look(by=account, page=page_of(request), right=right.name, refused=True)
        raise Http404
    meeting.opened = ForumDoor(account, membership, is_host=meeting.host_id == account.pk)
    if not meeting.door.may(right):
        look(by=account, page=page_of(request), right=right.name, refused=True)
        raise PermissionDenied(_("This is for those who lead the team, and for this time's host."))
    if record:
        look(by=account, page=page_of(request), right=right.name)
    return meeting


def place_of(account: Account, forum_id: uuid.UUID) -> Membership | None:
    """The account's place in a forum now; one that leads before one that does not."""
    mine = Membership.objects.current().filter(account=account.pk, forum=forum_id)
    return mine.select_related("forum__unit").order_by("-chair", "pk").first()


def gathering_view(right: Right) -> Decorate:
    """Give the view an opened gathering in place of an id."""
    return board_view(
        open_gathering,
        right,
        f"gathering:{right.name}",
        looked=look_at_gathering,
        key="gathering_id",
    )


def look_at_gathering(request: HttpRequest, meeting: AnyMeeting, right: Right) -> None:
    """Write that the page of this request shows an opened gathering."""
    look(by=meeting.door.account, page=page_of(request), right=right.name)


def forum_view(right: Right) -> Decorate:
    """Give the view its reader's door to a forum in place of an id."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(
            request: HttpRequest, forum_id: uuid.UUID, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            account = account_of(request)
            membership = place_of(account, forum_id)
            if membership is None or membership.forum.part_of_id is not None:
                look(by=account, page=page_of(request), right=right.name, refused=True)
                raise Http404
            door = ForumDoor(account, membership)
            if not door.may(right):
                look(by=account, page=page_of(request), right=right.name, refused=True)
                raise PermissionDenied(_("This is for those who lead the team."))
            response = view(request, door, *args, **kwargs)
            if request.method in READING or shows_again(request, response):
                look(by=account, page=page_of(request), right=right.name)
            return response

        return declared(signed_in(opened), f"team:{right.name}")

    return decorate


def question_view(right: Right) -> Decorate:
    """Give the view a question put to a panel: for whoever asked, and those who were asked.

    It has one page of its own, and no board, which would tell who asked.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
            account = account_of(request)
            asked = Meeting.objects.visible_to(account).questions().filter(pk=asked_id)
            meeting = asked.select_related("forum__part_of__unit", "called_by").first()
            membership = place_of(account, meeting.forum_id) if meeting else None
            if meeting is None or membership is None:
                look(by=account, page=page_of(request), right=right.name, refused=True)
                raise Http404
            meeting.opened = ForumDoor(account, membership)
            response = view(request, meeting)
            if request.method in READING or shows_again(request, response):
                look(by=account, page=page_of(request), right=right.name)
            return response

        return declared(signed_in(opened), f"question:{right.name}")

    return decorate
