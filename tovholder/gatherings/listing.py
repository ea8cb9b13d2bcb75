"""A forum's gatherings on its page: to come and held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tovholder.meetings.overview import title_of
from tovholder.organisation.models import Forum

from .models import Meeting


@dataclass(frozen=True)
class Gatherings:
    """Every gathering of a forum, each with its method's `title`."""

    to_come: Sequence[Meeting]
    held: Sequence[Meeting]


def gatherings_of(forum: Forum) -> Gatherings:
    """Those to come soonest first, those held latest first."""
    found = list(
        Meeting.objects.of(forum)
        .select_related("end", "called_off__by", "host")
        .order_by("starts_at", "pk")
    )
    for meeting in found:
        meeting.title = title_of(meeting)
    return Gatherings(
        to_come=[one for one in found if not one.has_ended],
        held=[one for one in found if one.has_ended][::-1],
    )
