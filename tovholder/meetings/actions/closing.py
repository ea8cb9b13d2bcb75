"""Closing: who tells the child, whether it hangs together, a next date or an end (S-26, S-63)."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..announcing import announce
from ..models import Coherence
from ..rules import obstacle_to_leading, obstacle_to_writing
from ..sitting import running_of
from ..table import AnyInvitation, AnyMeeting
from .calling import Chair
from .moving import end_steps, leave, lock, refuse_obstacles
from .writing import refuse


@transaction.atomic
def tell_child(
    *, meeting: AnyMeeting, step: str, voice: AnyInvitation, due: date, how: str, by: Account
) -> None:
    """Agree who tells the child what was decided, and by when."""
    refuse(obstacle_to_writing(meeting, by))
    said = meeting.book.ChildIsTold.objects.create(
        **meeting.owner, meeting=meeting, voice=voice, due=due, how=how.strip(), by=by
    )
    trace("meetings.tell_child", by=by, case_id=meeting.case_id, about=said)
    announce(meeting, step)


@transaction.atomic
def check_coherence(*, meeting: AnyMeeting, step: str, hangs: str, words: str, by: Account) -> None:
    """Say whether description, understanding and effort hang together."""
    refuse(obstacle_to_writing(meeting, by))
    if hangs != Coherence.Hangs.YES and not words.strip():
        raise ValidationError(_("Say in a few words what does not hang together yet."))
    said = meeting.book.Coherence.objects.create(
        **meeting.owner, meeting=meeting, hangs=hangs, words=words.strip(), by=by
    )
    trace("meetings.check_coherence", by=by, case_id=meeting.case_id, about=said)
    announce(meeting, step)


@transaction.atomic
def continue_or_end(
    *,
    meeting: AnyMeeting,
    step: str,
    next_at: datetime | None,
    next_place: str,
    ends_because: str,
    by: Account,
) -> None:
    """Set a next date, or say why cooperation can end: one of the two."""
    refuse(obstacle_to_writing(meeting, by))
    ends_because = meeting.book.read(ends_because.strip())
    if bool(next_at) == bool(ends_because):
        raise ValidationError(_("Choose either a next date or that cooperation ends, and why."))
    if next_at and next_at <= meeting.starts_at:
        raise ValidationError(_("The next date lies before this meeting."))
    said = meeting.book.Continuation.objects.create(
        **meeting.owner,
        meeting=meeting,
        next_at=next_at,
        **meeting.book.placed(meeting.case_id, next_place=next_place.strip()),
        ends_because=ends_because,
        by=by,
    )
    trace("meetings.continue_or_end", by=by, case_id=meeting.case_id, about=said)
    announce(meeting, step)


@transaction.atomic
def end_meeting(*, meeting: AnyMeeting, by: Account, over: bool = False) -> AnyMeeting | None:
    """End the meeting: minutes stand, and the next meeting is called where a date was set.

    Answers with the next meeting, or None. Raises ValidationError with the obstacles.
    """
    lock(meeting)
    refuse(obstacle_to_leading(meeting))
    running = running_of(meeting)
    passed = refuse_obstacles(running.obstacles_to_ending(), over=over)
    leave(meeting, running, by=by, stepped_over=passed)
    end_steps(meeting, running, by=by)
    try:
        with transaction.atomic():
            meeting.book.MeetingEnd.objects.create(**meeting.owner, meeting=meeting, by=by)
    except IntegrityError:
        raise ValidationError(_("The meeting has ended.")) from None
    trace(
        "meetings.end",
        by=by,
        case_id=meeting.case_id,
        about=meeting,
        detail={"stepped_over": passed},
    )
    following = _call_next(meeting, running.method.follow_up, by)
    announce(meeting)
    return following


def _call_next(meeting: AnyMeeting, follow_up: str, by: Account) -> AnyMeeting | None:
    """The same chairs at the next date, but for those called in: each yes was to one meeting."""
    said = meeting.book.Continuation.objects.filter(meeting=meeting).latest_first().first()
    if said is None or said.next_at is None:
        return None
    invitations = meeting.book.Invitation.objects.filter(meeting=meeting).standing().in_order()
    following: AnyMeeting = meeting.book.call_next(
        meeting,
        method=follow_up or meeting.method,
        purpose=_("See together whether it helps"),
        starts_at=said.next_at,
        ends_at=said.next_at + (meeting.ends_at - meeting.starts_at),
        place=said.next_place or meeting.place,
        chairs=[chair_of(one) for one in invitations if not one.is_called_in],
        by=by,
    )
    return following


def chair_of(invitation: AnyInvitation) -> Chair:
    """The same person, invited again."""
    return Chair(
        name=invitation.name,
        side=invitation.side,
        account=invitation.account,
        person=getattr(invitation, "person", None),
        profession=invitation.profession,
        relation=getattr(invitation, "relation", ""),
        trusted=getattr(invitation, "trusted", False),
    )
