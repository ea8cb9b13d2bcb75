"""A consent narrowed or renewed: a new one in its place, in the same moment, and never wider."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.consent.actions import record_consent, withdraw
from tovholder.consent.models import Basis, Consent
from tovholder.consent.rules import domain_of
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from ..consents import decides_by, givers_of, new_end, refusal_to_renew, resting_on
from ..models import Case, Seat
from ..wording import area_titles, colleague
from .cases import give_seat, in_turn
from .standing_in import standing_in_for, stay_by


@transaction.atomic
def limit_consent(
    *,
    case: Case,
    basis: Basis,
    receivers: Iterable[Account],
    areas: Iterable[str],
    until: datetime,
    by: Account,
) -> Basis:
    """Let fewer people see less, or for a shorter time; what is taken away closes at once."""
    if basis.ends is not None and until > basis.ends:
        raise ValidationError(_("You can make it shorter, not longer."))
    seats = resting_on(case, basis)
    covered = {"overview", *areas}
    if not covered <= {area for seat in seats for area in seat.areas}:
        raise ValidationError(_("You can take away from it, not add to it."))
    wanted = {one.pk for one in receivers}
    kept = [seat for seat in seats if seat.account_id in wanted]
    if not kept or len(kept) < len(wanted):
        raise ValidationError(_("Keep at least one of those who see by it, or take it back."))
    return _put_in_place(
        case, basis, [(seat, sorted(covered & {*seat.areas})) for seat in kept], until, by
    )


@transaction.atomic
def renew_consent(*, case: Case, basis: Basis, by: Account) -> Basis:
    """Let the same people see the same for as long again, from now."""
    seats = resting_on(case, basis)
    if refusal := refusal_to_renew(basis, seats, decides=decides_by(by, case, basis, seats)):
        raise ValidationError(refusal)
    kept = [(seat, list(seat.areas)) for seat in seats]
    return _put_in_place(case, basis, kept, new_end(basis), by)


def _put_in_place(
    case: Case, basis: Basis, kept: list[tuple[Seat, list[str]]], until: datetime, by: Account
) -> Basis:
    """The old yes ends and the new one begins in one transaction: nobody is shut out between."""
    in_turn(case)
    givers = givers_of(basis)
    mine = [one for one in givers if one.account_id == by.pk]
    if not mine:
        raise ValidationError(_("Only the one who gave the consent can change it."))
    beside = standing_in_for(seat for seat, _areas in kept)
    # To take somebody off a consent does not make it another kind of consent.
    domain = domain_of([seat.account for seat in resting_on(case, basis) if seat.account])
    withdraw(basis=basis, by=by, reason=_("Another consent stands in its place."))
    others = [one for one in givers if one != mine[0]]
    new = _instead(basis, [mine[0], *others], kept, until=until, domain=domain, by=by)
    for seat, areas in kept:
        if seat.account is not None:
            given = give_seat(
                case=case, account=seat.account, basis=new, role=seat.role, areas=areas, by=by
            )
            stay_by(held=[one for one in beside if one.instead_of_id == seat.pk], seat=given, by=by)
    return new


def _instead(
    basis: Basis,
    givers: Sequence[Person],
    kept: list[tuple[Seat, list[str]]],
    *,
    until: datetime,
    domain: str,
    by: Account,
) -> Basis:
    accounts = [seat.account for seat, _areas in kept if seat.account is not None]
    try:
        with transaction.atomic():
            return record_consent(
                person=basis.person,
                given_by=givers[0],
                also_given_by=givers[1:],
                receiver="; ".join(colleague(one.professional) for one in accounts),
                matter=_matter(kept),
                purpose=basis.purpose,
                until=until,
                form=Consent.Form.SIGNED_IN,
                kind=basis.kind,
                domain=domain,
                replaces=basis,
                by=by,
            )
    except IntegrityError:
        raise ValidationError(_("This consent has been changed already.")) from None


def _matter(kept: list[tuple[Seat, list[str]]]) -> str:
    """What everyone together can see by it, in words."""
    return area_titles({area for _seat, areas in kept for area in areas})
