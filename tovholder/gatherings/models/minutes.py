"""Who has read a gathering's minutes, and when they became final."""

from __future__ import annotations

from tovholder.meetings.table import AnyMinutesFinal, AnyMinutesRead

from .rows import ForumRow, ForumRows


class MinutesRead(AnyMinutesRead, ForumRow):
    objects = ForumRows.as_manager()


class MinutesFinal(AnyMinutesFinal, ForumRow):
    objects = ForumRows.as_manager()
