"""The door of a concern: its author, the leader it was sent to, and the forum on a ground.

A concern is a letter to a forum and not a case, so no seat opens it. For everyone else it does
not exist, told exactly as for one that never did. Every look is on record under the concern's id.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.audit.context import remember_seen
from tovholder.audit.trace import look
from tovholder.cases.access import READING, page_of, shows_again
from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.models import Account, Membership
from tovholder.ui.declare import declared

from .models import Concern

View = Callable[..., HttpResponse]


class Part(Enum):
    """The part someone has in a concern."""

    AUTHOR = "author"
    LEADER = "leader"
    MEMBER = "member"


ANY = frozenset(Part)
TRIAGE = frozenset({Part.LEADER, Part.MEMBER})
# What a page about a concern has also shown where its reader knows who the child is.
CHILD = "child"


@dataclass(frozen=True)
class ConcernDoor:
    """An opened concern: for whom, as what, and whether they know who the child is."""

    account: Account
    parts: frozenset[Part]
    knows_child: bool

    @property
    def is_author(self) -> bool:
        return Part.AUTHOR in self.parts

    @property
    def is_leader(self) -> bool:
        return Part.LEADER in self.parts

    @property
    def in_triage(self) -> bool:
        return bool(self.parts & TRIAGE)


def open_concern(
    request: HttpRequest,
    concern_id: uuid.UUID,
    parts: frozenset[Part] = ANY,
    *,
    record: bool = True,
) -> Concern:
    """Open a concern for the signed-in account, or refuse.

    Raises Http404 for everyone who has no part in it, and PermissionDenied, in words, for those
    who have another part than one of `parts`.
    """
    account = account_of(request)
    page = page_of(request)
    concern = (
        Concern.objects.visible_to(account)
        .filter(pk=concern_id)
        .select_related("forum__unit", "author__professional__unit", "sent_to__unit")
        .first()
    )
    held = _parts(account, concern) if concern is not None else frozenset()
    if concern is None or not held & parts:
        look(by=account, page=page, case_ids=[concern_id], areas=["concern"], refused=True)
        if concern is None:
            raise Http404
        raise PermissionDenied(_whom_to_ask(concern, held))
    named = concern.shown == Concern.Shown.NAMED
    close = bool(held & {Part.AUTHOR, Part.LEADER})
    concern.door = ConcernDoor(account, held, named or close)
    remember_seen([concern_id], ["concern", *([CHILD] if concern.door.knows_child else [])])
    if record:
        _look_at(request, concern)
    return concern


def _look_at(request: HttpRequest, concern: Concern) -> None:
    by, page = concern.door.account, page_of(request)
    look(by=by, page=page, case_ids=[concern.pk], areas=["concern"])


def still_open(
    account: Account, concern_id: uuid.UUID, parts: frozenset[Part], *, knows_child: bool
) -> bool:
    """Whether a page once opened in one of these parts would be opened again; nothing is shown."""
    concern = Concern.objects.visible_to(account).filter(pk=concern_id).first()
    if concern is None:
        return False
    held = _parts(account, concern)
    knows = concern.shown == Concern.Shown.NAMED or bool(held & {Part.AUTHOR, Part.LEADER})
    return bool(held & parts) and (knows or not knows_child)


def concern_view(parts: frozenset[Part] = ANY) -> Callable[[View], View]:
    """Give the view an opened concern in place of an id.

    A POST leaves its deed instead of a look; one that is answered with the page is a look too.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(
            request: HttpRequest, concern_id: uuid.UUID, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            reading = request.method in READING
            concern = open_concern(request, concern_id, parts, record=reading)
            response = view(request, concern, *args, **kwargs)
            if shows_again(request, response):
                _look_at(request, concern)
            return response

        said = ",".join(sorted(part.value for part in parts))
        return declared(signed_in(opened), f"concern:{said}")

    return decorate


def _parts(account: Account, concern: Concern) -> frozenset[Part]:
    parts = {Part.AUTHOR} if concern.author_id == account.pk else set()
    leads = (
        Membership.objects.current()
        .filter(account=account.pk, forum=concern.forum_id)
        .values_list("chair", flat=True)
        .first()
    )
    if leads and concern.leader_knows_child:
        parts.add(Part.LEADER)
    elif leads is not None and concern.shown != Concern.Shown.NOTHING:
        parts.add(Part.MEMBER)
    return frozenset(parts)


def _whom_to_ask(concern: Concern, held: frozenset[Part]) -> str:
    if held & TRIAGE and not concern.leader_knows_child:
        return _(
            "Who the child is, only the team it was first sent to knows. Send it back to %(team)s."
        ) % {"team": concern.sent_to.name}
    if held & TRIAGE:
        leader = Membership.objects.current().filter(forum=concern.forum_id, chair=True).first()
        if leader is not None:
            return _("Only the team's leader does this. Ask %(name)s.") % {
                "name": leader.account.name
            }
    return _("This is for the team that received the concern.")
