"""Filling in how one sees what a child has around it (S-38)."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.actions import refuse_when_closed
from tovholder.cases.models import Case
from tovholder.organisation.models import Account

from ..models import Seen
from ..rules import obstacle_to_seeing
from .writing import refuse


@transaction.atomic
def see(
    *, case: Case, instrument: str, answers: Mapping[str, tuple[int | None, str]], by: Account
) -> list[Seen]:
    """Keep what an adult answers today, by item: a level, words, or both.

    What was said before stands with its day. The trace says that it was filled in, never how.
    """
    refuse_when_closed(case)
    refuse(obstacle_to_seeing(case, by))
    said = {item: (value, text.strip()) for item, (value, text) in answers.items()}
    rows = [
        Seen(case=case, instrument=instrument, item=item, value=value, text=text, by=by)
        for item, (value, text) in said.items()
        if value is not None or text
    ]
    if not rows:
        raise ValidationError(_("Answer at least one of them."))
    Seen.objects.bulk_create(rows)
    trace("meetings.see", by=by, case_id=case.pk, about=case)
    return rows
