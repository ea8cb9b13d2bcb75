"""Telling every open board that something changed: an id and a word, never content.

The database carries it: nothing is sent before the transaction is kept, and the receiver
fetches what changed through the door.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from .table import AnyMeeting

BOARDS = "tovholder_board"
SEATS = "tovholder_seats"
ACCOUNTS = "tovholder_accounts"

ALL = "all"
CALL = "call:"
"""Begins what is not a change: nothing is fetched, an open board says it by itself."""
WRITING = "writing:"
"""Begins the id of a chair whose holder is writing just now."""
HELP = f"{CALL}help"
"""Somebody who is alone wants an adult to come in. It is kept nowhere."""


def announce(meeting: AnyMeeting, what: str = ALL) -> None:
    """Say that `what` (a step's name, or all) changed on a meeting's board."""
    announce_at(meeting.pk, what)


def announce_at(meeting_id: UUID, what: str = ALL) -> None:
    """The same, where nobody is signed in who may read the meeting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [BOARDS, f"{meeting_id}:{what}"])
