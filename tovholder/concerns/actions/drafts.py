"""Keeping what somebody has typed so far: of a concern and of a notification alike."""

import uuid
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tovholder.organisation.models import Account

MOST_DRAFTS = 30
Drafted = TypeVar("Drafted", bound=Model)


def keep_draft(
    mine: QuerySet[Drafted],
    *,
    draft_id: uuid.UUID,
    instrument: str,
    answers: dict[str, Any],
    by: Account,
) -> Drafted:
    """Write a draft among one's own, or the same one over; raises ValidationError in words."""
    if not mine.filter(pk=draft_id).exists() and mine.count() >= MOST_DRAFTS:
        raise ValidationError(_("You have very many drafts. Send or delete some of them first."))
    kept = {
        "account": by,
        "instrument": instrument,
        "language": by.language,
        "answers": answers,
        "saved_at": Now(),
    }
    try:
        with transaction.atomic():
            draft, _new = mine.update_or_create(pk=draft_id, defaults=kept)
    except IntegrityError:
        # An id that somebody else's draft has: no form of ours gave it.
        raise ValidationError(_("The draft could not be saved. Open a new form.")) from None
    return draft
