"""Asking a panel and answering it: a small forum for each question (S-45, S-52)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.meetings import actions as meetings
from tovholder.meetings.actions.calling import Chair
from tovholder.meetings.table.sides import Side
from tovholder.organisation.actions import add_forum, join, sit_until
from tovholder.organisation.models import Account, Forum, Membership
from tovholder.organisation.models import profession_title as title

from . import actions
from .book import read
from .models import Invitation, Meeting, Outcome
from .panels import (
    METHOD,
    advice_step,
    may_read_for,
    next_day_for,
    question_step,
    who_answers,
)
from .rules import obstacle_to_advising, obstacle_to_telling, obstacles_to_asking

FOUR = time(16)


@transaction.atomic
def ask(
    *,
    panel: Forum,
    question: str,
    professions: Collection[str],
    nobody: bool,
    by: Account,
    due: date | None = None,
) -> Meeting:
    """Ask those professions of a panel. They and `by` read it, and nobody else.

    It is answered by `due`, the next working day where nobody says otherwise.

    `nobody`: whoever asks has said that no word of it is anyone's name. Raises ValidationError in
    words where the question holds a number or a name, and where nobody would answer.
    """
    text = read(question.strip())
    if obstacles := obstacles_to_asking(text, by, nobody=nobody):
        raise ValidationError({"question": obstacles})
    members = who_answers(panel, by)
    asked = [one for one in members if one.account.professional.profession in professions]
    if not asked:
        raise ValidationError({"professions": _("Choose at least one profession to ask.")})
    room = add_forum(
        kind=panel.kind, name=panel.name, unit=panel.unit, weekday=panel.weekday, part_of=panel,
        by=by,
    )  # fmt: skip
    for account in (by, *(one.account for one in asked)):
        join(forum=room, account=account, by=by)
    by_day = due or next_day_for(room)
    meeting = _called(room, [by, *(one.account for one in asked)], by, by_day)
    meetings.begin(meeting=meeting, by=by)
    step = question_step()
    meetings.add_word(
        meeting=meeting, step=step.id, column=step.columns[0], text=text, voice=None, by=by
    )
    meetings.move(meeting=meeting, to=advice_step().id, by=by)
    trace("gatherings.ask", by=by, about=meeting, detail={"asked": len(asked)})
    return meeting


def _called(room: Forum, accounts: list[Account], by: Account, due: date) -> Meeting:
    now = timezone.localtime()
    return actions.call(
        forum=room,
        method=METHOD,
        purpose=room.name,
        starts_at=now,
        ends_at=timezone.make_aware(datetime.combine(due, FOUR)),
        place="",
        chairs=[_chair(account) for account in accounts],
        host=None,
        by=by,
    )


def _chair(account: Account) -> Chair:
    """Each has a chair as a profession: nobody's name stands in a question."""
    profession = account.professional.profession
    return Chair(
        name=title(profession), side=Side.PROFESSIONAL, account=account, profession=profession
    )


@transaction.atomic
def advise(*, meeting: Meeting, text: str, nobody: bool, by: Account) -> None:
    """Answer from one's own profession. Whoever asked reads it, and later tells what came of it.

    Raises ValidationError in words where the advice holds a number or a name.
    """
    if obstacle := obstacle_to_advising(meeting, by):
        raise ValidationError(obstacle)
    words = read(text.strip())
    if obstacles := obstacles_to_asking(words, by, nobody=nobody):
        raise ValidationError({"text": obstacles})
    step = advice_step()
    voice = Invitation.objects.of(meeting.forum).get(meeting=meeting, account=by)
    meetings.add_word(
        meeting=meeting, step=step.id, column=step.columns[0], text=words, voice=voice, by=by
    )
    place = Membership.objects.current().get(forum=meeting.forum, account=meeting.called_by)
    sit_until(membership=place, until=timezone.now() + may_read_for(meeting.forum), by=by)
    trace("gatherings.advise", by=by, about=meeting)


@transaction.atomic
def tell_outcome(*, meeting: Meeting, did: str, helped: str, nobody: bool, by: Account) -> Outcome:
    """Whoever asked says what they did and whether it helped; those who were asked read it.

    Raises ValidationError in words where it holds a number or a name, and where it is told already.
    """
    if obstacle := obstacle_to_telling(meeting, by):
        raise ValidationError(obstacle)
    words = read(did.strip())
    if obstacles := obstacles_to_asking(words, by, nobody=nobody):
        raise ValidationError({"did": obstacles})
    return actions.keep_outcome(meeting=meeting, did=words, helped=helped, by=by)
