"""Preparing: two minutes on a phone, before one sits at the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..announcing import announce
from ..rules import obstacle_to_changing
from ..sitting import running_of
from ..table import AnyContribution, AnyInvitation, AnyMeeting, AnyPreparation


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: to which question, what, and whether it is kept from the board."""

    step: str
    column: str
    text: str
    held_back: bool = False


@transaction.atomic
def save_answers(*, invitation: AnyInvitation, answers: Iterable[Answer], by: Account) -> None:
    """Keep what someone has written so far; nobody else can read it."""
    if invitation.account_id != by.pk:
        raise ValidationError(_("Each prepares for themselves."))
    meeting = invitation.meeting
    if ended := obstacle_to_changing(meeting):
        raise ValidationError(ended)
    for answer in answers:
        text = meeting.book.read(answer.text.strip())
        meeting.book.Preparation.objects.update_or_create(
            invitation=invitation,
            step=answer.step,
            column=answer.column,
            defaults={
                "text": text,
                "held_back": answer.held_back,
                "saved_at": timezone.now(),
            },
            create_defaults={
                **meeting.owner,
                "written_by": by,
                "text": text,
                "held_back": answer.held_back,
            },
        )


@transaction.atomic
def be_ready(*, invitation: AnyInvitation, answers: Iterable[Answer], by: Account) -> None:
    """Say one is ready: what is not held back stands on the board in one's own voice.

    Saying it again brings the board up to date: changed words are changed, and words now held
    back are taken down.
    """
    save_answers(invitation=invitation, answers=answers, by=by)
    meeting = invitation.meeting
    running = running_of(meeting)
    for preparation in meeting.book.Preparation.objects.filter(invitation=invitation):
        parked_at = timezone.now() if running.parks(preparation.step) else None
        preparation.invitation = invitation
        _bring_to_the_board(meeting, preparation, by, parked_at)
    meeting.book.Prepared.objects.get_or_create(
        invitation=invitation, defaults={**meeting.owner, "by": by}
    )
    trace("meetings.be_ready", by=by, case_id=meeting.case_id, about=invitation)
    announce(meeting)


def _bring_to_the_board(
    meeting: AnyMeeting, preparation: AnyPreparation, by: Account, parked_at: datetime | None
) -> None:
    book = meeting.book
    standing = book.Contribution.objects.standing().filter(prepared=preparation).first()
    wanted = preparation.text and not preparation.held_back
    if standing and not wanted:
        book.Removal.objects.create(**meeting.owner, contribution=standing, by=by)
        book.Contribution.objects.filter(pk=standing.pk).update(prepared=None)
    elif standing and standing.text != preparation.text:
        reword(meeting, standing, preparation.text, by)
    elif wanted and not standing:
        book.Contribution.objects.create(
            **meeting.owner,
            meeting=meeting,
            step=preparation.step,
            column=preparation.column,
            text=preparation.text,
            voice=preparation.invitation,
            written_by=by,
            parked_at=parked_at,
            prepared=preparation,
        )


def reword(meeting: AnyMeeting, contribution: AnyContribution, text: str, by: Account) -> None:
    """Change a sentence and keep how it read before."""
    meeting.book.Wording.objects.create(
        **meeting.owner,
        contribution=contribution,
        version=contribution.version,
        text=contribution.text,
        by=by,
    )
    contribution.text = meeting.book.read(text)
    contribution.version += 1
    contribution.save(update_fields=["text", "version"])
