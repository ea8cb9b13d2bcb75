"""Two people changed the same text: both see both, and nobody is overwritten in silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class Conflict(ValidationError):
    """The text was changed since the writer opened it.

    `theirs` holds the words as they stand now, by field; `version` is what a second try must
    name; `by` and `at` say who wrote them and when.
    """

    def __init__(
        self, *, theirs: Mapping[str, str], version: int, by: str, at: datetime | None
    ) -> None:
        super().__init__(
            _("%(name)s has changed this since you opened it. Nothing of yours is lost.")
            % {"name": by},
            code="conflict",
        )
        self.theirs = dict(theirs)
        self.version = version
        self.by = by
        self.at = at
