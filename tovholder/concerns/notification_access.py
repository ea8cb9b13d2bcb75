"""The door of a notification: whoever signed it, and those who sit at the reception now.

No seat opens it, no rank and no team (decision 29). For everyone else it does not exist, told
exactly as for one that never did. Every look is on record under the notification's own id, which
is no case's: nothing of it reaches what a family sees of the trace.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tovholder.audit.context import remember_seen
from tovholder.audit.trace import look
from tovholder.cases.access import READING, page_of, shows_again
from tovholder.organisation.access import account_of, signed_in
from tovholder.organisation.models import Account, Membership
from tovholder.ui.declare import declared

from .models import Notification

View = Callable[..., HttpResponse]
AREA = "notification"


class Hand(Enum):
    """Whose hands a notification is in."""

    SIGNER = "signer"
    RECEPTION = "reception"


@dataclass(frozen=True)
class OpenedNotification:
    """A notification somebody has opened, and as what."""

    notification: Notification
    account: Account
    hands: frozenset[Hand]


def open_notification(
    request: HttpRequest, notification_id: uuid.UUID, hand: Hand, *, record: bool = True
) -> OpenedNotification:
    """Open a notification for the signed-in account, or refuse.

    Raises Http404 for everyone who has no hand in it, and PermissionDenied, in words, for those
    who have the other one.
    """
    account, page = account_of(request), page_of(request)
    found = Notification.objects.visible_to(account).filter(pk=notification_id).told().first()
    held = _hands(account, found) if found is not None else frozenset()
    if found is None or hand not in held:
        look(by=account, page=page, case_ids=[notification_id], areas=[AREA], refused=True)
        if not held:
            raise Http404
        raise PermissionDenied(_whom_to_ask(hand))
    opened = OpenedNotification(found, account, held)
    remember_seen([found.pk], [AREA])
    if record:
        _look_at(request, opened)
    return opened


def notification_view(hand: Hand) -> Callable[[View], View]:
    """Give the view an opened notification in place of an id; a POST leaves its deed instead."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opening(
            request: HttpRequest, notification_id: uuid.UUID, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            reading = request.method in READING
            opened = open_notification(request, notification_id, hand, record=reading)
            response = view(request, opened, *args, **kwargs)
            if shows_again(request, response):
                _look_at(request, opened)
            return response

        return declared(signed_in(opening), f"notification:{hand.value}")

    return decorate


def reception_member(view: View) -> View:
    """For those who sit at a reception; the view receives their memberships."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        memberships = receiving(account_of(request))
        if not memberships:
            raise Http404
        return view(request, *args, memberships=memberships, **kwargs)

    return declared(signed_in(guarded), "reception")


def receiving(account: Account) -> list[Membership]:
    """Where somebody sits among those who receive notifications."""
    mine = Membership.objects.current().where_notifications_come().filter(account=account.pk)
    return list(mine.select_related("forum", "account").order_by("forum__name", "pk"))


def still_open(account: Account, notification_id: uuid.UUID, hand: Hand) -> bool:
    """Whether a page once opened with this hand would be opened again; nothing is shown."""
    found = Notification.objects.visible_to(account).filter(pk=notification_id).first()
    return found is not None and hand in _hands(account, found)


def _look_at(request: HttpRequest, opened: OpenedNotification) -> None:
    look(
        by=opened.account,
        page=page_of(request),
        case_ids=[opened.notification.pk],
        areas=[AREA],
    )


def _hands(account: Account, notification: Notification) -> frozenset[Hand]:
    held = {Hand.SIGNER} if notification.signer_id == account.pk else set()
    sits = Membership.objects.current().filter(account=account.pk, forum=notification.forum_id)
    if sits.exists():
        held.add(Hand.RECEPTION)
    return frozenset(held)


def _whom_to_ask(hand: Hand) -> str:
    if hand is Hand.SIGNER:
        return _("Only whoever signed the notification does this.")
    return _("This is for those who receive notifications.")
