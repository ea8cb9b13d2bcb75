"""The duty to notify as the law of the day has it: who receives, by when, what may be told back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.catalogue.things import LegalBasis
from tovholder.organisation.models import Account, Forum, Membership
from tovholder.organisation.working_days import working_days_after
from tovholder.ui.dates import clock_text, day_text

from .legal import title_of, today_of_kind
from .models import Notification

NOTIFYING = "notification"
EVERYONE_AT_WORK = "professionals"


@dataclass(frozen=True)
class Deadlines:
    """By when a notification is assessed and its receipt sent; None where the rule says no time."""

    assess_by: datetime | None
    receipt_by: date | None


def rule_for(account: Account) -> LegalBasis | None:
    """The rule by which somebody at work notifies today; that of one's own profession first."""
    worker = account.professional
    profession = catalogue().professions.get(worker.profession)
    signers = [profession.group if profession else "", EVERYONE_AT_WORK]
    rules = today_of_kind(worker.unit.country, NOTIFYING)
    found = [rule for rule in rules if rule.parameters.get("signed_by") in signers]
    return min(found, key=lambda rule: signers.index(rule.parameters["signed_by"]), default=None)


def receptions(account: Account) -> list[Forum]:
    """Where somebody's notification is received: in the country, and by others who sit there."""
    sitting = Membership.objects.current().filter(forum=OuterRef("pk")).exclude(account=account)
    country = account.professional.unit.country
    found = Forum.objects.filter(
        Exists(sitting), receives_notifications=True, unit__country=country
    )
    return list(found.select_related("unit").order_by("name", "pk"))


def deadlines(rule: LegalBasis, now: datetime, country: str) -> Deadlines:
    """Reckoned when it is signed, and kept: the rule may change later."""
    hours = rule.parameters.get("assessed_within_hours")
    days = rule.parameters.get("receipt_within_working_days")
    return Deadlines(
        now + timedelta(hours=hours) if hours else None,
        working_days_after(timezone.localdate(now), days, country) if days else None,
    )


def may_be_told_back(notification: Notification) -> bool:
    """Whether the signer may hear if something was started: by the rule it was signed under."""
    rule = catalogue().legal_bases.get(notification.legal_basis)
    listed: Any = rule.parameters.get("told_back_to", ()) if rule else ()
    return notification.unit.kind in listed


def told_to_signer(notification: Notification) -> list[str]:
    """What the signer hears, in sentences: the rule says how much, and the reception what."""
    told = getattr(notification, "told_back", None)
    if told is not None:
        return [
            _("Something has been started. What it is, the municipality may not tell you.")
            if told.started
            else _("Nothing has been started because of it.")
        ]
    if may_be_told_back(notification):
        return [
            _("You may be told whether something is started, and not what. It stands here then."),
        ]
    return [
        _("You are told that it has come, and no more. That is the rule, and not because nothing"
          " happens."),
    ]  # fmt: skip


def phone() -> str:
    """Whom to ring where a child is in danger, as the municipality's own file says."""
    return catalogue().municipality.phone_for_children


def assess_by_in_words(notification: Notification) -> str:
    """“To be assessed by tomorrow at 14.05”, or that the time has run out."""
    by = notification.assess_by
    if by is None:
        return _("To be assessed. The rule says no time.")
    words = {"when": moment_in_words(by)}
    if notification.is_late:
        return _("Should have been assessed %(when)s.") % words
    return _("To be assessed by %(when)s.") % words


def receipt_by_in_words(notification: Notification) -> str:
    """By which day the receipt is sent."""
    by = notification.receipt_by
    if by is None:
        return _("The receipt is to be sent. The rule says no time.")
    words = {"day": day_in_words(by)}
    if by < timezone.localdate():
        return _("The receipt should have been sent by %(day)s.") % words
    return _("The receipt is to be sent by %(day)s.") % words


def deadlines_told(notification: Notification) -> list[str]:
    """What the signer may expect, and by when; kept sentences of the day it was signed."""
    expected = []
    if notification.assess_by is not None:
        by = moment_in_words(notification.assess_by)
        expected.append(_("It is assessed by %(when)s.") % {"when": by})
    if notification.receipt_by is not None:
        day = day_in_words(notification.receipt_by)
        expected.append(_("You get a receipt here by %(day)s.") % {"day": day})
    return expected or [_("You get a receipt here. The rule says no time.")]


def title_of_rule(notification: Notification) -> str:
    """The rule it was signed under, with its law and paragraph."""
    rule = catalogue().legal_bases.get(notification.legal_basis)
    title = title_of(notification.legal_basis)
    return f"{title} ({rule.law} {rule.paragraph})" if rule else title


def moment_in_words(moment: datetime) -> str:
    """“tomorrow at 14.05”, or the day by its name."""
    day = day_in_words(timezone.localdate(moment))
    return _("%(day)s at %(clock)s") % {"day": day, "clock": clock_text(moment)}


def day_in_words(day: date) -> str:
    """“tomorrow”, or the day by its name."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return near.get((day - timezone.localdate()).days) or day_text(day, weekday=True)
