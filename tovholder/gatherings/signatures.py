"""Names set under a team's agreement after the meeting that made it (S-53)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from tovholder.audit.prepared import Reading
from tovholder.organisation.models import Account, Forum, Membership

from .models import Agreement, Approval, Signature


def to_sign_by(account: Account) -> list[Agreement]:
    """The agreements that stand where this account sits, and wait for its name."""
    return _waiting_for(account=account.pk)


def waits_for_the_name_of(agreement: Agreement, account: Account) -> bool:
    """Whether this agreement stands and waits for the name of this account."""
    return any(one.pk == agreement.pk for one in to_sign_by(account))


def signs_here(forum: Forum, account: Account) -> bool:
    """Whether an account is a member to stay: guests and substitutes do not sign afterwards."""
    mine = Membership.objects.current().filter(forum=forum, account=account, ends__isnull=True)
    return mine.exists()


def _without_the_name_of(account: int) -> Any:
    stays = Membership.objects.current().filter(
        account=account, ends__isnull=True, forum=OuterRef("forum")
    )
    there = Approval.objects.filter(
        meeting=OuterRef("meeting"), content=OuterRef("content"), voice__account=account
    )
    since = Signature.objects.filter(agreement=OuterRef("pk"), by=account)
    found = Agreement.objects.standing().filter(Exists(stays), ~Exists(there), ~Exists(since))
    return found.select_related("forum").order_by("in_force_at", "pk")


# A day is opened more often than anything else: compiled once (audit/prepared.py).
_waiting_for = Reading(_without_the_name_of, account=int)
