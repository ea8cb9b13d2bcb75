"""Everything that writes about what is kept: holds, and the way to a deletion."""

import logging
import uuid

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..keeping.archive import Archived, archive_of
from ..keeping.due import called, decision_of, due_case, latest_archive, stands
from ..models import Archive, Deletion, DeletionDecision, HandedOver, Hold, HoldEnd
from .refusing import refuse_others, said

log = logging.getLogger(__name__)


@transaction.atomic
def hold_case(*, reference: str, reason: str, by: Account) -> Hold:
    """Say that a case must be kept, whatever its time. Raises ValidationError."""
    refuse_others(by)
    about = called(reference)
    if about is not None:
        _alone(about)
    if about is None or called(reference) != about:  # it may have gone while we waited
        raise ValidationError({"reference": _("There is no case with this reference.")})
    made = Hold.objects.create(about=about, reason=said(reason), by=by)
    trace("oversight.hold_case", by=by, case_id=about, about=made)
    return made


@transaction.atomic
def end_hold(*, hold: Hold, reason: str, by: Account) -> HoldEnd:
    """Say that a case need no longer be kept for that. Raises ValidationError."""
    refuse_others(by)
    try:
        with transaction.atomic():
            ended = HoldEnd.objects.create(hold=hold, reason=said(reason), by=by)
    except IntegrityError:
        raise ValidationError(_("That was said already.")) from None
    trace("oversight.end_hold", by=by, case_id=hold.about, about=hold)
    return ended


@transaction.atomic
def propose_deletion(*, about: uuid.UUID, reason: str, by: Account) -> Deletion:
    """Propose that a case goes. Raises ValidationError where it must be kept, or is proposed."""
    refuse_others(by)
    _alone(about)
    case = due_case(about)
    if case is None or case.waits:
        raise ValidationError(_("This case must be kept."))
    if any(stands(one, case) for one in Deletion.objects.told().filter(about=about)):
        raise ValidationError(_("It has been proposed already."))
    made = Deletion.objects.create(
        about=about, reason=said(reason), by=by, closed_at=case.closed_at, ends=case.ends,
        rule=case.rule,
    )  # fmt: skip
    trace("oversight.propose_deletion", by=by, case_id=about, about=made)
    return made


@transaction.atomic
def decide_on_deletion(
    *, deletion: Deletion, approved: bool, reason: str, by: Account
) -> DeletionDecision:
    """Say yes or no to what another officer proposed.

    Raises ValidationError in words for one's own, and for a yes where the case must be kept.
    """
    refuse_others(by)
    if deletion.by_id == by.pk:
        raise ValidationError(_("Another data-protection officer decides what you proposed."))
    case = due_case(deletion.about)
    if approved and (case is None or case.waits or not stands(deletion, case)):
        raise ValidationError(_("This case must be kept."))
    if decision_of(deletion) is not None:
        raise ValidationError(_("It has been decided already."))
    try:
        with transaction.atomic():
            decision = DeletionDecision.objects.create(
                deletion=deletion, approved=approved, reason=said(reason), by=by
            )
    except IntegrityError:
        raise ValidationError(_("It has been decided already.")) from None
    trace("oversight.decide_on_deletion", by=by, case_id=deletion.about, about=deletion,
          detail={"approved": approved})  # fmt: skip
    return decision


@transaction.atomic
def fetch_archive(*, deletion: Deletion, by: Account) -> Archived:
    """Make the file of a case that two have decided on; only its hashes are kept.

    Raises ValidationError where it may not go, and once a file has been handed over as it is.
    """
    refuse_others(by)
    file = archive_of(deletion)
    if file is None:
        raise ValidationError(_("This case must be kept."))
    made = Archive.objects.create(
        deletion=deletion, sha256=file.sha256, digest=file.digest, rows=file.rows, by=by
    )
    trace("oversight.fetch_archive", by=by, case_id=deletion.about, about=made)
    return file


@transaction.atomic
def hand_over(*, deletion: Deletion, where: str, by: Account) -> HandedOver:
    """Write down where the file that was fetched last went. Raises ValidationError."""
    refuse_others(by)
    file = latest_archive(deletion)
    if file is None:
        raise ValidationError(_("Fetch the file first."))
    try:
        with transaction.atomic():
            handed = HandedOver.objects.create(archive=file, where=said(where), by=by)
    except IntegrityError:
        raise ValidationError(_("That was said already.")) from None
    trace("oversight.hand_over", by=by, case_id=deletion.about, about=file)
    return handed


@transaction.atomic
def delete_case(*, deletion: Deletion, by: Account) -> None:
    """Let the database take a case away, whole or not at all. Raises ValidationError."""
    refuse_others(by)
    _alone(deletion.about)
    try:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute("SELECT delete_case(%s)", [deletion.pk])
    except IntegrityError:
        raise ValidationError(
            _("It must still be due, and be archived as it is now. Fetch the file anew.")
        ) from None
    except DatabaseError as refusal:
        log.exception("A case could not be deleted: %s", deletion.pk)
        raise ValidationError(_("It could not be deleted. Nothing of it is gone.")) from refusal


def _alone(about: uuid.UUID) -> None:
    """Whoever writes about the same case at once waits here for the first."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 16))", [str(about)])
