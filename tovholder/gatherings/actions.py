"""The verbs of the forum's own book. What a gathering shares with other meetings is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.meetings.actions.calling import Chair, invite, set_table, spare
from tovholder.meetings.replying import own_chair
from tovholder.meetings.table import AnyInvitation
from tovholder.meetings.table.sides import Side, Writing
from tovholder.organisation.actions import send_substitute
from tovholder.organisation.models import Account, Forum

from .models import Agreement, Meeting, Outcome, Signature, Task, TaskEnd
from .rules import obstacle_to_signing, obstacles_to_calling
from .substituting import obstacles_to_substituting, own_place


@transaction.atomic
def call(
    *,
    forum: Forum,
    method: str,
    purpose: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    chairs: Iterable[Chair],
    host: Account | None,
    by: Account,
    writing: str = Writing.TOGETHER,
    follows: Meeting | None = None,
    instrument: str = "",
) -> Meeting:
    """Call a gathering of a forum; whoever calls it holds the pen until someone else takes it.

    Raises ValidationError where the method is not one for teams or is not to be called yet, where
    the gathering would end before it begins, or where nobody is invited.
    """
    if obstacles := obstacles_to_calling(forum, method, instrument):
        raise ValidationError(obstacles)
    meeting = Meeting(
        forum=forum,
        method=method,
        purpose=purpose.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
        called_by=by,
        pen_holder=by,
        writing=writing,
        follows=follows,
        instrument=instrument,
        host=host,
    )
    set_table(meeting, list(chairs))
    return meeting


@transaction.atomic
def send_to(*, meeting: Meeting, account: Account, by: Account) -> AnyInvitation:
    """Let a colleague take one's chair at a gathering, and sit in the team until it is over.

    Raises ValidationError in words where the team is closed, and once the gathering has begun.
    """
    place, chair = own_place(meeting, by), own_chair(meeting, by)
    if place is None or chair is None:
        raise ValidationError(_("Those who are invited answer."))
    if obstacles := obstacles_to_substituting(meeting, place):
        raise ValidationError(obstacles)
    send_substitute(membership=place, account=account, until=meeting.ends_at, by=by)
    spare(invitation=chair, by=by)
    profession = account.professional.profession
    seated = Chair(account.name, Side.PROFESSIONAL, account=account, profession=profession)
    return invite(meeting=meeting, chair=seated, by=by)


@transaction.atomic
def promise(
    *, forum: Forum, text: str, owner: Account, due: date, together_with: str, by: Account
) -> Task:
    """A colleague promises something they do themselves. Raises ValidationError in words."""
    if not text.strip():
        raise ValidationError(_("Say what is to be done."))
    task = Task.objects.create(
        forum=forum,
        text=text.strip(),
        owner_account=owner,
        owner_name=owner.name,
        due=due,
        together_with=together_with.strip(),
        set_by=by,
    )
    trace("gatherings.promise", by=by, about=task)
    return task


@transaction.atomic
def keep(*, task: Task, by: Account) -> None:
    """What was promised is done."""
    _end(task, TaskEnd.Outcome.KEPT, "", by)


@transaction.atomic
def no_longer_needed(*, task: Task, because: str, by: Account) -> None:
    """What was promised is not needed any more, because."""
    _end(task, TaskEnd.Outcome.NOT_NEEDED, because.strip(), by)


def _end(task: Task, outcome: str, because: str, by: Account) -> None:
    try:
        with transaction.atomic():
            TaskEnd.objects.create(
                forum_id=task.forum_id, task=task, outcome=outcome, because=because, by=by
            )
    except IntegrityError:
        raise ValidationError(_("This has been answered for already.")) from None
    trace("gatherings.end_task", by=by, about=task, detail={"outcome": outcome})


@transaction.atomic
def keep_outcome(*, meeting: Meeting, did: str, helped: str, by: Account) -> Outcome:
    """What came of a panel's advice, told once (S-52)."""
    try:
        with transaction.atomic():
            outcome = Outcome.objects.create(
                forum=meeting.forum, meeting=meeting, did=did, helped=helped, by=by
            )
    except IntegrityError:
        raise ValidationError(_("You have told what came of it.")) from None
    trace("gatherings.keep_outcome", by=by, about=meeting)
    return outcome


@transaction.atomic
def sign_agreement(*, agreement: Agreement, by: Account) -> Signature:
    """A member who was not there, or has come since, signs what they have read (S-53).

    Raises ValidationError in words where another agreement stands now, and for a second name.
    """
    if obstacle := obstacle_to_signing(agreement, by):
        raise ValidationError(obstacle)
    try:
        with transaction.atomic():
            name = Signature.objects.create(forum_id=agreement.forum_id, agreement=agreement, by=by)
    except IntegrityError:
        raise ValidationError(_("You have signed it.")) from None
    trace("gatherings.sign_agreement", by=by, about=agreement)
    return name
