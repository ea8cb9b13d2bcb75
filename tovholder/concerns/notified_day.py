"""What notifications say on somebody's day: sentences without a name, for the day lies open.

For the reception what is to be assessed and when, for the signer that the receipt has come or
that one is begun and not signed. Nobody else's day knows of any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.audit.prepared import Reading
from tovholder.organisation.models import Account, Membership

from .duty import day_in_words, moment_in_words
from .models import Assessment, Draft, Notification, NotificationDraft, Receipt
from .waiting import Waiting

A_WEEK = timedelta(days=7)
MOST = 5  # receipts told at once


@dataclass(frozen=True)
class Own:
    """What somebody has begun and not sent, and which receipts have come to them lately."""

    draft: UUID | None
    draft_name: str
    unsigned: UUID | None
    receipts: Sequence[UUID]


def own_letters(account: Account) -> Own:
    """Of concerns and notifications, in one query: a day is opened more often than anything."""
    draft, name, unsigned, receipts = _own.one(account=account.pk) or (None, "", None, [])
    return Own(draft, (name or "").strip(), unsigned, receipts)


def notifications_waiting(account: Account, own: Own) -> list[Waiting]:
    """What waits among notifications for this account; one query more at a reception."""
    return [*_for_reception(account), *_for_signer(own), *_begun(own)]


def _for_reception(account: Account) -> list[Waiting]:
    if not getattr(account, "sits_in_reception", True):
        return []
    url, action = reverse("concerns:reception"), _("Open the reception")
    return [
        Waiting(sentence, action, url, urgent=bool(acute))
        for to_assess, acute, first, added, to_send, by in _received(account=account.pk)
        for sentence in (
            _to_assess(to_assess, acute, first),
            _added_to(added),
            _to_send(to_send, by),
        )
        if sentence
    ]


def _to_assess(count: int, acute: int, first: datetime | None) -> str:
    if not count:
        return ""
    told = [
        ngettext(
            "%(count)d notification is to be assessed.",
            "%(count)d notifications are to be assessed.",
            count,
        )
        % {"count": count}
    ]
    if acute:
        told.append(_("The child is in danger now, it is told."))
    if first:
        told.append(_("The first time limit: %(when)s.") % {"when": moment_in_words(first)})
    return " ".join(told)


def _added_to(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Something was added to %(count)d notification since it was assessed.",
        "Something was added to %(count)d notifications since they were assessed.",
        count,
    ) % {"count": count}


def _to_send(count: int, by: date | None) -> str:
    if not count:
        return ""
    told = ngettext(
        "%(count)d receipt is to be sent.", "%(count)d receipts are to be sent.", count
    ) % {"count": count}
    if by is None:
        return told
    return f"{told} " + _("The first time limit: %(when)s.") % {"when": day_in_words(by)}


def _for_signer(own: Own) -> list[Waiting]:
    return [
        Waiting(
            _("The municipality has received your notification."),
            _("Read the receipt"),
            reverse("concerns:notification", args=[one]),
        )
        for one in own.receipts
    ]


def _begun(own: Own) -> list[Waiting]:
    if own.unsigned is None:
        return []
    url = f"{reverse('concerns:notify')}?draft={own.unsigned}"
    sentence = _("You have begun a notification, and not signed it.")
    return [Waiting(sentence, _("Go on writing"), url, urgent=True)]


def _counted_at(account: int) -> QuerySet[Any]:
    """One row: how many to assess and by when, how many added to, how many receipts and by when."""
    here = Membership.objects.current().filter(account=account, forum=OuterRef("forum_id"))
    assessed = Exists(Assessment.objects.filter(notification=OuterRef("pk")))
    sent = Exists(Receipt.objects.filter(notification=OuterRef("pk")))
    waits = Notification.objects.filter(Exists(here), waits=True)
    each = waits.annotate(assessed=assessed, sent=sent, box=Value(1)).order_by()
    return (
        each.values("box")
        .annotate(
            to_assess=Count("pk", filter=Q(assessed=False)),
            in_danger=Count("pk", filter=Q(assessed=False, acute=True)),
            first=Min("assess_by", filter=Q(assessed=False)),
            added=Count("pk", filter=Q(assessed=True, sent=True)),
            to_send=Count("pk", filter=Q(sent=False)),
            by=Min("receipt_by", filter=Q(sent=False)),
        )
        .values_list("to_assess", "in_danger", "first", "added", "to_send", "by")
    )


def _own_of(account: int) -> QuerySet[Any]:
    """One row: the last draft of a concern and its name, that of a notification, the receipts."""
    drafts = Draft.objects.filter(account=account).order_by("-saved_at", "pk")
    unsigned = NotificationDraft.objects.filter(account=account).order_by("-saved_at", "pk")
    lately = Notification.objects.filter(signer=account, receipt__at__gt=Now() - A_WEEK)
    return (
        Account.objects.filter(pk=account)
        .annotate(
            draft=Subquery(drafts.values("pk")[:1]),
            draft_name=Subquery(drafts.annotate(called=KT("answers__name")).values("called")[:1]),
            unsigned=Subquery(unsigned.values("pk")[:1]),
            receipts=ArraySubquery(lately.order_by("-signed_at", "pk").values("pk")[:MOST]),
        )
        .values_list("draft", "draft_name", "unsigned", "receipts")
    )


_received = Reading(_counted_at, account=int)
_own = Reading(_own_of, account=int)
