"""Writing down whom a child trusts (S-39)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..models import Case, Seat, TrustedAdult
from .cases import in_turn, refuse_when_closed


@transaction.atomic
def trust(
    *, case: Case, account: Account | None, chosen_by: str, since: date, by: Account
) -> TrustedAdult:
    """Say whom the child trusts from a day on, or without an account that it is nobody for now.

    Who it was before stays to be read. Raises ValidationError in words.
    """
    in_turn(case)
    refuse_when_closed(case)
    if since > timezone.localdate():
        raise ValidationError({"since": _("That day has not come yet.")})
    if account is not None:
        seats = Seat.objects.standing().of_professionals().filter(case=case, account=account)
        if not seats.exists():
            raise ValidationError(_("Only somebody who works with the child here can be chosen."))
    said = TrustedAdult.objects.create(
        case=case, account=account, chosen_by=chosen_by, since=since, by=by
    )
    trace("cases.trust", by=by, case_id=case.pk, about=said)
    return said
