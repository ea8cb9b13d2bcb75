"""That somebody is writing just now: told to the open boards and kept nowhere.

It travels as an id over the stream every board holds, and is gone after a few seconds.
"""

from __future__ import annotations

import threading
import time
from uuid import UUID

from tovholder.organisation.models import Account

from .announcing import WRITING, announce
from .replying import own_chair
from .rules import obstacle_to_changing
from .table import AnyMeeting

EVERY = 2.0
"""Seconds between two tellings of one person at one meeting, however fast they are asked for."""

MOST = 10_000
"""So many people are remembered; who has not written for `EVERY` seconds is forgotten first."""

_told: dict[tuple[UUID, int], float] = {}
_guard = threading.Lock()


def tell_writing(meeting: AnyMeeting, by: Account) -> bool:
    """Tell the others that this one writes; not while some are alone, and not again at once."""
    if obstacle_to_changing(meeting) or not _may_tell(meeting.pk, by.pk):
        return False
    chair = own_chair(meeting, by)
    if chair is None:
        return False
    announce(meeting, f"{WRITING}{chair.pk}")
    return True


def _may_tell(meeting: UUID, account: int) -> bool:
    now = time.monotonic()
    with _guard:
        if now - _told.get((meeting, account), -EVERY) < EVERY:
            return False
        if len(_told) >= MOST:
            for key in [key for key, at in _told.items() if now - at >= EVERY]:
                del _told[key]
        _told[meeting, account] = now
    return True
