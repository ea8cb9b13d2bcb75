"""After the meeting: each corrects their own words and has read it; one makes it final."""

from __future__ import annotations

from django.db import transaction

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..announcing import announce
from ..rules import obstacle_to_correcting, obstacle_to_finishing, obstacle_to_having_read
from ..table import AnyContribution, AnyInvitation, AnyMeeting, AnyMinutesFinal
from .moving import lock
from .preparing import reword
from .writing import Conflict, refuse


@transaction.atomic
def correct_word(
    *, contribution: AnyContribution, version: int, text: str, by: Account
) -> AnyContribution:
    """Correct one's own words in the draft; how they read before stays to be seen.

    Raises Conflict where it is not the version the writer saw, ValidationError in words.
    """
    meeting = contribution.meeting
    lock(meeting)
    refuse(obstacle_to_correcting(meeting, by, contribution.voice))
    said = meeting.book.Contribution.objects.select_for_update()
    standing: AnyContribution = said.get(pk=contribution.pk)
    if standing.text == text.strip():
        return standing
    if standing.version != version:
        raise Conflict(standing)
    reword(meeting, standing, text.strip(), by)
    trace("meetings.correct_word", by=by, case_id=meeting.case_id, about=standing)
    announce(meeting, standing.step)
    return standing


@transaction.atomic
def have_read(*, invitation: AnyInvitation, by: Account) -> None:
    """Say that one has read the minutes. Saying it twice changes nothing."""
    meeting = invitation.meeting
    refuse(obstacle_to_having_read(meeting, by, invitation))
    meeting.book.MinutesRead.objects.get_or_create(
        invitation=invitation, defaults={**meeting.owner, "by": by}
    )
    trace("meetings.have_read", by=by, case_id=meeting.case_id, about=invitation)


@transaction.atomic
def make_final(*, meeting: AnyMeeting, by: Account) -> AnyMinutesFinal:
    """Make the minutes final, whoever has not read them yet. It cannot be undone."""
    lock(meeting)
    refuse(obstacle_to_finishing(meeting))
    final: AnyMinutesFinal = meeting.book.MinutesFinal.objects.create(
        **meeting.owner, meeting=meeting, by=by
    )
    trace("meetings.make_final", by=by, case_id=meeting.case_id, about=meeting)
    announce(meeting)
    return final
