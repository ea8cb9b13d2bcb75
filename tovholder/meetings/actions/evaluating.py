"""Saying how one found a meeting: for oneself, in a minute (S-61)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..evaluating import asked, version_of
from ..rules import obstacle_to_evaluating
from ..table import AnyInvitation
from ..table.evaluating import AFTERWARDS
from .marking import Answers
from .moving import lock
from .writing import refuse


class SaidElsewhere(ValidationError):
    """The same person answered in another window meanwhile. `version` is what stands now."""

    def __init__(self, version: str) -> None:
        super().__init__(
            _("You have answered in another window meanwhile. Look at both, and save again.")
        )
        self.version = version


@transaction.atomic
def evaluate(
    *, voice: AnyInvitation, answers: Answers, unnamed: bool, version: str, by: Account
) -> None:
    """Keep what somebody answers after a meeting; what they leave out is gone.

    `unnamed`: others may read the words, without whose they are. `version` is what the writer saw.
    The trace says that it was answered, never what. Raises ValidationError in words.
    """
    meeting = voice.meeting
    lock(meeting)
    refuse(obstacle_to_evaluating(meeting, by, voice))
    marks = meeting.book.Mark.objects.filter(voice=voice, step=AFTERWARDS, by=by)
    own = {mark.item: mark for mark in marks}
    if version != version_of(own.values()):
        raise SaidElsewhere(version_of(own.values()))
    said = {item.id: answers[item.id] for item in asked() if _says(answers.get(item.id))}
    if not said:
        raise ValidationError(_("Answer at least one of them."))
    for item, (value, words) in said.items():
        heard: dict[str, Any] = {"value": value, "words": meeting.book.read(words.strip())}
        heard["unnamed"] = unnamed and value is None
        if mark := own.get(item):
            marks.filter(pk=mark.pk).update(**heard, at=timezone.now(), version=mark.version + 1)
        else:
            meeting.book.Mark.objects.create(
                **meeting.owner, **heard, meeting=meeting, step=AFTERWARDS, item=item, voice=voice,
                by=by,
            )  # fmt: skip
    _take_back(meeting, sorted(own.keys() - said.keys()))
    trace("meetings.evaluate", by=by, case_id=meeting.case_id, about=meeting)


def _says(given: tuple[int | None, str] | None) -> bool:
    return given is not None and (given[0] is not None or bool(given[1].strip()))


def _take_back(meeting: Any, items: list[str]) -> None:
    if items:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {meeting.book.label}_take_back_evaluation(%s, %s)", [meeting.pk, items]
            )
