"""What is read at every look at a board, put into words once for each book (audit/prepared.py)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tovholder.audit.prepared import Reading

from .table import AnyMeeting

if TYPE_CHECKING:
    from .book import Book

AT_A_MEETING: dict[str, Callable[[Book, UUID], Any]] = {
    "invitations": lambda book, meeting: (
        book.Invitation.objects.filter(meeting=meeting)
        .standing()
        .in_order()
        .select_related(*book.invited_with)
    ),
    "attendance": lambda book, meeting: (
        book.Attendance.objects.filter(invitation__meeting=meeting)
        .order_by("at", "id")
        .values_list("invitation", "here")
    ),
    "prepared": lambda book, meeting: book.Prepared.objects.filter(
        invitation__meeting=meeting
    ).values_list("invitation"),
    "contributions": lambda book, meeting: (
        book.Contribution.objects.filter(meeting=meeting)
        .standing()
        .select_related("voice", "settlement")
    ),
    "approvals": lambda book, meeting: book.Approval.objects.filter(meeting=meeting),
    "passages": lambda book, meeting: (
        book.Passage.objects.filter(meeting=meeting).select_related("by").order_by("order")
    ),
    "agreed": lambda book, meeting: (
        book.AgreedTask.objects.filter(meeting=meeting)
        .order_by("at", "id")
        .select_related("voice", *book.agreed_with)
    ),
    "child is told": lambda book, meeting: (
        book.ChildIsTold.objects.filter(meeting=meeting).select_related("voice").latest_first()
    ),
    "coherence": lambda book, meeting: book.Coherence.objects.filter(
        meeting=meeting
    ).latest_first(),
    "continuation": lambda book, meeting: book.Continuation.objects.filter(
        meeting=meeting
    ).latest_first(),
}


def at(meeting: AnyMeeting, part: str) -> list[Any]:
    """The rows of one part of a meeting, in their order."""
    return _reading(meeting.book, part)(meeting=meeting.pk)


@cache
def _reading(book: Book, part: str) -> Reading:
    asked = AT_A_MEETING[part]
    return Reading(lambda meeting: asked(book, meeting), meeting=UUID)
