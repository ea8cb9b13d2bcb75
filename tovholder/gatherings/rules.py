"""Questions about a forum's gatherings, answered in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.catalogue.methods import Method
from tovholder.meetings.engine.running import Obstacle, asked, holding
from tovholder.meetings.engine.state import Board
from tovholder.meetings.rules import references
from tovholder.organisation.models import Forum

from .models import Meeting


def obstacles_to_calling(forum: Forum, method: str, instrument: str = "") -> list[str]:
    """Why a gathering of this forum is not called by this method, with this instrument."""
    known = catalogue().methods.get(method)
    if known is None or not known.is_for_forum:
        return [_("This is a way to meet about a case. Call it at the case.")]
    if instrument and instrument not in known.instrument_choice:
        return [_("This way of meeting does not use that instrument.")]
    if known.instrument_choice and not instrument:
        return [_("Choose what you will look at together.")]
    return [obstacle.words for obstacle in _held_back(forum, known)]


def _held_back(forum: Forum, method: Method) -> list[Obstacle]:
    if not method.calls:
        return []
    held = Meeting.objects.of(forum).ended().values_list("method", flat=True)
    board = Board(steps={}, held=references(held))
    return holding(asked(board, method.calls))
