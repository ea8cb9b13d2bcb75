"""Questions about supervision by a leader, answered in words."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.consent.rules import rule_today
from tovholder.organisation.access import leads_unit
from tovholder.organisation.models import Account, Professional

SUPERVISION = "supervision"
MOST_DRAWN = 20


def last_day(by: Account) -> date:
    """How long a supervision set up today lasts at most, by the rule of the country."""
    rule = catalogue().legal_bases.get(rule_today(SUPERVISION, by))
    today = timezone.localdate()
    return today + rule.longest if rule and rule.longest else today


def who_may_supervise() -> QuerySet[Account]:
    """Those who lead here today."""
    leading = Professional.objects.current().filter(is_leader=True)
    named = Account.objects.filter(professional__in=leading, is_active=True)
    return named.select_related("professional__account", "professional__unit").order_by(
        "sort_key", "pk"
    )


def obstacles_to_supervising(
    by: Account, supervisor: Account, until: date, purpose: str
) -> list[str]:
    """Why a supervision cannot be set up so; an empty list when it can."""
    obstacles = []
    if not leads_unit(by):
        obstacles.append(_("Whoever leads the unit has its work looked at."))
    if supervisor not in who_may_supervise():
        obstacles.append(_("Somebody who leads looks."))
    if not timezone.localdate() <= until <= last_day(by):
        obstacles.append(_("Choose a day that is not further away than the rule lets it last."))
    if not purpose.strip():
        obstacles.append(_("Say what is looked at. The family reads it."))
    return obstacles
