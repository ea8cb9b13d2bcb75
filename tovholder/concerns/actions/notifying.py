"""What the signer does: begin, sign, add."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account, Forum
from tovholder.people.actions import check_birth_date

from ..duty import deadlines, receptions, rule_for
from ..models import Notification, NotificationDraft, Supplement
from .drafts import keep_draft

IN_DANGER = "now"


@transaction.atomic
def begin_notification(
    *, draft_id: uuid.UUID, instrument: str, answers: dict[str, Any], by: Account
) -> None:
    """Begin one with what was written elsewhere; what somebody has begun already stays as it is."""
    begun = NotificationDraft.objects.filter(account=by, pk=draft_id).exists()
    if not begun and not Notification.objects.filter(signer=by, draft=draft_id).exists():
        save_notification(draft_id=draft_id, instrument=instrument, answers=answers, by=by)


@transaction.atomic
def save_notification(
    *, draft_id: uuid.UUID, instrument: str, answers: dict[str, Any], by: Account
) -> None:
    """Keep what someone has typed so far, whatever it is; the same draft is written over.

    Raises ValidationError for someone with very many drafts, or a draft signed already.
    """
    if Notification.objects.filter(signer=by, draft=draft_id).exists():
        raise ValidationError(_("You have signed this notification."), code="sent")
    mine = NotificationDraft.objects.filter(account=by)
    keep_draft(mine, draft_id=draft_id, instrument=instrument, answers=answers, by=by)


@transaction.atomic
def discard_notification(*, draft_id: uuid.UUID, by: Account) -> None:
    """Throw a draft away. One that is gone already is gone."""
    NotificationDraft.objects.filter(account=by, pk=draft_id).delete()


@transaction.atomic
def notify(
    *,
    draft_id: uuid.UUID,
    instrument: str,
    answers: dict[str, Any],
    to: Forum | None = None,
    by: Account,
) -> Notification:
    """Sign a notification in one's own name; its draft is deleted (S-25).

    Nobody has to agree and nobody is told but the reception. Raises ValidationError where nobody
    sits to receive it, where no rule of the catalogue holds today, and where it is signed already.
    """
    rule, found = rule_for(by), receptions(by)
    forum = to or next(iter(found), None)
    if rule is None or forum is None or forum not in found:
        raise ValidationError(_("Nobody receives notifications here yet. Ring the municipality."))
    if Notification.objects.filter(signer=by, draft=draft_id).exists():
        raise ValidationError(_("You have signed this notification already."), code="sent")
    born = answers.get("born")
    check_birth_date(date.fromisoformat(born) if born else None)
    worker = by.professional
    within = deadlines(rule, timezone.now(), worker.unit.country)
    signed = Notification.objects.create(
        signer=by,
        unit=worker.unit,
        profession=worker.profession,
        forum=forum,
        legal_basis=rule.id,
        acute=answers.get("danger") == IN_DANGER,
        assess_by=within.assess_by,
        receipt_by=within.receipt_by,
        draft=draft_id,
        instrument=instrument,
        language=by.language,
        answers=answers,
    )
    discard_notification(draft_id=draft_id, by=by)
    trace("concerns.notify", by=by, about=signed, detail={"legal_basis": rule.id})
    return signed


@transaction.atomic
def supplement(*, notification: Notification, text: str, after: int, by: Account) -> Supplement:
    """Add to a signed notification, or put something right: what was signed stays (S-25).

    `after` is how many supplements stood on the page it was written on, so that the same one is
    added once. The reception assesses anew.
    """
    if notification.signer_id != by.pk:
        raise ValidationError(_("Only whoever signed the notification does this."))
    if notification.supplements.count() != after:
        raise ValidationError(_("Something was added meanwhile. Read it, and add what is missing."))
    try:
        with transaction.atomic():
            added = Supplement.objects.create(
                notification=notification, number=after + 1, text=text, by=by
            )
    except IntegrityError:
        raise ValidationError(
            _("Something was added meanwhile. Read it, and add what is missing.")
        ) from None
    trace("concerns.supplement", by=by, about=notification)
    return added
