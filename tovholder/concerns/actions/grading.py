"""Saying how worried one is just now, and lifting it again (S-22)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.cases.actions import refuse_when_closed
from tovholder.cases.models import Case
from tovholder.organisation.models import Account

from ..grading import refusal_to_grade
from ..models import Grading, GradingEnd


@transaction.atomic
def grade(
    *,
    case: Case,
    ruler: str,
    colour: str,
    reason: str,
    ends_on: date,
    by: Account,
    told_on: date | None = None,
    told_how: str = "",
    not_told_because: str = "",
) -> Grading:
    """Note a colour with its reason and its last day; the one before it is lifted.

    Raises ValidationError for a list of signs that leads to the duty to notify, for a last day
    that is past or too far away, and where the parents are neither told nor is it said why not.
    """
    refuse_when_closed(case)
    if refusal := refusal_to_grade(
        ruler=ruler, ends_on=ends_on, told_on=told_on, not_told_because=not_told_because
    ):
        raise ValidationError(refusal)
    for before in Grading.objects.of(case).standing():
        lift(grading=before, reason=_("A new one took its place."), by=by)
    grading = Grading.objects.create(
        case=case, ruler=ruler, colour=colour, reason=reason, ends_on=ends_on, told_on=told_on,
        told_how=told_how, not_told_because="" if told_on else not_told_because, by=by,
    )  # fmt: skip
    trace("concerns.grade", by=by, case_id=case.pk, about=grading)
    return grading


@transaction.atomic
def lift(*, grading: Grading, reason: str, by: Account) -> None:
    """End a colour before its last day."""
    try:
        with transaction.atomic():
            GradingEnd.objects.create(
                case_id=grading.case_id, grading=grading, reason=reason, by=by
            )
    except IntegrityError:
        raise ValidationError(_("It has been lifted already.")) from None
    trace("concerns.lift", by=by, case_id=grading.case_id, about=grading)
