"""What the table agrees: written straight into the one plan, and noted as agreed here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account
from tovholder.plans import actions as plans
from tovholder.plans.models import Goal, GoalEnd, Sign, Task

from ..announcing import announce
from ..models import AgreedGoal, Meeting
from ..rules import (
    names_a_contact,
    obstacle_to_answering,
    obstacle_to_speaking,
    obstacle_to_wishing,
    obstacle_to_writing,
)
from ..table import AnyContribution, AnyInvitation, AnyMeeting, AnyReview
from .moving import has_come_to
from .writing import refuse


@transaction.atomic
def add_goal(*, meeting: Meeting, step: str, text: str, need: str, by: Account) -> Goal:
    """Set a goal in the plan, with the unmet need it answers (S-26, step three)."""
    refuse(obstacle_to_writing(meeting, by))
    has_come_to(meeting, step)
    goal = plans.add_goal(case=meeting.case, text=text, need=need, by=by)
    AgreedGoal.objects.create(case_id=meeting.case_id, meeting=meeting, goal=goal)
    announce(meeting, step)
    return goal


@transaction.atomic
def edit_goal(
    *, meeting: Meeting, step: str, goal: Goal, version: int, text: str, need: str, by: Account
) -> Goal:
    """Say a goal in other words. Raises Conflict (plans) where someone else did so meanwhile."""
    refuse(obstacle_to_writing(meeting, by))
    _refuse_other_case(meeting, goal.case_id)
    has_come_to(meeting, step)
    changed = plans.edit_goal(goal=goal, version=version, text=text, need=need, by=by)
    announce(meeting, step)
    return changed


@transaction.atomic
def end_goal(
    *, meeting: Meeting, step: str, goal: Goal, outcome: str, text: str, by: Account
) -> GoalEnd:
    """Say that a goal is reached, or let go and why."""
    refuse(obstacle_to_writing(meeting, by))
    _refuse_other_case(meeting, goal.case_id)
    has_come_to(meeting, step)
    if outcome == GoalEnd.Outcome.REACHED:
        ended = plans.reach_goal(goal=goal, text=text, by=by)
    else:
        ended = plans.let_go(goal=goal, because=text, by=by)
    announce(meeting, step)
    return ended


@transaction.atomic
def add_sign(
    *, meeting: Meeting, step: str, goal: Goal, text: str, watchers: str, about: str, by: Account
) -> Sign:
    """Give a goal something one can see, about the child or the surroundings (S-31)."""
    refuse(obstacle_to_writing(meeting, by))
    _refuse_other_case(meeting, goal.case_id)
    has_come_to(meeting, step)
    sign = plans.add_sign(goal=goal, text=text, watchers=watchers, about=about, by=by)
    announce(meeting, step)
    return sign


@transaction.atomic
def promise(
    *,
    meeting: AnyMeeting,
    step: str,
    text: str,
    voice: AnyInvitation,
    due: date,
    together_with: str = "",
    goal: Goal | None = None,
    by: Account,
) -> Any:
    """Someone promises something they do themselves: everyone stays in their own half (S-26)."""
    refuse(obstacle_to_speaking(meeting, by, voice))
    has_come_to(meeting, step)
    task = meeting.book.promise(
        meeting=meeting,
        text=meeting.book.read(text),
        voice=voice,
        due=due,
        together_with=together_with,
        goal=goal,
        by=by,
        **({"contact": True} if names_a_contact(meeting, step) else {}),
    )
    _note_task(meeting, step, task, voice)
    return task


@transaction.atomic
def wish(
    *, meeting: Meeting, step: str, text: str, voice: AnyInvitation, of: AnyInvitation, by: Account
) -> Task:
    """The family wishes something of a professional, who answers (S-26, step four)."""
    refuse(obstacle_to_wishing(voice, of))
    refuse(obstacle_to_speaking(meeting, by, voice))
    has_come_to(meeting, step)
    assert of.account is not None  # noqa: S101 - told by obstacle_to_wishing
    task = plans.wish(case=meeting.case, text=text, of=of.account, spoken=True, by=by)
    _note_task(meeting, step, task, voice)
    return task


@transaction.atomic
def accept_wish(*, meeting: Meeting, task: Task, of: AnyInvitation, due: date, by: Account) -> None:
    """The professional says yes, and by when."""
    _answer(meeting, task, of, accepted=True, due=due, words="", by=by)


@transaction.atomic
def decline_wish(
    *, meeting: Meeting, task: Task, of: AnyInvitation, words: str, by: Account
) -> None:
    """The professional says why not, or what instead."""
    _answer(meeting, task, of, accepted=False, due=None, words=words, by=by)


@transaction.atomic
def settle(*, contribution: AnyContribution, task: Any, by: Account) -> None:
    """A parked proposal is taken up as a task, or let go."""
    meeting = contribution.meeting
    refuse(obstacle_to_writing(meeting, by))
    try:
        with transaction.atomic():
            meeting.book.Settlement.objects.create(
                **meeting.owner, contribution=contribution, task=task, by=by
            )
    except IntegrityError:
        raise ValidationError(_("The table has settled this already.")) from None
    trace(
        "meetings.settle",
        by=by,
        case_id=meeting.case_id,
        about=contribution,
        detail={"taken_up": task is not None},
    )
    announce(meeting, contribution.step)


@transaction.atomic
def review(
    *, meeting: AnyMeeting, step: str, task: Any, outcome: str, because: str, by: Account
) -> AnyReview:
    """Say what became of an earlier promise; one not kept yet stays in the plan (S-63)."""
    refuse(obstacle_to_writing(meeting, by))
    book = meeting.book
    _refuse_other_owner(meeting, task)
    because = book.read(because.strip())
    if outcome != AnyReview.Outcome.KEPT and not because:
        raise ValidationError(_("Say in a few words why."))
    words = {"outcome": outcome, "because": because, "by": by}
    said, created = book.Review.objects.update_or_create(
        meeting=meeting, task=task, defaults=words, create_defaults={**meeting.owner, **words}
    )
    if outcome == AnyReview.Outcome.KEPT:
        book.keep(task=task, by=by)
    elif outcome == AnyReview.Outcome.NOT_NEEDED:
        book.no_longer_needed(task=task, because=because, by=by)
    trace(
        "meetings.review",
        by=by,
        case_id=meeting.case_id,
        about=said,
        detail={"outcome": outcome, "again": not created},
    )
    announce(meeting, step)
    result: AnyReview = said
    return result


@transaction.atomic
def observe(*, meeting: Meeting, step: str, sign: Sign, seen: str, note: str, by: Account) -> None:
    """What the table sees of a sign today."""
    refuse(obstacle_to_writing(meeting, by))
    _refuse_other_case(meeting, sign.case_id)
    plans.observe(sign=sign, seen=seen, note=note, by=by)
    announce(meeting, step)


def _note_task(meeting: AnyMeeting, step: str, task: Any, voice: AnyInvitation) -> None:
    meeting.book.AgreedTask.objects.create(
        **meeting.owner, meeting=meeting, step=step, task=task, voice=voice
    )
    announce(meeting, step)


def _answer(
    meeting: Meeting,
    task: Task,
    of: AnyInvitation,
    *,
    accepted: bool,
    due: date | None,
    words: str,
    by: Account,
) -> None:
    refuse(obstacle_to_answering(meeting, by, of))
    plans.answer_wish(task=task, accepted=accepted, due=due, text=words, spoken=True, by=by)
    announce(meeting, task.agreed.step)


def _refuse_other_case(meeting: Meeting, case_id: object) -> None:
    if case_id != meeting.case_id:
        raise ValidationError(_("This belongs to another case."))


def _refuse_other_owner(meeting: AnyMeeting, row: Any) -> None:
    if any(getattr(row, key) != value for key, value in meeting.owner.items()):
        raise ValidationError(_("This belongs to another case."))
