"""The case book's preparations."""

from __future__ import annotations

from django.db import models

from tovholder.cases.models import CaseRow, CaseRows
from tovholder.organisation.models import Account

from ..table import AnyPreparation, AnyPrepared
from .links import PreparationLink


class Preparation(AnyPreparation, CaseRow):
    AREA = "meetings"

    objects = CaseRows.as_manager()


class Prepared(AnyPrepared, CaseRow):
    """Somebody is ready: signed in, or by a link."""

    AREA = "meetings"

    by = models.ForeignKey(  # type: ignore[assignment] # nobody is signed in behind a link
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(
        PreparationLink, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CaseRows.as_manager()

    class Meta(AnyPrepared.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=False, link__isnull=True)
                | models.Q(by__isnull=True, link__isnull=False),
                name="meetings_prepared_signed_in_or_by_link",
            ),
        ]
