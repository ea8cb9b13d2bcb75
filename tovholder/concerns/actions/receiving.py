"""What the reception does: assess, send the receipt, tell back, say which child it is."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from tovholder.audit.limits import limit
from tovholder.audit.trace import trace
from tovholder.cases.models import Case
from tovholder.organisation.models import Account, Membership
from tovholder.people.actions import Pupil

from ..duty import may_be_told_back
from ..models import Assessment, Notification, NotifiedChild, Receipt, ToldBack


@transaction.atomic
def assess(
    *,
    notification: Notification,
    outcome: str,
    reason: str,
    passed_to: str = "",
    after: int,
    number: int,
    by: Account,
) -> Assessment:
    """Say what must happen, and why; the last assessment stands (S-25).

    `after` is how many supplements, and `number` how many assessments, stood on the page it was
    decided on. Raises ValidationError where more has come since.
    """
    _check_sits_there(notification, by)
    written = Assessment.objects.filter(notification=notification)
    known = (notification.supplements.count(), written.count())
    if known != (after, number):
        raise ValidationError(_("Something has come since you opened the page. Read it first."))
    passed_on = outcome == Assessment.Outcome.PASSED_ON
    if passed_on and not passed_to.strip():
        raise ValidationError({"passed_to": _("Say who takes over.")})
    assessed: Assessment = _once(
        Assessment(
            notification=notification,
            number=number + 1,
            after=after,
            outcome=outcome,
            passed_to=passed_to.strip() if passed_on else "",
            reason=reason,
            by=by,
        )
    )
    trace("concerns.assess", by=by, about=notification)
    return assessed


@transaction.atomic
def send_receipt(*, notification: Notification, by: Account) -> None:
    """Tell the signer that it has come. Sending it twice sends no more than one."""
    _check_sits_there(notification, by)
    if not Receipt.objects.filter(notification=notification).exists():
        _once(Receipt(notification=notification, by=by))
        trace("concerns.receipt", by=by, about=notification)


@transaction.atomic
def tell_back(*, notification: Notification, started: bool, by: Account) -> None:
    """Tell the signer whether something was started, where the rule allows it; never what."""
    _check_sits_there(notification, by)
    if not may_be_told_back(notification):
        raise ValidationError(_("The rule lets this signer hear no more than the receipt."))
    if not Assessment.objects.filter(notification=notification).exists():
        raise ValidationError(_("Assess it first."))
    if ToldBack.objects.filter(notification=notification).exists():
        raise ValidationError(_("The signer has been told already."))
    _once(ToldBack(notification=notification, started=started, by=by))
    trace("concerns.tell_back", by=by, about=notification)


@transaction.atomic
def find_notified_child(*, notification: Notification, text: str, by: Account) -> list[Pupil]:
    """Children on any list of the municipality whose name holds `text`: at most ten.

    Every search is on record with what was searched for; sixty in ten minutes are the limit.
    """
    words = text.split()
    if not words or len(text) > 100:
        raise ValidationError(_("Write at least one name to search for."))
    limit("find_notified_child", str(by.pk), times=60, seconds=600)
    trace("concerns.find_notified_child", by=by, about=notification, detail={"searched": text})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM find_notified_child(%s::uuid, %s::text[])", [notification.pk, words]
        )
        return [Pupil(*row) for row in cursor.fetchall()]


@transaction.atomic
def match_notified_child(
    *, notification: Notification, pupil: Pupil, case_id: uuid.UUID | None = None, by: Account
) -> NotifiedChild:
    """Say which person the child is, and at which of one's own cases; nothing shows there.

    Raises ValidationError for a case of somebody else, or one the finder does not sit at.
    """
    _check_sits_there(notification, by)
    own = Case.objects.visible_to(by).filter(person=pupil.id)
    if case_id is not None and not own.filter(pk=case_id).exists():
        raise ValidationError(_("Choose a case of the child at which you sit yourself."))
    found: NotifiedChild = _once(
        NotifiedChild(
            notification=notification,
            number=notification.children.count() + 1,
            person_id=pupil.id,
            name=pupil.name,
            birth_date=pupil.birth_date,
            case_id=case_id,
            by=by,
        )
    )
    detail = {"person": str(pupil.id), "case": str(case_id or "")}
    trace("concerns.match_notified_child", by=by, about=notification, detail=detail)
    return found


def _once(row: models.Model) -> Any:
    """Add a row that only one can add: whoever is second is told so."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise ValidationError(_("A colleague did this just now. Read it first.")) from None
    return row


def _check_sits_there(notification: Notification, by: Account) -> None:
    sits = Membership.objects.current().filter(account=by.pk, forum=notification.forum_id)
    if not sits.exists():
        raise ValidationError(_("This is for those who receive notifications."))
