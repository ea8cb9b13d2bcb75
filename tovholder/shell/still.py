"""What an open page asks again and again: may its reader still see what it shows?

Every page carries a seal of what it has shown: to whom, behind which door, of which cases or
concerns. The question names nothing else, so nobody can ask about a case they have not seen, and
a door that closed is told as one that never was. Nothing is shown, so no look is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Self
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject

from tovholder.audit import context
from tovholder.cases import access as cases
from tovholder.cases.models import Seat
from tovholder.cases.whereabouts import tells_where
from tovholder.concerns import access as concerns
from tovholder.concerns import notification_access as notifications
from tovholder.concerns.models import Concern, Notification
from tovholder.organisation.models import Account

# Without the time: the same page is the same bytes, whether something hides behind it or not.
_seal = signing.Signer(salt="tovholder.shell.still")


# Doors that are asked again by themselves; every other page asks whether what it showed is reached.
DOORS = ("case:", "meeting:", "concern:", "notification:")


CONCERNS = ("concern:", "notification:")  # of these no child's whereabouts are reckoned


class Standing(Enum):
    """How much of what a page showed its reader may still see."""

    ALL = "all"
    SOME = "some"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Seen:
    """What one page has shown: to which account, behind which door, whose, and which areas.

    `told` is a mark of where the child was told to be: whoever it is kept from reads in it
    nothing that another could not.
    """

    account_id: int
    door: str
    ids: tuple[UUID, ...]
    areas: tuple[str, ...]
    told: str

    @classmethod
    def on(cls, request: HttpRequest) -> Self:
        """What the page that answers this request shows."""
        match = request.resolver_match
        ids, areas = context.seen()
        door = getattr(match.func, "declares", "") if match else ""
        shown = tuple(sorted(ids))
        return cls(request.user.pk or 0, door, shown, tuple(sorted(areas)), _where(door, shown))

    @classmethod
    def unsealed(cls, text: str) -> Self | None:
        """What was sealed here, or None."""
        try:
            account_id, door, ids, areas, told = _seal.unsign_object(text)
        except signing.BadSignature:
            return None
        return cls(account_id, door, tuple(map(UUID, ids)), tuple(areas), told)

    def sealed(self) -> str:
        """As one text that cannot be changed on the way."""
        ids = [each.hex for each in self.ids]
        whole: Any = [self.account_id, self.door, ids, self.areas, self.told]
        return _seal.sign_object(whole, compress=True)

    def standing(self, account: Account) -> Standing:
        """How much of it the account may see now."""
        if self.door.startswith(DOORS) and self.ids:
            if all(self._is_open(account, each) for each in self.ids):
                return self._as_told()
            return Standing.SOME if _reached(account, self.ids) else Standing.NOTHING
        reached = _reached(account, self.ids)
        if reached.issuperset(self.ids):
            return self._as_told()
        return Standing.SOME if reached else Standing.NOTHING

    def _as_told(self) -> Standing:
        """All of it, unless where a child is was told then and is not now, or the other way."""
        return Standing.ALL if _where(self.door, self.ids) == self.told else Standing.SOME

    def _is_open(self, account: Account, each: UUID) -> bool:
        """Ask the page's own door."""
        kind, said, *_areas = self.door.split(":")
        if kind == "concern":
            parts = frozenset(map(concerns.Part, said.split(",")))
            knows_child = concerns.CHILD in self.areas
            return concerns.still_open(account, each, parts, knows_child=knows_child)
        if kind == "notification":
            return notifications.still_open(account, each, notifications.Hand(said))
        return cases.still_open(account, each, cases.Right[said], self.areas)


def _where(door: str, ids: tuple[UUID, ...]) -> str:
    """A mark of those cases of which the reader may know where the child is."""
    told = [] if door.startswith(CONCERNS) else [each.hex for each in ids if tells_where(each)]
    return salted_hmac("tovholder.shell.still.told", ",".join(told)).hexdigest()[:16]


def open_page(request: HttpRequest) -> dict[str, Any]:
    """What the frame of a page needs to ask again; for those who are signed in."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return {}
    return {
        # Sealed when the frame is drawn: by then everything the page shows has been opened.
        "page_seal": SimpleLazyObject(lambda: Seen.on(request).sealed()),
        # Whose words the browser keeps, where the connection or the session is lost.
        "page_reader": account.pk,
        "still_url": reverse("shell:still"),
        "sign_in_again_url": reverse("shell:sign_in"),
    }


def _reached(account: Account, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these cases and concerns that the account reaches at all."""
    asked = set(ids)
    if not asked:
        return set()
    seats = Seat.objects.standing().held_by(account).filter(case__in=asked)
    reached = set(seats.values_list("case_id", flat=True))
    if asked - reached:
        for letters in (Concern.objects, Notification.objects):
            others = letters.visible_to(account).filter(pk__in=asked - reached)
            reached |= set(others.values_list("pk", flat=True))
    return reached
