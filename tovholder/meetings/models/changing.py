"""The case book's moved meetings, and those called off."""

from __future__ import annotations

from tovholder.cases.models import CaseRow, CaseRows

from ..table import AnyCallingOff, AnyRescheduling


class Rescheduling(AnyRescheduling, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class CallingOff(AnyCallingOff, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()
