"""What a day is made of: a sentence with one thing to do, and groups of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.meetings.table import AnyMeeting, Says

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
