"""The case book's moved meetings, and those called off."""

from __future__ import annotations

from tovholder.cases.models import CaseRow, CaseRows

from ..table import AnyCallingOff, AnyRescheduling
from .places import kept, words_of


class Rescheduling(AnyRescheduling, CaseRow):
    AREA = "meetings"

    was_where = kept()
    where = kept()
    was_place = words_of("was_where")
    place = words_of("where")

    objects = CaseRows.as_manager()


class CallingOff(AnyCallingOff, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()
