"""Asking to talk about a child without consent, and writing down what was said (S-44)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.catalogue.things import LegalBasis
from tovholder.consent.actions import use_exchange
from tovholder.consent.rules import last_moment, refusal_of_parties
from tovholder.organisation.models import Account, Professional

from ..models import Case, Talk, TalkCalledOff, TalkNote, TalkParty
from ..talking import refusal_to_call_off, rule_for
from .cases import in_turn, refuse_when_closed


@transaction.atomic
def talk_once(
    *,
    case: Case,
    others: Sequence[Professional],
    meets_on: date,
    why_not: Mapping[str, str],
    necessary: str,
    by: Account,
    again: str = "",
    untold_because: str = "",
) -> Talk:
    """Record that `by` and `others` meet about the case's person without consent, once.

    `why_not` says, for each of `anonymous`, `with_parents` and `consent`, why it is not enough;
    `again`, why once more; `untold_because`, why the family may not be told yet. Raises
    ValidationError in words where the law of today does not let these meet, or not again.
    """
    in_turn(case)
    refuse_when_closed(case)
    rule = rule_for(by)
    if rule is None:
        raise ValidationError(_("No law that is known here allows it today."))
    taking_part = [by.professional, *(one for one in others if one.account_id != by.pk)]
    parties = sorted({one.unit.kind for one in taking_part})
    ends = _until(rule, taking_part, parties, meets_on)
    number = use_exchange(person_id=case.person_id, kind=rule.id, by=by, reason=again)
    talk = Talk.objects.create(
        case=case, person_id=case.person_id, name=case.person.name, number=number, kind=rule.id,
        why_not_anonymous=why_not["anonymous"].strip(),
        why_not_with_parents=why_not["with_parents"].strip(),
        why_not_consent=why_not["consent"].strip(), necessary=necessary.strip(),
        reason=again.strip() if number > 1 else "", parties=parties, meets_on=meets_on,
        ends=ends, untold_because=untold_because.strip(), by=by,
    )  # fmt: skip
    for one in taking_part:
        _let_in(talk, one)
    trace("cases.talk_once", by=by, case_id=case.pk, about=talk, detail={"kind": rule.id})
    return talk


@transaction.atomic
def write_talk_note(*, talk: Talk, text: str, by: Account) -> TalkNote:
    """Write what was said, from the day of the meeting on. Raises ValidationError in words."""
    if timezone.localdate() < talk.meets_on:
        raise ValidationError(_("Write what was said when you have met."))
    if not text.strip():
        raise ValidationError({"text": _("Write a few words.")})
    note = TalkNote.objects.create(talk=talk, text=text.strip(), by=by)
    trace("cases.write_talk_note", by=by, case_id=talk.case_id, about=talk)
    return note


@transaction.atomic
def call_off_talk(*, talk: Talk, because: str, by: Account) -> TalkCalledOff:
    """Say before its day that a talk will not be held; from now on it is open to nobody.

    It has been counted all the same. Raises ValidationError in words.
    """
    if refusal := refusal_to_call_off(talk, by):
        raise ValidationError(refusal)
    if not because.strip():
        raise ValidationError({"because": _("Say why, in a few words.")})
    try:
        with transaction.atomic():
            row = TalkCalledOff.objects.create(talk=talk, because=because.strip(), by=by)
    except IntegrityError:
        raise ValidationError(_("It has been called off already.")) from None
    trace("cases.call_off_talk", by=by, case_id=talk.case_id, about=talk)
    return row


def _until(
    rule: LegalBasis, taking_part: Sequence[Professional], parties: Sequence[str], meets_on: date
) -> datetime:
    """When the door shuts on what these may do by a rule. Raises ValidationError in words."""
    if len(taking_part) < 2:
        raise ValidationError({"others": _("Say with whom.")})
    if refusal := refusal_of_parties(rule, parties):
        raise ValidationError({"others": refusal})
    ends = last_moment(rule.id)
    if ends is None or not timezone.localdate() <= meets_on <= timezone.localdate(ends):
        raise ValidationError({"meets_on": _("Choose a day from today until the exchange ends.")})
    return ends


def _let_in(talk: Talk, one: Professional) -> None:
    """Let somebody take part; the database says who may, and keeps whoever is near away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT may_take_part(%s::uuid, %s::bigint)", [talk.pk, one.account_id])
        if not cursor.fetchone()[0]:
            refusal = _("%(name)s cannot take part in this.") % {"name": one.account.name}
            raise ValidationError({"others": refusal})
    TalkParty.objects.create(talk=talk, account_id=one.account_id, profession=one.profession)
