"""What of the day is about standing in: for whom one does, and who does for oneself (S-85)."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tovholder.audit.prepared import Reading
from tovholder.cases.untended import is_any_untended
from tovholder.cases.wording import last_day_of
from tovholder.organisation.access import leads_unit
from tovholder.organisation.models import Absence, Account
from tovholder.ui.dates import day_text

from .entries import Entry

_now = Reading(
    lambda account: (
        Absence.objects.current().filter(Q(cover=account) | Q(account=account)).told()[:20]
    ),
    account=int,
)


def absences(account: Account) -> list[Entry]:
    """For whom one stands in now, with the way to their cases, and who stands in for oneself; for
    whoever leads a unit, also that somebody is missing at its cases.

    That there is any absence is known with the account, as a rule.
    """
    if not getattr(account, "shares_an_absence", True):
        return untended(account)
    return untended(account) + [_entry(one, account) for one in _now(account=account.pk)]


def untended(account: Account) -> list[Entry]:
    """That cases of the unit one leads wait for somebody to hold their rope: one line for all."""
    if not leads_unit(account) or not is_any_untended():
        return []
    return [
        Entry(
            sentence=_("Cases at your unit wait for somebody to coordinate or stand in."),
            action=_("See whom to ask"),
            url=f"{reverse('shell:unit')}#untended",
        )
    ]


def _entry(one: Absence, account: Account) -> Entry:
    if one.cover_id == account.pk:
        return Entry(
            sentence=_("You stand in for %(name)s.") % {"name": one.account.name},
            hint=_until(one),
            action=_("See the cases"),
            url=reverse("cases:list"),
        )
    return Entry(
        sentence=_("%(name)s stands in for you.") % {"name": one.cover.name},
        hint=_until(one),
        action=_("See or end it"),
        url=reverse("cases:absences"),
    )


def _until(one: Absence) -> str:
    return _("Until and with %(day)s.") % {"day": day_text(last_day_of(one.ends))}
