"""What a child says, and to whom it lets it be told: the child decides, now and later (S-37)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.models import Seat
from tovholder.organisation.models import Account

from ..announcing import announce
from ..models import MayBeTold, Meeting, Statement
from ..rules import obstacle_to_deciding_for_the_child, obstacle_to_interviewing
from ..sitting import sit
from ..table import AnyInvitation
from .moving import has_come_to
from .writing import refuse


@transaction.atomic
def note(
    *, meeting: Meeting, step: str, item: str, text: str, value: int | None, by: Account
) -> Statement:
    """Write down what the child says, in its own words. Until the child says so nobody is told.

    That the child has answered at this step is known to all; what, is not. The trace names the
    step and never a word.
    """
    child = _chair_of_the_child(meeting)
    refuse(obstacle_to_interviewing(meeting, by, sit(meeting).invitations))
    has_come_to(meeting, step)
    text = text.strip()
    if value is None and not text:
        raise ValidationError(_("Write a few words."))
    statement = Statement.objects.create(
        case_id=meeting.case_id,
        meeting=meeting,
        step=step,
        item=item,
        value=value,
        text=text,
        written_by=by,
    )
    meeting.book.Answered.objects.get_or_create(
        voice=child, step=step, defaults={**meeting.owner, "meeting": meeting, "by": by}
    )
    trace("meetings.note", by=by, case_id=meeting.case_id, about=meeting, detail={"step": step})
    announce(meeting, step)
    return statement


@transaction.atomic
def take_back(*, statement: Statement, by: Account) -> None:
    """The child takes back what it said: from now on nobody reads it."""
    refuse(obstacle_to_deciding_for_the_child(statement, by))
    Statement.objects.filter(pk=statement.pk, taken_back_at__isnull=True).update(
        taken_back_at=timezone.now()
    )
    trace("meetings.take_back", by=by, case_id=statement.case_id, about=statement.meeting)
    announce(statement.meeting, statement.step)


@transaction.atomic
def may_tell(*, statement: Statement, account: Account, told: bool, by: Account) -> None:
    """The child lets this be told to someone with a seat at its case, or no longer.

    What somebody has read already cannot be unread; from now on it is not shown.
    """
    refuse(obstacle_to_deciding_for_the_child(statement, by))
    seats = Seat.objects.standing().filter(case=statement.case_id, account=account)
    if told and not seats.exists():
        raise ValidationError(_("Only somebody with a seat at the case can be told."))
    standing = MayBeTold.objects.standing().filter(statement=statement, account=account)
    if not told:
        standing.update(taken_back_at=timezone.now())
    elif not standing.exists():
        MayBeTold.objects.create(
            case_id=statement.case_id, statement=statement, account=account, by=by
        )
    trace("meetings.may_tell", by=by, case_id=statement.case_id, about=statement.meeting)
    announce(statement.meeting, statement.step)


def _chair_of_the_child(meeting: Meeting) -> AnyInvitation:
    for chair in sit(meeting).invitations:
        if chair.relation == "child":
            return chair
    raise ValidationError(_("The child is not at the table."))
