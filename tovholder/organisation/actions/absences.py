"""Saying that somebody is away and who stands in, and ending it (S-85)."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace

from ..models import Absence, Account
from ..rules import obstacles_to_being_away, speaks_for


@transaction.atomic
def be_away(
    *, account: Account, cover: Account, first_day: date, last_day: date, by: Account
) -> Absence:
    """Say that `account` is away from one day to another, both with, and who stands in.

    From today it begins at once. Raises ValidationError in words where it cannot be.
    """
    Account.objects.select_for_update().get(pk=account.pk)  # two at once: the second sees the first
    starts = max(_midnight(first_day), timezone.now())
    ends = _midnight(last_day + timedelta(days=1))
    if obstacles := obstacles_to_being_away(account, cover, starts=starts, ends=ends, by=by):
        raise ValidationError(obstacles)
    made = Absence.objects.create(
        account=account, cover=cover, starts=starts, ends=ends, said_by=by
    )
    detail = {"account": account.pk, "cover": cover.pk}
    trace("organisation.be_away", by=by, about=made, detail=detail)
    return made


@transaction.atomic
def be_back(*, absence: Absence, by: Account) -> None:
    """End it now: what was seen through it is closed at once. Ended already, it stays so."""
    found = Absence.objects.not_over().select_for_update(of=("self",)).filter(pk=absence.pk).first()
    if found is None:
        return
    if not speaks_for(by, found.account):
        raise ValidationError(_("Whoever is away ends it, or whoever leads the unit."))
    found.ended_at, found.ended_by = Now(), by
    found.save(update_fields=["ended_at", "ended_by"])
    trace("organisation.be_back", by=by, about=found)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
