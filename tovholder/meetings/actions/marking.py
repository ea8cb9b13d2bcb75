"""What each answers for themselves, what is shown and kept of it, what the table chooses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..announcing import announce
from ..answering import Answering
from ..rules import obstacle_to_answering_as, obstacle_to_changing, obstacle_to_writing
from ..sitting import sit
from ..table import AnyInvitation, AnyMeeting
from .moving import has_come_to, lock
from .writing import refuse

Answers = Mapping[str, tuple[int | None, str]]


@transaction.atomic
def answer(
    *, meeting: AnyMeeting, step: str, voice: AnyInvitation, answers: Answers, by: Account
) -> None:
    """Keep what a voice answers, each item a value, words, or both; say that it has answered.

    Until it is shown only `by` can read it, and may say it again otherwise. The last one's answer
    shows them all. The trace names the step, never a value.
    """
    lock(meeting)
    refuse(obstacle_to_answering_as(meeting, by, voice))
    has_come_to(meeting, step)
    answering = _answering(meeting, step)
    refuse(answering.obstacle(voice))
    _keep_marks(meeting, answering, voice, answers, by)
    meeting.book.Answered.objects.get_or_create(
        voice=voice, step=step, defaults={**meeting.owner, "meeting": meeting, "by": by}
    )
    trace("meetings.answer", by=by, case_id=meeting.case_id, about=voice, detail={"step": step})
    _show_what_is_in(meeting, step)
    announce(meeting, step)


@transaction.atomic
def reveal(*, meeting: AnyMeeting, step: str, by: Account) -> int:
    """Show the answers where all who are here have answered: the last one left, or went home.

    Answers with how many were shown. Raises ValidationError with the names that are missing.
    """
    lock(meeting)
    refuse(obstacle_to_changing(meeting))
    answering = _answering(meeting, step)
    if answering.to_show is None and answering.waiting:
        raise ValidationError(_not_yet(answering))
    shown = _show_what_is_in(meeting, step)
    trace("meetings.reveal", by=by, case_id=meeting.case_id, about=meeting, detail={"step": step})
    announce(meeting, step)
    return shown


@transaction.atomic
def keep_summary(*, meeting: AnyMeeting, step: str, by: Account) -> int:
    """Keep the middle and the spread of each item, and delete what each answered.

    Answers with how many items were kept. Done once: later calls change nothing.
    """
    answering = _answering(meeting, step)
    if answering.is_kept or not answering.answered:
        return 0
    if answering.waiting:
        raise ValidationError(_not_yet(answering))
    kept = _call(meeting, "keep_summary", "%s, %s", [meeting.pk, step])
    trace(
        "meetings.keep_summary",
        by=by,
        case_id=meeting.case_id,
        about=meeting,
        detail={"step": step},
    )
    announce(meeting, step)
    return kept


@transaction.atomic
def choose(*, meeting: AnyMeeting, step: str, item: str, chosen: bool, by: Account) -> None:
    """The table chooses an item, or takes a choice back; it chooses no more than the step says."""
    lock(meeting)
    refuse(obstacle_to_writing(meeting, by))
    has_come_to(meeting, step)
    sitting = sit(meeting)
    standing, wanted = sitting.choices.get(step, []), sitting.method.step(step).options["count"]
    if chosen == (item in standing):
        return
    choices = meeting.book.Choice.objects
    if not chosen:
        choices.filter(meeting=meeting, step=step, item=item).standing().update(
            taken_back_at=timezone.now()
        )
    elif len(standing) >= wanted:
        raise ValidationError(_no_more_than(wanted))
    else:
        choices.create(**meeting.owner, meeting=meeting, step=step, item=item, by=by)
    trace(
        "meetings.choose",
        by=by,
        case_id=meeting.case_id,
        about=meeting,
        detail={"step": step, "chosen": chosen},
    )
    announce(meeting, step)


def _answering(meeting: AnyMeeting, step: str) -> Answering:
    sitting = sit(meeting)
    return Answering(sitting, sitting.method.step(step))


def _keep_marks(
    meeting: AnyMeeting, answering: Answering, voice: AnyInvitation, answers: Answers, by: Account
) -> None:
    step = answering.step
    said = {item: given for item, given in answers.items() if given[0] is not None or given[1]}
    if not said:
        raise ValidationError(_("Answer at least one of them."))
    given = meeting.book.Mark.objects
    own = {mark.item: mark for mark in given.filter(voice=voice, step=step.id, by=by)}
    if voice.pk in answering.answered and not own:
        raise ValidationError(_("%(name)s has answered already.") % {"name": voice.name})
    for item, (value, words) in said.items():
        heard: dict[str, Any] = {"value": value, "words": meeting.book.read(words.strip())}
        if mark := own.get(item):
            given.filter(pk=mark.pk).update(**heard, at=timezone.now(), version=mark.version + 1)
        else:
            given.create(
                **meeting.owner, **heard, meeting=meeting, step=step.id, item=item, voice=voice,
                by=by, shown=not step.options["hidden"],
            )  # fmt: skip


def _show_what_is_in(meeting: AnyMeeting, step: str) -> int:
    """Show those whose turn it is, where all of them are in; the others once they are."""
    sides = _answering(meeting, step).to_show
    if sides is None:
        return 0
    return _call(meeting, "reveal_marks", "%s, %s, %s::text[]", [meeting.pk, step, list(sides)])


def _call(meeting: AnyMeeting, name: str, places: str, values: list[Any]) -> int:
    """One of the book's own functions, which waits for every answer and answers with a count."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {meeting.book.label}_{name}({places})", values)
            return int(cursor.fetchone()[0])
    except IntegrityError:
        raise ValidationError(_("Somebody here has not answered yet.")) from None


def _no_more_than(wanted: int) -> str:
    return ngettext(
        "%(count)s is chosen already. Take it back first.",
        "%(count)s are chosen already. Take one back first.",
        wanted,
    ) % {"count": wanted}


def _not_yet(answering: Answering) -> str:
    names = ", ".join(chair.name for chair in answering.waiting)
    return _("Not yet answered by: %(names)s. Who has left is noted as not here.") % {
        "names": names
    }
