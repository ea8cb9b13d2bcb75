"""The case book's preparations."""

from __future__ import annotations

from tovholder.cases.models import CaseRow, CaseRows

from ..table import AnyPreparation, AnyPrepared


class Preparation(AnyPreparation, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Prepared(AnyPrepared, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()
