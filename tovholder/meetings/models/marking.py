"""The case book's own answers and choices."""

from __future__ import annotations

from tovholder.cases.models import CaseRow, CaseRows

from ..table import AnyAnswered, AnyChoice, AnyMark, AnySummary
from ..table import Choices as AnyChoices


class Mark(AnyMark, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Answered(AnyAnswered, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Summary(AnySummary, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Choices(AnyChoices, CaseRows):  # type: ignore[override] # a manager of each
    """What was chosen, with the scope of a case's rows."""


class Choice(AnyChoice, CaseRow):
    AREA = "meetings"

    objects = Choices.as_manager()  # type: ignore[assignment] # a case's rows, and more
