"""Talks about a child without consent: as its family reads of them, and the officer weighs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tovholder.cases.models import Case
from tovholder.cases.wording import basis_title, in_sentence, listed
from tovholder.organisation.models import profession_title


@dataclass(frozen=True)
class Told:
    """That people talked, or planned to: when, on which law, which professions, and why."""

    met_on: date
    kind: str
    professions: Sequence[str]
    necessary: str
    reason: str
    called_off_on: date | None = None
    called_off_because: str = ""

    @property
    def title(self) -> str:
        """The law in everyday words."""
        return basis_title(self.kind)

    @property
    def who(self) -> str:
        """The professions, as one reads them."""
        return _in_words(self.professions)


@dataclass(frozen=True)
class Untold:
    """One that the family is not told of: why not, and what is decided. Not whom it was about."""

    talk_id: UUID
    case_id: UUID  # for the trace of who read of it; shown nowhere
    kind: str
    met_on: date
    professions: Sequence[str]
    because: str
    recorded_by: str
    shown: bool | None
    reason: str
    decided_by: str
    decided_at: datetime | None
    called_off_on: date | None

    @property
    def title(self) -> str:
        """The law in everyday words."""
        return basis_title(self.kind)

    @property
    def who(self) -> str:
        """The professions, as one reads them."""
        return _in_words(self.professions)


def talks_told(case: Case) -> list[Told]:
    """What an opened case's family reads of talks without consent, the latest first."""
    with connection.cursor() as cursor:
        zone = timezone.get_current_timezone_name()
        cursor.execute("SELECT * FROM talks_told(%s::uuid, %s)", [case.pk, zone])
        return [Told(*row) for row in cursor.fetchall()]


def talks_untold() -> list[Untold]:
    """Those the family is not told of, those not decided first; the officer's alone."""
    return _untold(None)


def talk_untold(talk_id: UUID) -> Untold | None:
    """One of them; None for whoever is not the officer, and for what the family may read."""
    return next(iter(_untold(talk_id)), None)


def _untold(one: UUID | None) -> list[Untold]:
    with connection.cursor() as cursor:
        zone = timezone.get_current_timezone_name()
        cursor.execute("SELECT * FROM talks_untold(%s::uuid, %s)", [one, zone])
        return [Untold(*row) for row in cursor.fetchall()]


def _in_words(professions: Sequence[str]) -> str:
    return listed(in_sentence(profession_title(one)) for one in professions)
