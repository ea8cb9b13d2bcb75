"""Moving a called meeting to another time, and calling it off: never a silent change."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.models import Closure
from tovholder.organisation.models import Account
from tovholder.ui.dates import moment_text

from ..announcing import announce
from ..models import Meeting
from ..rules import obstacle_to_rescheduling, obstacle_to_time
from ..table import AnyCallingOff, AnyMeeting, AnyRescheduling
from .moving import lock
from .substituting import move_substitutes
from .writing import refuse


@transaction.atomic
def reschedule(
    *,
    meeting: AnyMeeting,
    number: int,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    because: str,
    by: Account,
) -> AnyRescheduling:
    """Move a meeting that has not begun to another time or place, and say why.

    `number` is how often it had been moved when the mover looked at it, so that two who move it
    at once hear of each other. Raises ValidationError in words.
    """
    lock(meeting)
    refuse(obstacle_to_rescheduling(meeting))
    _refuse_unseen(meeting, number)
    place = place.strip()
    refuse(obstacle_to_time(meeting, starts_at, ends_at, place))
    moved: AnyRescheduling = meeting.book.Rescheduling.objects.create(
        **meeting.owner,
        meeting=meeting,
        number=number + 1,
        was_starts_at=meeting.starts_at,
        was_ends_at=meeting.ends_at,
        starts_at=starts_at,
        ends_at=ends_at,
        **meeting.book.placed(meeting.case_id, was_place=meeting.place, place=place),
        because=_why(meeting, because),
        by=by,
    )
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    setattr(meeting, meeting.PLACE, getattr(moved, meeting.PLACE))
    meeting.save(update_fields=["starts_at", "ends_at", meeting.PLACE])
    move_substitutes(meeting, was=moved.was_ends_at, by=by)
    trace("meetings.reschedule", by=by, case_id=meeting.case_id, about=moved)
    announce(meeting)
    return moved


@transaction.atomic
def call_off(*, meeting: AnyMeeting, because: str, by: Account) -> AnyCallingOff:
    """Say that a meeting will not be held, and why. Raises ValidationError in words."""
    lock(meeting)
    refuse(obstacle_to_rescheduling(meeting))
    called_off: AnyCallingOff = meeting.book.CallingOff.objects.create(
        **meeting.owner, meeting=meeting, because=_why(meeting, because), by=by
    )
    trace("meetings.call_off", by=by, case_id=meeting.case_id, about=meeting)
    announce(meeting)
    return called_off


def call_off_with_the_case(closure: Closure, by: Account, **_sent: object) -> None:
    """A closed case holds no meeting: those to come are called off, and the invited are told."""
    because = _("The case is closed: “%(reason)s”") % {"reason": closure.reason}
    to_come = Meeting.objects.filter(case=closure.case_id, starts_at__gt=Now()).upcoming()
    for meeting in to_come.select_related("case"):
        if obstacle_to_rescheduling(meeting) is None:
            call_off(meeting=meeting, because=because, by=by)


def _refuse_unseen(meeting: AnyMeeting, number: int) -> None:
    """Raise where somebody else has moved the meeting since."""
    moves = meeting.book.Rescheduling.objects.filter(meeting=meeting, number__gt=number)
    last = moves.select_related("by").order_by("-number").first()
    if last:
        raise ValidationError(
            _("%(name)s has moved the meeting meanwhile, to %(when)s. Look at that time first.")
            % {"name": last.by.name, "when": moment_text(last.starts_at, weekday=True)}
        )


def _why(meeting: AnyMeeting, because: str) -> str:
    because = because.strip()
    if not because:
        raise ValidationError(_("Say in a few words why."))
    return meeting.book.read(because)
