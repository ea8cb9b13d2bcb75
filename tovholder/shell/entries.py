"""What a day is made of: a sentence with one thing to do, and groups of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.holding import Held
from tovholder.meetings.table import AnyMeeting, Says

MOST = 20  # lines of one kind
FAR = timedelta(days=60)  # nobody knows yet whether they come; the invitation asks already


@dataclass(frozen=True)
class Tap:
    """An answer given from the day itself, in one tap; `otherwise` is where one answers more."""

    words: str
    url: str
    fields: Mapping[str, str]
    otherwise: str


@dataclass(frozen=True)
class Entry:
    """One thing of the day: what it is, about whom, the one thing to do, and by when."""

    sentence: str
    action: str = ""
    url: str = ""
    who: str = ""
    hint: str = ""
    due: date | None = None
    late: str = ""
    case_id: UUID | None = None
    concern_id: UUID | None = None
    answers: str = ""
    tap: Tap | None = None

    def marked(self, words: str) -> Entry:
        """The same, with whose place it is done in; nothing is answered for another."""
        who = f"{self.who}, {words[:1].lower()}{words[1:]}" if self.who else words
        return replace(self, who=who, answers="", tap=None)


@dataclass(frozen=True)
class Group:
    """Entries that are asked in the same way; with nothing in it, it is not shown.

    `later` is folded; `action` and `url` are one way on from the whole group.
    """

    title: str
    icon: str
    entries: Sequence[Entry]
    later: Sequence[Entry] = ()
    action: str = ""
    url: str = ""

    def __bool__(self) -> bool:
        return bool(self.entries or self.later)


@dataclass(frozen=True)
class Day:
    """Two columns of groups; the first is what somebody should do."""

    main: Sequence[Group]
    aside: Sequence[Group]
    held: Held

    @property
    def is_empty(self) -> bool:
        return not self.main and not self.aside

    @property
    def case_ids(self) -> list[UUID]:
        """The cases somebody sees a part of here, for the look."""
        return sorted({entry.case_id for entry in self._entries if entry.case_id})

    @property
    def seat_ids(self) -> list[UUID]:
        """The seats that let somebody see these cases, for the look."""
        cases = self.case_ids
        return [one.seat for one in self.held.seats if one.case in cases]

    @property
    def concern_ids(self) -> list[UUID]:
        """The concerns whose child is named here, for the look."""
        return [entry.concern_id for entry in self._entries if entry.concern_id]

    @property
    def _entries(self) -> list[Entry]:
        groups = (*self.main, *self.aside)
        return [entry for group in groups for entry in (*group.entries, *group.later)]


def tap(meeting: AnyMeeting) -> Tap | None:
    """That one comes, where a meeting to come waits for one's answer."""
    ahead = meeting.starts_at - timezone.now()
    if not meeting.unanswered or not timedelta() < ahead < FAR:
        return None
    return Tap(
        words=_("I come"),
        url=meeting.address("reply"),
        fields={"says": Says.COMES.value, "starts_at": meeting.starts_at.isoformat()},
        otherwise=f"{meeting.address('invitation')}#answer",
    )
