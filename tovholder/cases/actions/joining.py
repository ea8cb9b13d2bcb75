"""Saying no to somebody who asks to join; a yes is an access given in the ordinary way."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..models import AskToJoin, DeclinedToJoin


@transaction.atomic
def decline_to_join(*, ask: AskToJoin, reason: str, by: Account) -> DeclinedToJoin:
    """Say no, with a reason those at the case can read."""
    try:
        with transaction.atomic():
            declined = DeclinedToJoin.objects.create(
                case_id=ask.case_id, ask=ask, reason=reason, by=by
            )
    except IntegrityError:
        raise ValidationError(_("This question has been answered.")) from None
    trace("cases.decline_to_join", by=by, case_id=ask.case_id, about=ask)
    return declined
