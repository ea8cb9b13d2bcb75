"""Giving somebody the office of data-protection officer, and ending it: by two persons."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace

from ..models import Account, Officer
from ..rules import (
    obstacles_to_asking_for_the_end,
    obstacles_to_confirming,
    obstacles_to_ending,
    obstacles_to_proposing,
)


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
def ask_to_end_officer(*, officer: Officer, by: Account) -> None:
    """Ask that the office ends; it goes on until another administrator ends it.

    Raises ValidationError in words where `by` cannot ask. Asked for already, it stays so.
    """
    _raise(obstacles_to_asking_for_the_end(by))
    found = _held(officer)
    if found is None or found.end_asked_by_id is not None:
        return
    found.end_asked_by, found.end_asked_at = by, Now()
    found.save(update_fields=["end_asked_by", "end_asked_at"])
    trace("organisation.ask_to_end_officer", by=by, about=found)


@transaction.atomic
def keep_officer(*, officer: Officer, by: Account) -> None:
    """Let the office go on after all. Where nobody asks for its end, it stays so."""
    _raise(obstacles_to_asking_for_the_end(by))
    found = _held(officer)
    if found is None or found.end_asked_by_id is None:
        return
    found.end_asked_by = found.end_asked_at = None
    found.save(update_fields=["end_asked_by", "end_asked_at"])
    trace("organisation.keep_officer", by=by, about=found)


@transaction.atomic
def end_officer(*, officer: Officer, by: Account) -> None:
    """End an office another administrator asked to end, or take a proposal back alone, now.

    Raises ValidationError in words where `by` cannot end it. Ended already, it stays so.
    """
    found = _open(officer)
    if found is None:
        return
    _raise(obstacles_to_ending(found, by))
    found.ends, found.ended_by = Now(), by
    found.save(update_fields=["ends", "ended_by"])
    trace("organisation.end_officer", by=by, about=found)


def _open(officer: Officer) -> Officer | None:
    """The office or the proposal as it stands now, kept for this transaction."""
    return Officer.objects.open().select_for_update(of=("self",)).filter(pk=officer.pk).first()


def _held(officer: Officer) -> Officer | None:
    found = _open(officer)
    return found if found and found.confirmed_by_id else None


def _raise(obstacles: list[str]) -> None:
    if obstacles:
        raise ValidationError(obstacles)
