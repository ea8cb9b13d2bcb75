"""What waits at a reception: the nearest time first, each with what is left to do in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from tovholder.organisation.models import Membership

from .duty import assess_by_in_words, receipt_by_in_words
from .models import Assessment, Notification

MOST_ROWS = 200
MOST_FINISHED = 50


@dataclass(frozen=True)
class Row:
    """One notification as a line: which child, what is left to do, whether time has run out."""

    notification: Notification
    steps: Sequence[str]
    late: bool

    @property
    def id(self) -> UUID:
        return self.notification.pk


def waiting(memberships: list[Membership]) -> list[Row]:
    """Those that are to be assessed or whose receipt is to be sent; danger first."""
    waits = _rows(memberships).filter(waits=True)
    in_order = waits.order_by("-acute", F("assess_by").asc(nulls_last=True), "signed_at", "pk")
    return [_row(each) for each in in_order[:MOST_ROWS]]


def finished(memberships: list[Membership]) -> list[Row]:
    """The last ones with nothing left to do."""
    done = _rows(memberships).filter(waits=False).order_by("-signed_at", "pk")
    return [_row(each) for each in done[:MOST_FINISHED]]


def steps_left(notification: Notification) -> list[str]:
    """What the reception has to do with one, in sentences; empty when nothing is left."""
    read_to = max((each.after for each in notification.assessments.all()), default=None)
    added = notification.supplements.count()
    receipt = getattr(notification, "receipt", None)
    return _steps(notification, read_to, added, has_receipt=receipt is not None)


def outcome_in_words(assessment: Assessment) -> str:
    """What was found must happen."""
    match assessment.outcome:
        case Assessment.Outcome.ACUTE:
            return _("Acted at once to protect the child")
        case Assessment.Outcome.EXAMINATION:
            return _("The child’s situation is examined")
        case Assessment.Outcome.PASSED_ON:
            return _("Taken over by %(whom)s") % {"whom": assessment.passed_to}
        case _other:
            return _("No further step")


def _rows(memberships: list[Membership]) -> QuerySet[Notification]:
    return (
        Notification.objects.received_in(memberships)
        .select_related("unit", "signer", "forum")
        .annotate(
            read_to=Max("assessments__after"),
            added=Count("supplements", distinct=True),
            receipts=Count("receipt", filter=Q(receipt__isnull=False), distinct=True),
        )
    )


def _row(one: Any) -> Row:
    steps = _steps(one, one.read_to, one.added, has_receipt=bool(one.receipts))
    return Row(one, steps, late=one.is_late and one.read_to is None)


def _steps(one: Notification, read_to: int | None, added: int, *, has_receipt: bool) -> list[str]:
    steps = []
    if read_to is None:
        steps.append(assess_by_in_words(one))
    elif read_to < added:
        steps.append(_("Something was added since it was assessed. Assess it anew."))
    if not has_receipt:
        steps.append(receipt_by_in_words(one))
    return steps
