"""Recording why we may. The only file here that writes."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .models import AlsoGiven, Basis, Consent, Withdrawal
from .rules import (
    CONSENT,
    GENERAL,
    last_moment,
    refusal_of_another_time,
    refusal_of_form,
    refusal_to_consent,
    refusal_to_prolong,
    refusal_to_stand_on,
    rule_of_exchange,
    rule_today,
    times_allowed,
)


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
    witness: str = "",
    also_given_by: Sequence[Person] = (),
    kind: str = "",
    domain: str = GENERAL,
    replaces: Basis | None = None,
) -> Basis:
    """Record that `given_by` lets `receiver` know `matter` about `person` until a date.

    Whoever records it without naming a witness is the witness. Raises ValidationError where a
    giver may not consent or one is missing, the date is past or too far away, or an oral consent
    lacks its reason (S-43).
    """
    kind = kind or rule_today(CONSENT, by)
    givers = [given_by, *also_given_by]
    witness = "" if form == Consent.Form.SIGNED_IN else witness.strip() or by.name
    if refusal := refusal_to_consent(
        person=person, givers=givers, until=until, kind=kind, domain=domain
    ) or refusal_of_form(form=form, oral_reason=oral_reason, witness=witness):
        raise ValidationError(refusal)
    basis = Basis.objects.create(
        person=person, kind=kind, purpose=purpose, ends=until, recorded_by=by
    )
    Consent.objects.create(
        basis=basis,
        person=person,
        given_by=given_by,
        receiver=receiver,
        matter=matter,
        form=form,
        oral_reason=oral_reason,
        witness=witness,
        needs=len(givers),
        replaces=replaces,
    )
    for other in also_given_by:
        AlsoGiven.objects.create(basis=basis, person=person, given_by=other)
    trace("consent.record_consent", by=by, about=basis, detail={"form": form})
    return basis


@transaction.atomic
def record_basis(
    *, person: Person, kind: str, purpose: str, by: Account, ends: datetime | None = None
) -> Basis:
    """Record a legal ground that is not a consent: a law, custody, a treatment relation.

    Raises ValidationError for a rule on which nobody can stand. It ends when the rule does, if
    the rule sets an end.
    """
    if refusal := refusal_to_stand_on(kind):
        raise ValidationError(refusal)
    ends = min((end for end in (ends, last_moment(kind)) if end is not None), default=None)
    basis = Basis.objects.create(
        person=person, kind=kind, purpose=purpose, ends=ends, recorded_by=by
    )
    trace("consent.record_basis", by=by, about=basis, detail={"kind": kind})
    return basis


@transaction.atomic
def use_exchange(
    *, person_id: UUID, kind: str, by: Account, reason: str = "", on: date | None = None
) -> int:
    """Count that people talk about somebody without consent: once, once more with a reason (S-44).

    Answers which time it is. How often is said by the rule as it holds today, or on the day `on`
    of an exchange that is counted late. Raises ValidationError in words for who does not work
    with the child, at its case or as leader of a team that has a concern about it; where the rule
    does not hold; where it has been used and no reason is given, or as often as the rule allows.
    """
    rule = rule_of_exchange(kind, on)
    if rule is None:
        raise ValidationError(_("This legal basis does not hold today."))
    most, reason = times_allowed(rule), reason.strip()
    with connection.cursor() as cursor:
        cursor.execute("SELECT use_exchange(%s::uuid, %s, %s, %s)", [person_id, kind, reason, most])
        number: int | None = cursor.fetchone()[0]
    if number == 0:
        raise ValidationError(
            _("You can record an exchange about a child whose case you are at, and no other.")
        )
    if number is None:
        raise ValidationError(refusal_of_another_time(most, reason))
    trace("consent.use_exchange", by=by, about=f"people.person:{person_id}", detail={"kind": kind})
    return number


@transaction.atomic
def prolong_exchange(*, basis: Basis, reason: str, by: Account) -> Basis:
    """Let a one-time exchange last once more, from now, with a reason the family can read.

    A basis is never changed: this is a new one, and counts as the second time (S-44).
    """
    if refusal := refusal_to_prolong(basis):
        raise ValidationError(refusal)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why once was not enough.")})
    use_exchange(person_id=basis.person_id, kind=basis.kind, reason=reason, by=by)
    purpose = _("%(purpose)s. Made longer once: %(reason)s") % {
        "purpose": basis.purpose.rstrip("."), "reason": reason.strip(),
    }  # fmt: skip
    return record_basis(person=basis.person, kind=basis.kind, purpose=purpose, by=by)


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
