"""Giving somebody the office of data-protection officer, by two persons."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace

from ..models import Account, Officer
from ..rules import obstacles_to_confirming, obstacles_to_proposing


@transaction.atomic
def propose_officer(*, account: Account, by: Account) -> Officer:
    """Propose somebody as data-protection officer; nothing is opened before another confirms.

    Raises ValidationError in words where they cannot hold the office, or `by` cannot propose.
    """
    _raise(obstacles_to_proposing(account, by))
    try:
        with transaction.atomic():
            officer = Officer.objects.create(account=account, proposed_by=by)
    except IntegrityError:
        raise ValidationError(_("They have been proposed already.")) from None
    trace("organisation.propose_officer", by=by, about=officer)
    return officer


@transaction.atomic
def confirm_officer(*, officer: Officer, by: Account) -> None:
    """Let the office begin now, as another administrator than the one who proposed it.

    Raises ValidationError in words where `by` is one of the two, or the proposal waits no longer.
    """
    waiting = Officer.objects.waiting().select_for_update(of=("self",)).filter(pk=officer.pk)
    found = waiting.first()
    if found is None:
        raise ValidationError(_("This proposal waits no longer."))
    _raise(obstacles_to_confirming(found, by))
    found.confirmed_by = by
    found.confirmed_at = found.starts = Now()
    found.save(update_fields=["confirmed_by", "confirmed_at", "starts"])
    trace("organisation.confirm_officer", by=by, about=found)


@transaction.atomic
def end_officer(*, officer: Officer, by: Account) -> None:
    """End the office, or take the proposal back, now. Ended already, it stays so."""
    found = Officer.objects.open().select_for_update(of=("self",)).filter(pk=officer.pk).first()
    if found is None:
        return
    found.ends, found.ended_by = Now(), by
    found.save(update_fields=["ends", "ended_by"])
    trace("organisation.end_officer", by=by, about=found)


def _raise(obstacles: list[str]) -> None:
    if obstacles:
        raise ValidationError(obstacles)
