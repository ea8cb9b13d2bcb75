"""Questions about reading a case in an emergency, answered in words."""

import re

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.catalogue.things import LegalBasis
from tovholder.catalogue.vocabulary import BREAK_GLASS
from tovholder.organisation.models import Account
from tovholder.people.national import looks_like_a_number

from .models import Seat

FEWEST_WORDS = 5  # the database asks for as many
WITHIN_A_DAY = 24  # hours in which another time is another time


def grounds(account: Account) -> list[LegalBasis]:
    """The legal grounds a municipality has for this, of the country somebody works in."""
    rules = catalogue().legal_bases_on(timezone.localdate(), account.professional.unit.country)
    return sorted((one for one in rules if one.kind == BREAK_GLASS), key=lambda one: one.id)


def areas_shown() -> list[str]:
    """What is read in an emergency: the role's file says so."""
    return list(catalogue().roles[Seat.Role.EMERGENCY].areas)


def refusal_of_reason(reason: str) -> str | None:
    """Why these words are no reason, or None where they are one."""
    if looks_like_a_number(reason):
        return _("Leave the number out. Those who are told must not learn whose case it is.")
    words = re.findall(r"[^\W\d_]{2,}", reason)
    if len(words) < FEWEST_WORDS or len({word.casefold() for word in words}) < FEWEST_WORDS - 1:
        return _("Say it in a whole sentence: what is happening, and why it cannot wait.")
    return None


def who_is_told() -> list[Account]:
    """Who is told when the one the transaction acts for opens a case, in the order of names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT told_of_emergency()")
        told = cursor.fetchone()[0]
    return list(Account.objects.filter(pk__in=told).order_by("sort_key", "pk"))


def too_many_today() -> str:
    """Whom to ring where somebody has tried so often that it opens no more."""
    return _(
        "You have used emergency access as often as one may in a day. Ring the leader on duty. "
        "Where somebody is in danger, ring 112."
    )


def nobody_to_tell() -> str:
    """Whom to ring where nobody can be told."""
    return _(
        "Nobody can be told that you look: no leader of yours and no data-protection officer is "
        "registered here. Ring the leader on duty. Where somebody is in danger, ring 112."
    )
