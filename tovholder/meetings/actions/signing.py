"""Signing what stands, each for themselves (S-33, S-36)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..announcing import announce
from ..engine.signing import AGREEMENT, fingerprint, standing_text
from ..rules import obstacle_to_answering_as
from ..sitting import sit
from ..table import AnyInvitation, AnyMeeting
from .agreement import bring_into_force
from .moving import has_come_to, lock
from .writing import refuse


@transaction.atomic
def sign(
    *, meeting: AnyMeeting, step: str, voice: AnyInvitation, content: str, by: Account
) -> None:
    """Sign the text whose fingerprint is `content`; signing it again changes nothing.

    The last signature under a forum's agreement brings it into force.

    Raises ValidationError where there is nothing to sign, or where the text was changed since.
    """
    lock(meeting)
    refuse(obstacle_to_answering_as(meeting, by, voice))
    has_come_to(meeting, step)
    sitting = sit(meeting)
    what = sitting.method.step(step).options["what"]
    stands = fingerprint(standing_text(sitting, what))
    if not stands:
        raise ValidationError(_("There is nothing to sign yet."))
    if content != stands:
        raise ValidationError(_("It was changed while you read. Read what stands now, and sign."))
    meeting.book.Approval.objects.get_or_create(
        voice=voice,
        step=step,
        content=stands,
        defaults={**meeting.owner, "meeting": meeting, "by": by},
    )
    trace("meetings.sign", by=by, case_id=meeting.case_id, about=voice, detail={"step": step})
    announce(meeting, step)
    if what == AGREEMENT:
        bring_into_force(meeting=meeting, step=step, by=by)
