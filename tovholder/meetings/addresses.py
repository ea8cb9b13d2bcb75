"""The pages of a meeting, the same in both books, each behind the book's own door."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import URLPattern, path

from tovholder.cases.access import Right

from . import views
from .access import Decorate


def addresses(prefix: str, door: Callable[[Right], Decorate]) -> list[URLPattern]:
    """The pages below `prefix`, which holds the meeting's id by the name its door looks for.

    `door` makes the decorator that opens a meeting for a right.
    """
    return [
        *_before(prefix, door),
        *_at_the_table(prefix, door),
        *_afterwards(prefix, door),
    ]


def _before(prefix: str, door: Callable[[Right], Decorate]) -> list[URLPattern]:
    see, prepare, lead = door(Right.VIEW), door(Right.PREPARE), door(Right.MEET)
    return [
        path(f"{prefix}invitation/", see(views.invitation), name="invitation"),
        path(f"{prefix}invitation.ics", see(views.in_calendar), name="calendar"),
        path(f"{prefix}reply/", see(views.reply), name="reply"),
        path(f"{prefix}time/", lead(views.reschedule), name="reschedule"),
        path(f"{prefix}calling-off/", lead(views.call_off), name="call_off"),
        path(f"{prefix}chairs/", lead(views.chairs), name="chairs"),
        path(f"{prefix}preparation/", prepare(views.preparation), name="preparation"),
        path(f"{prefix}preparation/draft/", prepare(views.draft), name="draft"),
    ]


def _at_the_table(prefix: str, door: Callable[[Right], Decorate]) -> list[URLPattern]:
    see, write, lead = door(Right.VIEW), door(Right.CONTRIBUTE), door(Right.MEET)
    board = see(views.board)
    return [
        path(prefix, board, name="meeting"),
        path(f"{prefix}board/<slug:step>/", board, name="step"),
        path(f"{prefix}board/<slug:step>/<slug:act>/", write(views.act), name="act"),
        path(f"{prefix}wall/", see(views.wall), name="wall"),
        path(f"{prefix}writing/", write(views.writing), name="writing"),
        path(f"{prefix}words/<uuid:word_id>/", write(views.word), name="word"),
        path(f"{prefix}beginning/", lead(views.begin), name="begin"),
        path(f"{prefix}passage/", lead(views.move), name="move"),
        path(f"{prefix}pen/", lead(views.pen), name="pen"),
        path(f"{prefix}attendance/", lead(views.attendance), name="attendance"),
        path(f"{prefix}end/", lead(views.end), name="end"),
    ]


def _afterwards(prefix: str, door: Callable[[Right], Decorate]) -> list[URLPattern]:
    see, write, lead = door(Right.VIEW), door(Right.CONTRIBUTE), door(Right.MEET)
    return [
        path(f"{prefix}minutes/", see(views.minutes), name="minutes"),
        path(f"{prefix}minutes.pdf", see(views.minutes_pdf), name="minutes_pdf"),
        path(f"{prefix}agenda.pdf", see(views.agenda_pdf), name="agenda_pdf"),
        path(f"{prefix}evaluation/", see(views.evaluation), name="evaluation"),
        path(f"{prefix}minutes/read/", write(views.have_read), name="have_read"),
        path(f"{prefix}minutes/final/", lead(views.make_final), name="make_final"),
    ]
