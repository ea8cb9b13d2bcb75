"""The forum's agreement: worded point by point, signed by everyone here, then in force (S-53)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..agreement import step_of
from ..announcing import announce
from ..engine.signing import AGREEMENT, fingerprint, standing_text
from ..rules import obstacle_to_writing
from ..sitting import Sitting, sit
from ..table import AnyMeeting
from .moving import has_come_to, lock
from .writing import Conflict, refuse


@transaction.atomic
def word_point(
    *, meeting: AnyMeeting, step: str, point: str, text: str, version: int, by: Account
) -> Any:
    """Say a point of the agreement, or say it otherwise; every wording is kept.

    Raises Conflict where it is not the version the writer saw, and ValidationError in words where
    the agreement is in force or the writer has not the pen.
    """
    own = _being_made(meeting, step, by)
    stands = sit(meeting).agreement.points.get(point)
    text, known = meeting.book.read(text.strip()), stands.version if stands else 0
    if stands and stands.text == text:
        return stands
    if stands and known != version:
        raise Conflict(stands)
    worded = _say(meeting, agreement=own, point=point, text=text, version=known + 1, by=by)
    trace("meetings.word_point", by=by, about=own, detail={"point": point})
    announce(meeting, step)
    return worded


@transaction.atomic
def set_evaluation(*, meeting: AnyMeeting, step: str, day: date, by: Account) -> None:
    """Say by which day the forum looks at its agreement again."""
    own = _being_made(meeting, step, by)
    meeting.book.Agreement.objects.filter(pk=own.pk).update(evaluate_by=day)
    trace("meetings.set_evaluation", by=by, about=own, detail={"day": day.isoformat()})
    announce(meeting, step)


def bring_into_force(*, meeting: AnyMeeting, step: str, by: Account) -> None:
    """What everyone here has signed at `step` is in force; nothing happens before they have."""
    sitting = sit(meeting)
    here = sitting.agreement
    stands = fingerprint(standing_text(sitting, AGREEMENT))
    if here.own is None or here.is_in_force or not stands or not _all_signed(sitting, step, stands):
        return
    known = meeting.book.Agreement.objects
    number = known.filter(**meeting.owner).in_force().count() + 1
    known.filter(pk=here.own.pk).update(number=number, in_force_at=Now(), content=stands)
    trace("meetings.bring_into_force", by=by, about=here.own, detail={"number": number})
    announce(meeting, step)


def _being_made(meeting: AnyMeeting, step: str, by: Account) -> Any:
    """The agreement of this gathering, begun with what was agreed before where it is the first
    word. Raises ValidationError where nothing is written in it."""
    lock(meeting)
    refuse(obstacle_to_writing(meeting, by))
    has_come_to(meeting, step)
    here = sit(meeting).agreement
    if here.is_in_force:
        raise ValidationError(
            _("The agreement is in force. It is changed at a meeting called to evaluate it.")
        )
    return here.own or _begin(meeting, here.points, by)


def _begin(meeting: AnyMeeting, carried_over: Any, by: Account) -> Any:
    own = meeting.book.Agreement.objects.create(**meeting.owner, meeting=meeting)
    step = step_of(sit(meeting).method)
    for point in step.options["points"] if step else ():
        if point in carried_over:
            text = carried_over[point].text
            _say(meeting, agreement=own, point=point, text=text, version=0, by=by)
    trace("meetings.begin_agreement", by=by, about=own)
    return own


def _say(meeting: AnyMeeting, **said: Any) -> Any:
    return meeting.book.AgreementPoint.objects.create(**meeting.owner, **said)


def _all_signed(sitting: Sitting, step: str, content: str) -> bool:
    signed = {
        yes.voice_id for yes in sitting.approvals if yes.step == step and yes.content == content
    }
    here = {chair.pk for chair in sitting.invitations if chair.here}
    return bool(here) and here <= signed
