"""Talking about a child without consent: on which law today, and what somebody takes part in."""

from dataclasses import dataclass

from tovholder.catalogue.things import LegalBasis
from tovholder.consent.rules import rule_of_exchange, rule_today
from tovholder.consent.wording import parties_in_words
from tovholder.organisation.models import Account

from .models import Talk

EXCHANGE = "exchange"
MOST = 20  # on one day


@dataclass(frozen=True)
class Allowed:
    """What the law of today allows, for the page that asks."""

    rule: LegalBasis
    parties: str
    days: int


def rule_for(account: Account) -> LegalBasis | None:
    """The rule of exchange that holds today where somebody works, or None."""
    return rule_of_exchange(rule_today(EXCHANGE, account))


def allowed(account: Account) -> Allowed | None:
    """The same with its words; None too for somebody whose own workplace the rule does not list."""
    rule = rule_for(account)
    if rule is None:
        return None
    listed = rule.parameters.get("parties", ())
    days = rule.longest.days if rule.longest else 0
    return Allowed(rule=rule, parties=parties_in_words(listed), days=days)


def talks_ahead(account: Account) -> list[Talk]:
    """What somebody takes part in, that lies ahead or of which nobody has written."""
    return list(Talk.objects.open_to(account).to_do().order_by("meets_on", "pk")[:MOST])
