"""Looks worth a question: with nothing near them, at night, by relatives and by name-alikes.

Questions and no accusations: most have a good answer, which is written beside them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.cases.wording import in_sentence
from tovholder.catalogue import catalogue
from tovholder.organisation.models import profession_title

RULE = "needless-looks"
DAYS = 14


@dataclass(frozen=True)
class Question:
    """What somebody looked at on one day, told without whose it is, and what makes one ask."""

    account: int
    name: str
    profession: str
    unit: str
    reference: str
    day: date
    looks: int
    first: datetime
    night: bool
    alone: bool
    relative: bool
    alike: bool
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def who(self) -> str:
        """`Mette Lund, teacher, Åskolen`."""
        return f"{self.name}, {in_sentence(profession_title(self.profession))}, {self.unit}"

    @property
    def reasons(self) -> list[str]:
        """What makes one ask, in sentences."""
        return list(self._reasons())

    def _reasons(self) -> Iterator[str]:
        if self.alone:
            yield _("No meeting and nothing written in the case near that day.")
        if self.night:
            yield _("It was at night.")
        if self.relative:
            yield _("The register has them as a relative.")
        if self.alike:
            yield _("They share a last name with somebody in the family.")


def questions(until: date) -> list[Question]:
    """The reader's questions about two weeks of looks, those without an answer first."""
    rule = catalogue().legal_bases.get(RULE)
    numbers = rule.parameters if rule else {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM look_questions(%s::date, %s::date, %s, %s, %s, %s)",
            [
                until - timedelta(days=DAYS - 1), until, timezone.get_current_timezone_name(),
                int(numbers.get("near_days", 14)), int(numbers.get("night_from", 23)),
                int(numbers.get("night_until", 5)),
            ],
        )  # fmt: skip
        return [Question(*row) for row in cursor.fetchall()]
