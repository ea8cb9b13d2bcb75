"""Recording why we may. The only file here that writes."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .models import Basis, Consent, Withdrawal
from .rules import refusal_to_consent, refusal_to_stand_on, rule_today

CONSENT = "consent"


@transaction.atomic
def record_consent(
    *,
    person: Person,
    given_by: Person,
    receiver: str,
    matter: str,
    purpose: str,
    until: datetime,
    form: str,
    by: Account,
    oral_reason: str = "",
) -> Basis:
    """Record that `given_by` lets `receiver` know `matter` about `person` until a date.

    Raises ValidationError where the giver may not consent, the date is past or too far away, or
    an oral consent lacks its reason (S-43).
    """
    if refusal := refusal_to_consent(
        person=person, given_by=given_by, until=until, form=form, oral_reason=oral_reason
    ):
        raise ValidationError(refusal)
    basis = Basis.objects.create(
        person=person,
        kind=rule_today(CONSENT, by),
        purpose=purpose,
        ends=until,
        recorded_by=by,
    )
    Consent.objects.create(
        basis=basis,
        person=person,
        given_by=given_by,
        receiver=receiver,
        matter=matter,
        form=form,
        oral_reason=oral_reason,
    )
    trace("consent.record_consent", by=by, about=basis, detail={"form": form})
    return basis


@transaction.atomic
def record_basis(
    *, person: Person, kind: str, purpose: str, by: Account, ends: datetime | None = None
) -> Basis:
    """Record a legal ground that is not a consent: a law, custody, a treatment relation.

    Raises ValidationError for a rule on which nobody can stand.
    """
    if refusal := refusal_to_stand_on(kind):
        raise ValidationError(refusal)
    basis = Basis.objects.create(
        person=person, kind=kind, purpose=purpose, ends=ends, recorded_by=by
    )
    trace("consent.record_basis", by=by, about=basis, detail={"kind": kind})
    return basis


@transaction.atomic
def withdraw(*, basis: Basis, by: Account, reason: str = "") -> Withdrawal:
    """Take a consent back; the seats that rest on it are closed in the same moment.

    Only a consent can be taken back: statutory work does not rest on one.
    """
    if not Consent.objects.filter(basis=basis).exists():
        raise ValidationError(_("Only a consent can be withdrawn. This rests on a law."))
    try:
        with transaction.atomic():
            withdrawal = Withdrawal.objects.create(
                basis=basis, person_id=basis.person_id, by=by, reason=reason
            )
    except IntegrityError:
        raise ValidationError(_("This consent has been withdrawn already.")) from None
    trace("consent.withdraw", by=by, about=basis)
    return withdrawal
