"""Talking about a child without consent: on which law today, and what somebody takes part in."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue.things import LegalBasis
from tovholder.consent.rules import refusal_of_parties, rule_of_exchange, rule_today
from tovholder.consent.wording import parties_in_words
from tovholder.organisation.models import Account

from .access import Right
from .models import Case, Talk

EXCHANGE = "exchange"
MOST = 20  # on one day


@dataclass(frozen=True)
class Allowed:
    """What the law of today allows, for the page that asks; `refusal` where not to this one."""

    rule: LegalBasis
    parties: str
    days: int
    refusal: str


def rule_for(account: Account) -> LegalBasis | None:
    """The rule of exchange that holds today where somebody works, or None."""
    return rule_of_exchange(rule_today(EXCHANGE, account))


def allowed(account: Account) -> Allowed | None:
    """The same with its words, and why somebody may not ask whose workplace it does not list."""
    rule = rule_for(account) if account.is_professional else None
    if rule is None:
        return None
    return Allowed(
        rule=rule,
        parties=parties_in_words(rule.parameters.get("parties", ())),
        days=rule.longest.days if rule.longest else 0,
        refusal=refusal_of_parties(rule, [account.professional.unit.kind]) or "",
    )


def may_ask(case: Case) -> bool:
    """Whether whoever has opened a case may ask here to talk about the child without consent."""
    if not case.door.may(Right.PLAN):
        return False
    found = allowed(case.door.account)
    return found is not None and not found.refusal


def talks_ahead(account: Account) -> list[Talk]:
    """What somebody takes part in, that lies ahead or of which nobody has written."""
    return list(Talk.objects.open_to(account).to_do().order_by("meets_on", "pk")[:MOST])


def refusal_to_call_off(talk: Talk, account: Account) -> str | None:
    """Why somebody cannot call a talk off, or None where they can: before its day, who asked."""
    if talk.by_id != account.pk:
        return _("%(name)s asked for it, and can call it off.") % {"name": talk.by.name}
    if talk.meets_on <= timezone.localdate():
        return _("The day has come. Write instead what was said.")
    return None


@dataclass(frozen=True)
class CalledOff:
    """A talk one should have taken part in, and that will not be held."""

    child: str
    met_on: date
    because: str
    by: str


def talks_called_off() -> list[CalledOff]:
    """What others have called off, until the day it should have been; one's own is known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child, met_on, because, called_off_by FROM talks_called_off()"
            " WHERE met_on >= %s LIMIT %s",
            [timezone.localdate(), MOST],
        )
        return [CalledOff(*row) for row in cursor.fetchall()]
