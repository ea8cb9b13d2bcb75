"""Preparing by a link: who gets one, what it asks, and what its holder is told.

Whoever opens it is signed in as nobody, so the database answers by functions of its own: which
questions to ask, and that what was written is kept. Nothing of the case ever comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method
from tovholder.organisation.secret_addresses import as_on_paper, hash_of

from .calling_in import called_in_to, yes_stands
from .models import PreparationLink
from .questions import Question, questions_of
from .rules import obstacle_to_changing
from .table import AnyInvitation, AnyMeeting

if TYPE_CHECKING:
    from .sitting import Sitting

CHILD = "child"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a standing link asks, and of which meeting: the page shows the method and the time."""

    hashed: str
    link_id: UUID
    case_id: UUID
    meeting_id: UUID
    method: Method
    side: str
    starts_at: datetime

    @property
    def questions(self) -> list[Question]:
        """The same as everyone on this side of the table is asked."""
        return questions_of(self.method, self.side)


@dataclass(frozen=True, slots=True)
class LinkFor:
    """A chair without a sign-in, with its last link and why it gets no new one."""

    chair: AnyInvitation
    link: PreparationLink | None
    obstacle: str | None

    @property
    def stands(self) -> bool:
        """Whether it is neither used nor withdrawn; it can be withdrawn, whatever else is so."""
        return self.link is not None and not self.link.sent_at and not self.link.withdrawn_at


def asked_by(secret: str) -> Asked | None:
    """What a secret opens; None once it is used, withdrawn, too late, or was never one."""
    hashed = hash_of(as_on_paper(secret))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT link, owner, meeting, method, side, starts_at FROM standing_link(%s)", [hashed]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    link, case, meeting, method, side, starts_at = row
    return Asked(hashed, link, case, meeting, catalogue().method(method), side, starts_at)


def links_at(sitting: Sitting) -> list[LinkFor]:
    """Every chair without a sign-in, as it stands with its link."""
    meeting = sitting.case_meeting
    links = PreparationLink.objects.filter(invitation__meeting=meeting).order_by("made_at")
    last = {link.invitation_id: link for link in links.select_related("made_by")}
    late = obstacle_to_links(meeting)
    taken_back = {one.chair.pk for one in called_in_to(sitting) if not one.stands}
    return [
        LinkFor(
            chair,
            last.get(chair.pk),
            late or _obstacle_of(chair, sitting.method, taken_back=chair.pk in taken_back),
        )
        for chair in sitting.invitations
        if chair.account_id is None
    ]


def obstacle_to_links(meeting: AnyMeeting) -> str | None:
    """Why nobody prepares for this meeting by a link."""
    if ended := obstacle_to_changing(meeting):
        return ended
    if meeting.has_begun or meeting.starts_at <= timezone.now():
        return _("The meeting has begun. What they have to say, they say at the table.")
    return None


def obstacle_to_link(meeting: AnyMeeting, chair: AnyInvitation, method: Method) -> str | None:
    """Why this chair gets no link."""
    return obstacle_to_links(meeting) or _obstacle_of(
        chair, method, taken_back=not yes_stands(chair)
    )


def _obstacle_of(chair: AnyInvitation, method: Method, *, taken_back: bool) -> str | None:
    if taken_back:
        return _("The yes to %(name)s taking part does not stand any more.") % {"name": chair.name}
    if chair.account_id is not None:
        return _("%(name)s has a sign-in, and prepares there.") % {"name": chair.name}
    if chair.relation == CHILD:
        return _("A child says it to an adult it trusts. There is no link for a child.")
    if not questions_of(method, chair.side):
        return _("This way of meeting asks nothing beforehand.")
    return None
