"""Answering an invitation: for oneself, and as often as one thinks again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account
from tovholder.ui.dates import moment_text

from ..announcing import announce
from ..models import Reply
from ..replying import obstacle_to_replying, open_to, own_chair
from ..table import AnyMeeting, AnyReply
from .moving import lock
from .writing import refuse


@transaction.atomic
def reply(
    *, meeting: AnyMeeting, says: str, words: str, starts_at: datetime, by: Account
) -> AnyReply:
    """Say whether one comes, to the time one saw. Words are never asked for.

    Raises ValidationError in words: for who is not invited, for a professional who would simply
    stay away, for a meeting that was moved meanwhile and for one that has begun.
    """
    lock(meeting)
    refuse(obstacle_to_replying(meeting))
    chair = own_chair(meeting, by)
    if chair is None:
        raise ValidationError(_("Those who are invited answer."))
    if starts_at != meeting.starts_at:
        when = moment_text(meeting.starts_at, weekday=True)
        raise ValidationError(
            _("The meeting has been moved to %(when)s. Does that suit you?") % {"when": when}
        )
    if says not in open_to(meeting, chair):
        raise ValidationError(
            _("You come, or a colleague comes in your place. Nobody's chair stands empty.")
        )
    side = {"side": chair.side} if meeting.book.Reply is Reply else {}
    made: AnyReply = meeting.book.Reply.objects.create(
        **meeting.owner,
        **side,
        invitation=chair,
        starts_at=starts_at,
        says=says,
        by=by,
    )
    if text := meeting.book.read(words.strip()):
        meeting.book.ReplyWords.objects.create(**meeting.owner, reply=made, text=text)
    trace("meetings.reply", by=by, case_id=meeting.case_id, about=made)
    announce(meeting)
    return made
