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
from ..models import Contribution, Invitation, Preparation, Prepared, Removal, Wording
from ..rules import obstacle_to_changing
from ..sitting import running_of


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: to which question, what, and whether it is kept from the board."""

    step: str
    column: str
    text: str
    held_back: bool = False


@transaction.atomic
def save_answers(*, invitation: Invitation, answers: Iterable[Answer], by: Account) -> None:
    """Keep what someone has written so far; nobody else can read it."""
    if invitation.account_id != by.pk:
        raise ValidationError(_("Each prepares for themselves."))
    if ended := obstacle_to_changing(invitation.meeting):
        raise ValidationError(ended)
    for answer in answers:
        Preparation.objects.update_or_create(
            invitation=invitation,
            step=answer.step,
            column=answer.column,
            defaults={
                "text": answer.text.strip(),
                "held_back": answer.held_back,
                "saved_at": timezone.now(),
            },
            create_defaults={
                "case_id": invitation.case_id,
                "written_by": by,
                "text": answer.text.strip(),
                "held_back": answer.held_back,
            },
        )


@transaction.atomic
def be_ready(*, invitation: Invitation, answers: Iterable[Answer], by: Account) -> None:
    """Say one is ready: what is not held back stands on the board in one's own voice.

    Saying it again brings the board up to date: changed words are changed, and words now held
    back are taken down.
    """
    save_answers(invitation=invitation, answers=answers, by=by)
    running = running_of(invitation.meeting)
    for preparation in Preparation.objects.filter(invitation=invitation):
        parked_at = timezone.now() if running.parks(preparation.step) else None
        _bring_to_the_board(preparation, by, parked_at)
    Prepared.objects.get_or_create(
        invitation=invitation, defaults={"case_id": invitation.case_id, "by": by}
    )
    trace("meetings.be_ready", by=by, case_id=invitation.case_id, about=invitation)
    announce(invitation.meeting)


def _bring_to_the_board(preparation: Preparation, by: Account, parked_at: datetime | None) -> None:
    standing = Contribution.objects.standing().filter(prepared=preparation).first()
    wanted = preparation.text and not preparation.held_back
    if standing and not wanted:
        Removal.objects.create(case_id=preparation.case_id, contribution=standing, by=by)
        Contribution.objects.filter(pk=standing.pk).update(prepared=None)
    elif standing and standing.text != preparation.text:
        reword(standing, preparation.text, by)
    elif wanted and not standing:
        invitation = preparation.invitation
        Contribution.objects.create(
            case_id=preparation.case_id,
            meeting=invitation.meeting,
            step=preparation.step,
            column=preparation.column,
            text=preparation.text,
            voice=invitation,
            written_by=by,
            parked_at=parked_at,
            prepared=preparation,
        )


def reword(contribution: Contribution, text: str, by: Account) -> None:
    """Change a sentence and keep how it read before."""
    Wording.objects.create(
        case_id=contribution.case_id,
        contribution=contribution,
        version=contribution.version,
        text=contribution.text,
        by=by,
    )
    contribution.text = text
    contribution.version += 1
    contribution.save(update_fields=["text", "version"])
