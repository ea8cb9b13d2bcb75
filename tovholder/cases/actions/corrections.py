"""Saying that something is wrong, and answering it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.consent.answering import due_from
from tovholder.organisation.models import Account

from ..models import Case, Correction, CorrectionAnswer


@transaction.atomic
def ask_to_correct(*, case: Case, place: str, wrong: str, right: str, by: Account) -> Correction:
    """Say that something is wrong; the same words while they wait are one.

    The database takes it from the family alone.
    """
    said = {"place": place.strip(), "wrong": wrong.strip(), "right": right.strip()}
    waiting: Correction | None = Correction.objects.of(case).waiting().filter(by=by, **said).first()
    if waiting is not None:
        return waiting
    due = due_from(timezone.localdate())
    made = Correction.objects.create(case=case, due=due, by=by, **said)
    trace("cases.ask_to_correct", by=by, case_id=case.pk, about=made)
    return made


@transaction.atomic
def answer_correction(
    *, correction: Correction, outcome: str, words: str, by: Account
) -> CorrectionAnswer:
    """Say how it was answered, once. Raises ValidationError in words where it was already."""
    try:
        with transaction.atomic():
            answer = CorrectionAnswer.objects.create(
                case_id=correction.case_id, correction=correction, outcome=outcome,
                words=words.strip(), by=by,
            )  # fmt: skip
    except IntegrityError:
        raise ValidationError(_("This has been answered already.")) from None
    detail = {"outcome": outcome}
    trace(
        "cases.answer_correction", by=by, case_id=correction.case_id, about=correction,
        detail=detail,
    )  # fmt: skip
    return answer
