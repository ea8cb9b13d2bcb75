"""What a case began with: the concerns that led to it, for those whose access covers them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from tovholder.catalogue import catalogue
from tovholder.instruments.reading import Reading, read
from tovholder.ui.charts.drawing import Drawing
from tovholder.ui.charts.ruler import ruler

from .instrument import WORRY
from .models import Concern


@dataclass(frozen=True)
class Beginning:
    """One concern as the triage shared it: who worried, when, how much, and in which words."""

    sent_at: datetime
    worry: int
    team: str
    author: str
    instrument: str
    answers: Mapping[str, Any]

    @cached_property
    def picture(self) -> Drawing:
        """How worried the author was, on the ruler."""
        return ruler(_("Worry"), colour=Concern.Worry(self.worry).name.lower())

    @property
    def words(self) -> list[Reading]:
        """The answers as they were asked; the page says whose they are, the ruler how worried."""
        if not self.instrument:
            return []
        instrument = catalogue().instrument(self.instrument)
        aside = {question.id for question in instrument.questions if question.identifies}
        said = {key: told for key, told in self.answers.items() if key not in aside | {WORRY}}
        return read(instrument, said)


def beginnings(case_id: UUID) -> Sequence[Beginning]:
    """The concerns that led to a case, the latest first; none where no access covers them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM concerns_of_case(%s::uuid)", [case_id])
        return [_beginning(row) for row in cursor.fetchall()]


def _beginning(row: tuple[Any, ...]) -> Beginning:
    sent_at, worry, team, author, instrument, answers = row
    said = json.loads(answers) if isinstance(answers, str) else answers
    return Beginning(sent_at, worry, team, author, instrument or "", said or {})
