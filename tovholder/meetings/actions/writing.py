"""Words on the board: said, changed, taken down; never lost."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..announcing import announce
from ..rules import obstacle_to_column, obstacle_to_saying
from ..sitting import sit
from ..table import AnyContribution, AnyInvitation, AnyMeeting
from .preparing import reword


class Conflict(ValidationError):
    """Somebody changed the sentence meanwhile. `theirs` and `version` are what stands now."""

    def __init__(self, contribution: AnyContribution) -> None:
        super().__init__(
            _("Somebody else changed this while you wrote. Both texts are here: choose.")
        )
        self.theirs = contribution.text
        self.version = contribution.version


@transaction.atomic
def add_word(
    *,
    meeting: AnyMeeting,
    step: str,
    column: str,
    text: str,
    voice: AnyInvitation | None,
    by: Account,
) -> AnyContribution:
    """Put a sentence on the board, the table's own where no voice is kept; park one too early.

    Raises ValidationError where the account may not write in that voice, where the column is
    closed at this meeting, or where the table has not come to the step and it does not park.
    """
    refuse(obstacle_to_saying(meeting, by, voice))
    running = sit(meeting).course
    refuse(obstacle_to_column(running, step, column))
    parked = running.parks(step)
    if running.standing(step) == "waiting" and not parked:
        raise ValidationError(
            _("The table has not come to “%(step)s” yet.") % {"step": running.board.title(step)}
        )
    contribution: AnyContribution = meeting.book.Contribution.objects.create(
        **meeting.owner,
        meeting=meeting,
        step=step,
        column=column,
        text=meeting.book.read(text.strip()),
        voice=voice,
        written_by=by,
        parked_at=timezone.now() if parked else None,
    )
    trace(
        "meetings.park_word" if parked else "meetings.add_word",
        by=by,
        case_id=meeting.case_id,
        about=contribution,
        detail={"step": step},
    )
    announce(meeting, step)
    return contribution


@transaction.atomic
def change_word(
    *, contribution: AnyContribution, version: int, text: str, by: Account
) -> AnyContribution:
    """Change a sentence. Raises Conflict where it is not the version the writer saw."""
    book = contribution.meeting.book
    standing: AnyContribution = book.Contribution.objects.select_for_update().get(
        pk=contribution.pk
    )
    refuse(obstacle_to_saying(contribution.meeting, by, contribution.voice))
    if standing.version != version:
        if standing.text == text.strip():
            return standing
        raise Conflict(standing)
    if standing.text != text.strip():
        reword(contribution.meeting, standing, text.strip(), by)
        case_id = contribution.meeting.case_id
        trace("meetings.change_word", by=by, case_id=case_id, about=standing)
        announce(contribution.meeting, standing.step)
    return standing


@transaction.atomic
def take_down(*, contribution: AnyContribution, by: Account) -> None:
    """Take a sentence down from the board; it stays on record."""
    refuse(obstacle_to_saying(contribution.meeting, by, contribution.voice))
    meeting = contribution.meeting
    meeting.book.Removal.objects.get_or_create(
        contribution=contribution, defaults={**meeting.owner, "by": by}
    )
    trace("meetings.take_down", by=by, case_id=meeting.case_id, about=contribution)
    announce(meeting, contribution.step)


def refuse(obstacle: str | None) -> None:
    """Raise the obstacle, where there is one."""
    if obstacle:
        raise ValidationError(obstacle)
