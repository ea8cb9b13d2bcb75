"""Who has read the case book's minutes, and when they became final."""

from __future__ import annotations

from tovholder.cases.models import CaseRow, CaseRows

from ..table import AnyMinutesFinal, AnyMinutesRead


class MinutesRead(AnyMinutesRead, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class MinutesFinal(AnyMinutesFinal, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()
